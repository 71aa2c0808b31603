"""Bids, sealed from the first save of a draft: no plaintext in any row (domain 2.5).

MARKED names the columns whose HMAC (`seal.vault.row_mark`) is kept in `mark`; `manage.py seal_check` recomputes it.
"""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.tenders.enums import BidState, PartKind
from portal.tenders.models.procurement import Lot, Procurement
from portal.tenders.models.question import Question


class ProcurementKey(models.Model):
    """The procurement's X25519 key pair; the private half is wrapped under SEAL_KEY."""

    MARKED = ("procurement_id", "public_key", "wrapped_private_key", "created_at")

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="key")
    public_key = models.BinaryField()
    wrapped_private_key = models.BinaryField()
    created_at = models.DateTimeField()
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["procurement"]

    def __str__(self) -> str:
        return f"key of {self.procurement_id}"


class Bid(models.Model):
    """One offer for one lot by one organisation, or by an alliance that it leads."""

    MARKED = ("ref", "procurement_id", "lot_id", "organisation_id", "alliance_id", "created_by_id", "created_at")

    ref = models.CharField(max_length=20, unique=True, editable=False)
    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="bids")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="bids")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    alliance = models.ForeignKey("alliances.Alliance", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=BidState, default=BidState.DRAFT, editable=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    non_compliance_reason = models.TextField(blank=True)
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["procurement", "ref"]
        permissions = [
            ("edit_bid", "Can write the bid"),
            ("read_own_bid", "Can read the bid as one of its bidders"),
            ("sign_bid", "Can sign the bid"),
            ("submit_bid", "Can send and withdraw the bid"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(state__in=BidState.values), name="bid_state_valid")]

    def __str__(self) -> str:
        return self.ref

    @property
    def bidder_name(self) -> str:
        """The alliance's name, or the organisation's."""
        return self.alliance.name if self.alliance else self.organisation.name


class BidMember(models.Model):
    """An organisation that stands behind the bid and has to sign it. Released when the bid is withdrawn."""

    MARKED = ("bid_id", "lot_id", "organisation_id", "is_lead")

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="members")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True, blank=True)
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["bid", "-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "organisation"], name="bid_member_once"),
            models.UniqueConstraint(
                fields=["lot", "organisation"],
                condition=models.Q(released_at=None),
                name="bid_member_in_one_bid_of_a_lot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.bid}"


class BidVersion(models.Model):
    """One version of a bid under keys of its own. `package_hash` is the SHA-256 that is signed and receipted.

    What was signed or sent is never written again: an edit then begins the next version. `mark` covers every column
    and the ordered list of its parts.
    """

    MARKED = (
        "bid_id",
        "number",
        "quality_for_bidder",
        "price_for_bidder",
        "quality_for_procurement",
        "price_for_procurement",
        "package_hash",
        "is_complete",
        "created_by_id",
        "created_at",
        "saved_by_id",
        "saved_at",
        "asked_at",
    )

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    quality_for_bidder = models.BinaryField()
    price_for_bidder = models.BinaryField()
    quality_for_procurement = models.BinaryField()
    price_for_procurement = models.BinaryField()
    package_hash = models.CharField(max_length=64, blank=True)
    is_complete = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["bid", "number"]
        constraints = [models.UniqueConstraint(fields=["bid", "number"], name="bid_version_unique")]

    def __str__(self) -> str:
        return f"{self.bid}, version {self.number}"


class SealedFile(models.Model):
    """The bytes of a file, encrypted under a key that lies in its sealed part. Its name and type lie there too."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="files")
    name = models.CharField(max_length=40, unique=True)
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()

    class Meta:
        ordering = ["bid", "name"]

    def __str__(self) -> str:
        return self.name


class SealedPart(models.Model):
    """One encrypted part: an answer, the price, the declarations, or what a file is called and how it opens."""

    MARKED = ("kind", "question_id", "file_id", "slot", "nonce", "ciphertext", "saved_by_id", "saved_at")

    version = models.ForeignKey(BidVersion, models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=20, choices=PartKind)
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(SealedFile, models.PROTECT, null=True, blank=True, related_name="parts")
    slot = models.CharField(max_length=40)
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()
    saved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["version", "slot"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slot"], name="sealed_part_slot_unique"),
            models.CheckConstraint(condition=models.Q(kind__in=PartKind.values), name="sealed_part_kind_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.slot}"


class BidSignature(models.Model):
    """A member's signatory signed this exact package. An edit voids it; the row stays."""

    MARKED = ("version_id", "organisation_id", "signed_by_id", "signed_name", "package_hash", "signed_at")

    version = models.ForeignKey(BidVersion, models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200)
    package_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["version", "signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"], condition=models.Q(voided_at=None), name="bid_signature_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.package_hash[:12]}"


class BidReceipt(models.Model):
    """What the bidder holds after sending: server time, SHA-256 of the package, number of parts. Append-only."""

    MARKED = ("bid_id", "number", "version_id", "received_at", "package_hash", "part_count", "sent_by_id")

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="receipts")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(BidVersion, models.PROTECT, related_name="receipts")
    received_at = models.DateTimeField()
    package_hash = models.CharField(max_length=64)
    part_count = models.PositiveSmallIntegerField()
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["bid", "-number"]
        constraints = [models.UniqueConstraint(fields=["bid", "number"], name="bid_receipt_number_unique")]

    def __str__(self) -> str:
        return f"{self.bid}, receipt {self.number}"


class BidUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Bid, models.CASCADE, related_name="user_grants")


class BidGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Bid, models.CASCADE, related_name="group_grants")
