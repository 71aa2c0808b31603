"""What is announced after the commit. Ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class AccountClosed:
    """A person closed their account; nobody can sign in with it."""

    user_id: int


@dataclass(frozen=True)
class SecondStepReset:
    """An administrator took a person's second step away, because phone and spare codes are lost."""

    user_id: int
    event_id: UUID
