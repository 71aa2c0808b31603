"""What follows an event: mail. One module for each aggregate."""

from portal.tenders.subscribers import awards, bids, evaluation, procurement  # noqa: F401
