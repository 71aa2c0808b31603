"""Who is behind the present request, for the record: set by the middleware, empty in commands."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class RequestContext:
    """A salted hash of the address, and whom the person is acting for."""

    address_hash: str = ""
    acting_as: str = ""


NOBODY = RequestContext()
current: ContextVar[RequestContext] = ContextVar("audit_context", default=NOBODY)
