"""What the domain says when it says no. Messages are written for the person who reads them."""


class DomainError(Exception):
    """A rule of the domain says no; the message is safe to show."""


class NotAllowed(DomainError):
    """This person may not do this; the message is the policy's reason. Becomes HTTP 403 and a recorded refusal.

    `who_can`: who could do it instead. `way_on`: (words, address) of what this person can do about it.
    """

    def __init__(
        self,
        reason: str,
        *,
        subject: object | None = None,
        verb: str = "",
        who_can: str = "",
        way_on: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.subject = subject
        self.verb = verb
        self.who_can = who_can
        self.way_on = way_on
