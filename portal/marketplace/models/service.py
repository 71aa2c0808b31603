"""Services that people can find, in the shape of Open Referral UK (HSDS-UK 3.0), and what the portal adds."""

from uuid import uuid4

from django.db import models

from portal.marketplace.enums import (
    LISTED,
    AccessKind,
    Answer,
    AssuredHow,
    BudgetsTaken,
    CareQuality,
    CareRating,
    ServiceStatus,
)
from portal.marketplace.models.taxonomy import TaxonomyTerm
from portal.organisations.enums import OrganisationState


class ListedOrganisation(models.Model):
    """What Open Referral UK calls an organisation: a UUID and a description. Made with its first service."""

    organisation = models.OneToOneField(
        "organisations.Organisation", models.CASCADE, related_name="directory_entry", primary_key=True
    )
    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["organisation"]

    def __str__(self) -> str:
        return str(self.uuid)


class ServiceQuerySet(models.QuerySet["Service"]):
    """Words about services."""

    def listed(self) -> "ServiceQuerySet":
        """What the directory shows."""
        return self.open_to_all().filter(status__in=LISTED)

    def open_to_all(self) -> "ServiceQuerySet":
        """Those with a public page; an ended service keeps its page, which says so."""
        return self.exclude(organisation__state=OrganisationState.SUSPENDED)


class Service(models.Model):
    """A service as the public reads it: the last state that an editor approved, or what a source published.

    `words`, `marks` and `cost_from_pence` (what most people pay) follow from the rest on each write, for the finder.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=ServiceStatus, default=ServiceStatus.ACTIVE)
    alert = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    how_to_start = models.TextField(blank=True)
    accreditations = models.TextField(blank=True)
    fees = models.TextField(blank=True)
    eligibility = models.TextField(blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)

    is_at_place = models.BooleanField(default=True)
    is_home_visit = models.BooleanField(default=False)
    is_remote = models.BooleanField(default=False)
    budgets_taken = models.CharField(max_length=20, choices=BudgetsTaken, default=BudgetsTaken.UNKNOWN)
    self_referral = models.CharField(max_length=10, choices=Answer, default=Answer.UNKNOWN)
    peer_led = models.CharField(max_length=10, choices=Answer, default=Answer.UNKNOWN)
    carers_welcome = models.CharField(max_length=10, choices=Answer, default=Answer.UNKNOWN)
    wait_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    wait_seen_on = models.DateField(null=True, blank=True)
    places_free = models.PositiveSmallIntegerField(null=True, blank=True)
    places_seen_on = models.DateField(null=True, blank=True)
    care_quality = models.CharField(max_length=20, choices=CareQuality, default=CareQuality.UNKNOWN)
    care_rating = models.CharField(max_length=30, choices=CareRating, blank=True)
    care_rated_on = models.DateField(null=True, blank=True)
    care_url = models.CharField(max_length=500, blank=True)

    assured_on = models.DateField(null=True, blank=True)
    assured_how = models.CharField(max_length=10, choices=AssuredHow, blank=True)
    assured_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    assurer_email = models.EmailField(blank=True)

    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_licence = models.CharField(max_length=100, blank=True)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    terms = models.ManyToManyField(TaxonomyTerm, through="ServiceTerm", related_name="services")
    words = models.TextField(blank=True, editable=False)
    marks = models.TextField(blank=True, editable=False)
    cost_from_pence = models.PositiveIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    modified_at = models.DateTimeField(editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["status", "assured_on"], name="service_status_assured"),
            models.Index(fields=["modified_at", "uuid"], name="service_modified"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=ServiceStatus.values), name="service_status_valid"),
            models.CheckConstraint(
                condition=models.Q(budgets_taken__in=BudgetsTaken.values), name="service_budgets_taken_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(self_referral__in=Answer.values), name="service_self_referral_valid"
            ),
            models.CheckConstraint(condition=models.Q(peer_led__in=Answer.values), name="service_peer_led_valid"),
            models.CheckConstraint(
                condition=models.Q(carers_welcome__in=Answer.values), name="service_carers_welcome_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(care_quality__in=CareQuality.values), name="service_care_quality_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(care_rating__in=["", *CareRating.values]), name="service_care_rating_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(assured_how__in=["", *AssuredHow.values]), name="service_assured_how_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_age=None)
                | models.Q(maximum_age=None)
                | models.Q(minimum_age__lte=models.F("maximum_age")),
                name="service_ages_ordered",
            ),
            # A wait or a number of places says nothing without the day on which it was so (domain 8.1).
            models.CheckConstraint(
                condition=models.Q(wait_weeks=None) | models.Q(wait_seen_on__isnull=False), name="service_wait_dated"
            ),
            models.CheckConstraint(
                condition=models.Q(places_free=None) | models.Q(places_seen_on__isnull=False),
                name="service_places_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_listed(self) -> bool:
        """Whether the directory shows it."""
        return self.status in LISTED

    @property
    def is_sourced(self) -> bool:
        """Whether all we know of it comes from a published source."""
        return bool(self.source_name)


class ServiceTerm(models.Model):
    """A kind of support that the service is. Open Referral UK `attribute`."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_terms")
    term = models.ForeignKey(TaxonomyTerm, models.PROTECT, related_name="service_terms")

    class Meta:
        ordering = ["service", "term__name"]
        constraints = [models.UniqueConstraint(fields=["service", "term"], name="service_term_once")]

    def __str__(self) -> str:
        return f"{self.service}: {self.term}"


class CostOption(models.Model):
    """What one pays, and for what. No amount: see the description. Open Referral UK `cost_option`."""

    uuid = models.UUIDField(default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="cost_options")
    option = models.CharField(max_length=200, blank=True)
    amount_pence = models.PositiveIntegerField(null=True, blank=True)
    amount_description = models.CharField(max_length=300, blank=True)
    valid_from_on = models.DateField(null=True, blank=True)
    valid_to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["service", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "uuid"], name="cost_option_uuid_once")]

    def __str__(self) -> str:
        return self.option or self.amount_description


class Contact(models.Model):
    """Somebody to ask. Open Referral UK `contact`."""

    uuid = models.UUIDField(default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["service", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "uuid"], name="contact_uuid_once")]

    def __str__(self) -> str:
        return self.name or self.title


class Language(models.Model):
    """A language in which it can be used. Open Referral UK `language`."""

    uuid = models.UUIDField(default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="languages")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["service", "name"]
        constraints = [
            models.UniqueConstraint(fields=["service", "uuid"], name="language_uuid_once"),
            models.UniqueConstraint(fields=["service", "name"], name="service_language_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Funding(models.Model):
    """Who pays for it besides the people who come. Open Referral UK `funding`."""

    uuid = models.UUIDField(default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="funding")
    source = models.TextField()

    class Meta:
        ordering = ["service", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "uuid"], name="funding_uuid_once")]

    def __str__(self) -> str:
        return self.source


class AccessFeature(models.Model):
    """What helps to get in and to feel well there: yes, no, or ask. Open Referral UK `accessibility` of its places."""

    uuid = models.UUIDField(default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="access_features")
    kind = models.CharField(max_length=20, choices=AccessKind)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.YES)
    note = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["service", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "uuid"], name="access_feature_uuid_once"),
            models.CheckConstraint(condition=models.Q(kind__in=AccessKind.values), name="access_feature_kind_valid"),
            models.CheckConstraint(condition=models.Q(answer__in=Answer.values), name="access_feature_answer_valid"),
            models.UniqueConstraint(
                fields=["service", "kind"], condition=~models.Q(kind="other"), name="access_feature_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
