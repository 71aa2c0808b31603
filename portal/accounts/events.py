"""What is announced after the commit. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountClosed:
    """A person closed their account; nobody can sign in with it."""

    user_id: int
