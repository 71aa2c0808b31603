"""The projection: everything findable in one table, built from the apps and thrown away without loss.

Nothing here is a source of truth. `search_reindex` makes it anew from the apps.
"""

from django.db import models

from search.enums import Kind

FACETS = ("topic", "area", "offer")


class Generation(models.Model):
    """One building of the projection. A new one is built beside the live one, which answers meanwhile."""

    is_live = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["is_live"], condition=models.Q(is_live=True), name="search_one_live"),
        ]

    def __str__(self) -> str:
        return f"generation {self.pk}"


class Entry(models.Model):
    """One findable thing. Never a bid, a plan, a members-only text, a draft, a score or a safeguarding matter."""

    generation = models.ForeignKey(Generation, models.CASCADE, related_name="entries")
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind)
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    byline = models.CharField(max_length=300, blank=True)
    ref = models.CharField(max_length=40, blank=True)
    tags = models.CharField(max_length=1000, blank=True)
    text = models.TextField(blank=True)
    summary = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=True)
    fresh_on = models.DateField(null=True, blank=True)
    open_until = models.DateTimeField(null=True, blank=True)
    shown_until = models.DateTimeField(null=True, blank=True)
    weight = models.PositiveSmallIntegerField(default=100)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["generation", "source", "key"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["generation", "kind"], name="search_entry_kind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["generation", "source", "key"], name="search_entry_once"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="search_entry_kind_valid"),
        ]

    def __str__(self) -> str:
        return self.title


class EntryFacet(models.Model):
    """One property to narrow by."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="facets")
    name = models.CharField(max_length=10)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["entry", "name", "value"]
        indexes = [models.Index(fields=["name", "value"], name="search_facet_value")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="search_facet_once"),
            models.CheckConstraint(condition=models.Q(name__in=FACETS), name="search_facet_name_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class EntryPlace(models.Model):
    """Where it is, in degrees; a service can be at several places, and the nearest counts."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="places")
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        ordering = ["entry", "pk"]
        indexes = [models.Index(fields=["latitude", "longitude"], name="search_place")]

    def __str__(self) -> str:
        return f"{self.latitude:.3f}, {self.longitude:.3f}"


class EntryToken(models.Model):
    """Who finds an entry that is not for everybody: the asker needs one of its tokens."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="tokens")
    token = models.CharField(max_length=80)

    class Meta:
        ordering = ["entry", "token"]
        constraints = [models.UniqueConstraint(fields=["entry", "token"], name="search_token_once")]

    def __str__(self) -> str:
        return self.token


class Word(models.Model):
    """A word of what everybody can find: what a mistyped one may have meant. Never a word of anything else."""

    generation = models.ForeignKey(Generation, models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)
    stem = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["generation", "word"]
        indexes = [models.Index(fields=["generation", "stem"], name="search_word_stem")]
        constraints = [models.UniqueConstraint(fields=["generation", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word


class WordGap(models.Model):
    """A word with one letter left out: two words that share one are at most two typing mistakes apart."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="gaps")
    gap = models.CharField(max_length=40)

    class Meta:
        ordering = ["word", "gap"]
        indexes = [models.Index(fields=["gap"], name="search_gap")]
        constraints = [models.UniqueConstraint(fields=["word", "gap"], name="search_gap_once")]

    def __str__(self) -> str:
        return self.gap


class Change(models.Model):
    """Something was done to `subject` ("tenders.procurement:42"), written in the transaction that did it."""

    subject = models.CharField(max_length=100)
    noted_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.subject


class EngineIndex(models.Model):
    """One index in the search engine; the one that is live has the alias."""

    name = models.CharField(max_length=80, unique=True)
    is_live = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "engine indexes"
        constraints = [
            models.UniqueConstraint(fields=["is_live"], condition=models.Q(is_live=True), name="search_one_live_index"),
        ]

    def __str__(self) -> str:
        return self.name


class WaitingDocument(models.Model):
    """A document that an index of the engine does not have as it is now: sent, or taken out, when it answers."""

    index = models.ForeignKey(EngineIndex, models.CASCADE, related_name="waiting")
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["index", "source", "key"], name="search_waiting_document")]

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"


class ProjectionLock(models.Model):
    """One row: whoever writes the projection holds it, so that no older reading is written after a newer one."""

    name = models.CharField(max_length=20, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
