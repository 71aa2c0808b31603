"""Bids, sealed from the first save of a draft: no plaintext in any row (domain 2.5)."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.tenders.enums import BidState, PartKind
from portal.tenders.models.procurement import Lot, Procurement
from portal.tenders.models.question import Question


class ProcurementKey(models.Model):
    """The procurement's X25519 key pair; the private half is wrapped under SEAL_KEY."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="key")
    public_key = models.BinaryField()
    wrapped_private_key = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["procurement"]

    def __str__(self) -> str:
        return f"key of {self.procurement_id}"


class Bid(models.Model):
    """One offer for one lot by one organisation, or by an alliance that it leads."""

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

    class Meta:
        ordering = ["procurement", "ref"]
        permissions = [
            ("edit_bid", "Can write the bid"),
            ("read_own_bid", "Can read the bid as one of its bidders"),
            ("sign_bid", "Can sign the bid"),
            ("submit_bid", "Can send and withdraw the bid"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=BidState.values), name="bid_state_valid"),
            models.UniqueConstraint(fields=["lot", "organisation"], name="bid_once_per_lot"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def bidder_name(self) -> str:
        """The alliance's name, or the organisation's."""
        return self.alliance.name if self.alliance else self.organisation.name


class BidMember(models.Model):
    """An organisation that stands behind the bid and has to sign it."""

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="members")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ["bid", "-is_lead", "pk"]
        constraints = [models.UniqueConstraint(fields=["bid", "organisation"], name="bid_member_once")]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.bid}"


class BidVersion(models.Model):
    """One version of a bid with its own random data key. `package_hash` is the SHA-256 that is signed and receipted."""

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    key_for_bidder = models.BinaryField()
    key_for_procurement = models.BinaryField()
    package_hash = models.CharField(max_length=64, blank=True)
    manifest_mac = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["bid", "number"]
        constraints = [models.UniqueConstraint(fields=["bid", "number"], name="bid_version_unique")]

    def __str__(self) -> str:
        return f"{self.bid}, version {self.number}"


class SealedPart(models.Model):
    """One encrypted part: an answer, the price, or a file (its name and type are inside the ciphertext)."""

    version = models.ForeignKey(BidVersion, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=PartKind)
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="+")
    slot = models.CharField(max_length=40)
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()
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

    version = models.ForeignKey(BidVersion, models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200)
    package_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["version", "signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"], condition=models.Q(voided_at=None), name="bid_signature_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.package_hash[:12]}"


class BidReceipt(models.Model):
    """What the bidder holds after sending: server time, SHA-256 of the package, number of parts."""

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="receipts")
    version = models.ForeignKey(BidVersion, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    package_hash = models.CharField(max_length=64)
    part_count = models.PositiveSmallIntegerField()
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["bid", "-received_at"]

    def __str__(self) -> str:
        return f"{self.bid}: {self.received_at}"


class BidUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Bid, models.CASCADE, related_name="user_grants")


class BidGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Bid, models.CASCADE, related_name="group_grants")
