"""Kinds of support, as lists of terms that have publishers."""

from uuid import uuid4

from django.db import models


class Taxonomy(models.Model):
    """A list of terms. Open Referral UK `taxonomy`."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    uri = models.CharField(max_length=500, blank=True)
    version = models.CharField(max_length=50, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    source_licence = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "taxonomies"

    def __str__(self) -> str:
        return self.name


class TaxonomyTerm(models.Model):
    """One kind of support, perhaps under a wider one. Open Referral UK `taxonomy_term`."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    taxonomy = models.ForeignKey(Taxonomy, models.PROTECT, related_name="terms")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    uri = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
