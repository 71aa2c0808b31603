"""A small group that registered a few days ago and waits to be verified."""

from datetime import datetime

from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.stage import on, who
from portal.organisations.enums import LegalForm, OrganisationKind
from portal.organisations.models import Organisation
from portal.organisations.services.organisation import Profile, organisation_register

NAME = "Riverside Growing Together"


def load(noon: datetime) -> None:
    """Registered by the gardener, for the portal administrators."""
    with on(noon, -4):
        organisation_register(
            actor=who("micro"),
            profile=Profile(
                name=NAME,
                kind=OrganisationKind.USER_LED,
                legal_form=LegalForm.UNINCORPORATED,
                summary="People who grow food together, whatever their bodies allow on the day.",
                locality="Riverside",
                areas_served="Riverside",
                contact_email="hello@growing.example",
            ),
        )


SCENE = Scene(
    "An organisation that waits to be verified", lambda: Organisation.objects.filter(name=NAME).exists(), load
)
