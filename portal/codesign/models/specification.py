"""The text: versions of sections and paragraphs. A passage is what one paragraph keeps through all versions."""

from django.db import models

from portal.codesign.enums import VersionState
from portal.codesign.models.project import Project


class SpecificationVersion(models.Model):
    """One numbered wording of the whole specification. A published version is never edited."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    summary_of_changes = models.TextField(blank=True)
    framework = models.ForeignKey("outcomes.OutcomesFramework", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=VersionState, default=VersionState.DRAFT, editable=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_reason = models.TextField(blank=True)
    source_file_name = models.CharField(max_length=200, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="specification_version_unique"),
            models.CheckConstraint(condition=models.Q(state__in=VersionState.values), name="version_state_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Section(models.Model):
    """A headed part of one version."""

    version = models.ForeignKey(SpecificationVersion, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="section_position_unique")]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Passage(models.Model):
    """What stays the same about a paragraph while its wording changes from version to version."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="passages")

    class Meta:
        ordering = ["project", "pk"]

    def __str__(self) -> str:
        return f"passage {self.pk}"


class Paragraph(models.Model):
    """One paragraph's wording in one version."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="wordings")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    author_organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["section__position", "position"]
        constraints = [models.UniqueConstraint(fields=["section", "position"], name="paragraph_position_unique")]

    def __str__(self) -> str:
        return f"{self.section.position}.{self.position}"
