"""What the domain says when it says no. Messages are written for the person who reads them."""


class DomainError(Exception):
    """A rule of the domain says no; the message is safe to show."""


class NotAllowed(DomainError):
    """This person may not do this; the message is the policy's reason. Becomes HTTP 403 and a recorded refusal."""

    def __init__(self, reason: str, *, subject: object | None = None, verb: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.subject = subject
        self.verb = verb
