"""Organisations, and the registers that know them."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.organisations.enums import IdentifierScheme, LegalForm, OrganisationKind, OrganisationState


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Words about organisations."""

    def commissioners(self) -> "OrganisationQuerySet":
        """Those who buy."""
        return self.filter(kind=OrganisationKind.COMMISSIONER)

    def providers(self) -> "OrganisationQuerySet":
        """Those who provide, user-led ones among them."""
        return self.filter(kind__in=[OrganisationKind.PROVIDER, OrganisationKind.USER_LED])

    def listed(self) -> "OrganisationQuerySet":
        """Those with a public page."""
        return self.exclude(state=OrganisationState.SUSPENDED)


class Organisation(models.Model):
    """A body that buys, provides, or watches over services. Sourced ones carry only facts as published."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    legal_form = models.CharField(max_length=20, choices=LegalForm, default=LegalForm.UNKNOWN)
    state = models.CharField(
        max_length=20, choices=OrganisationState, default=OrganisationState.REGISTERED, editable=False
    )
    summary = models.CharField(max_length=300, blank=True)
    website = models.URLField(blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    locality = models.CharField(max_length=100, blank=True)
    areas_served = models.CharField(max_length=200, blank=True)
    annual_turnover_pence = models.BigIntegerField(null=True, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_licence = models.CharField(max_length=100, blank=True)
    source_data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    state_reason = models.TextField(blank=True)
    state_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        permissions = [
            ("manage_organisation", "Can manage people and the profile of the organisation"),
            ("bid_for_organisation", "Can prepare bids in the organisation's name"),
            ("sign_for_organisation", "Can sign in the organisation's name"),
            ("see_organisation_money", "Can see the organisation's money"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OrganisationState.values), name="organisation_state_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_commissioner(self) -> bool:
        """Whether it buys."""
        return self.kind == OrganisationKind.COMMISSIONER

    @property
    def is_sourced(self) -> bool:
        """Whether all we know of it comes from a published source."""
        return self.state == OrganisationState.IMPORTED

    @property
    def is_suspended(self) -> bool:
        """Whether nobody can bid or sign in its name for now."""
        return self.state == OrganisationState.SUSPENDED


class Identifier(models.Model):
    """What a register calls the organisation, such as GB-CHC 1087638."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20, choices=IdentifierScheme)
    value = models.CharField(max_length=60)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_unique"),
            models.CheckConstraint(
                condition=models.Q(scheme__in=IdentifierScheme.values), name="identifier_scheme_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class OrganisationUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Organisation, models.CASCADE, related_name="user_grants")


class OrganisationGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Organisation, models.CASCADE, related_name="group_grants")
