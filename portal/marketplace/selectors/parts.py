"""What the directory adds to the public page of an organisation."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import today
from portal.marketplace.models import Service
from portal.marketplace.selectors.words import checked_words, in_short
from portal.organisations.parts import PartRow, PublicPart, public_part

if TYPE_CHECKING:
    from portal.organisations.models import Organisation

MOST = 10


@public_part
def services_part(organisation: "Organisation") -> PublicPart:
    """Its services in the directory."""
    rows = Service.objects.listed().filter(organisation=organisation).order_by("name", "pk")[:MOST]
    return PublicPart(
        _("Services that people can use"),
        tuple(
            PartRow(
                row.name,
                reverse("marketplace:service_detail", args=[row.uuid]),
                meta=checked_words(row, today())[1],
                more=in_short(row),
            )
            for row in rows
        ),
    )
