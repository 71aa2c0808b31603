"""Where and when a service is there."""

from uuid import uuid4

from django.db import models

from portal.marketplace.enums import Frequency, LocationType
from portal.marketplace.models.service import Service


class Location(models.Model):
    """A place with its address. Coordinates in degrees (WGS 84). Open Referral UK `location` with one `address`."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    location_type = models.CharField(max_length=10, choices=LocationType, default=LocationType.PHYSICAL)
    name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    external_identifier = models.CharField(max_length=100, blank=True)
    external_identifier_type = models.CharField(max_length=50, blank=True)
    address_uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    attention = models.CharField(max_length=200, blank=True)
    address_1 = models.CharField(max_length=300, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    state_province = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=2, default="GB")

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["latitude", "longitude"], name="location_coordinates")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(location_type__in=LocationType.values), name="location_type_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="location_coordinates_valid",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address_1


class ServiceAtLocation(models.Model):
    """That a service can be had at a place. Open Referral UK `service_at_location`."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.PROTECT, related_name="at_locations")

    class Meta:
        ordering = ["service", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="service_at_location_once")]

    def __str__(self) -> str:
        return f"{self.service}, {self.location}"


class Schedule(models.Model):
    """When it is open: parts of an RFC 5545 recurrence, in local time. Open Referral UK `schedule`."""

    uuid = models.UUIDField(default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules")
    at_location = models.ForeignKey(ServiceAtLocation, models.CASCADE, null=True, blank=True, related_name="schedules")
    freq = models.CharField(max_length=10, choices=Frequency, blank=True)
    interval = models.PositiveSmallIntegerField(default=1)
    byday = models.CharField(max_length=60, blank=True)
    bymonthday = models.CharField(max_length=60, blank=True)
    dtstart_on = models.DateField(null=True, blank=True)
    valid_from_on = models.DateField(null=True, blank=True)
    valid_to_on = models.DateField(null=True, blank=True)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    description = models.CharField(max_length=500, blank=True)
    notes = models.CharField(max_length=500, blank=True)
    attending_type = models.CharField(max_length=50, blank=True)
    schedule_link = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["service", "opens", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "uuid"], name="schedule_uuid_once"),
            models.CheckConstraint(condition=models.Q(freq__in=["", *Frequency.values]), name="schedule_freq_valid"),
            models.CheckConstraint(condition=models.Q(interval__gte=1), name="schedule_interval_positive"),
        ]

    def __str__(self) -> str:
        return self.description or f"{self.freq} {self.byday}".strip()


class ServiceArea(models.Model):
    """Where people must live, or where it comes to. Open Referral UK `service_area`."""

    uuid = models.UUIDField(default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="areas")
    name = models.CharField(max_length=200, blank=True)
    extent = models.TextField(blank=True)
    extent_type = models.CharField(max_length=50, blank=True)
    uri = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["service", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "uuid"], name="service_area_uuid_once")]

    def __str__(self) -> str:
        return self.name
