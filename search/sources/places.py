"""Postcodes as places, from the open outcode centroids of the marketplace."""

from portal.marketplace.places import centroid

Places = tuple[tuple[float, float], ...]


def places_of(postcode: str) -> Places:
    """The middle of its district, or nothing."""
    place = centroid(postcode) if postcode else None
    return ((place.latitude, place.longitude),) if place else ()
