"""Contracts: made here after an award, or sourced as published."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.tenders.enums import ContractState, PartyRole
from portal.tenders.models.award import Award


class Contract(models.Model):
    """One contract. Its outcomes are those of the specification that was tendered.

    `text_hash` is the SHA-256 of `text`, which is what everybody signs; `entered_by` signed last, for the buyer.
    """

    ref = models.CharField(max_length=20, unique=True, editable=False)
    award = models.OneToOneField(Award, models.PROTECT, null=True, blank=True, related_name="contract")
    buyer = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    value_pence = models.BigIntegerField(null=True, blank=True)
    outcome_share_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=20, choices=ContractState, default=ContractState.SIGNING, editable=False)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_licence = models.CharField(max_length=100, blank=True)
    source_ref = models.CharField(max_length=100, blank=True)
    source_data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("manage_contract", "Can manage the contract"),
            ("report_contract", "Can report on the contract"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ContractState.values), name="contract_state_valid"),
            models.CheckConstraint(
                condition=models.Q(award__isnull=False) | ~models.Q(source_name=""), name="contract_award_or_source"
            ),
            models.UniqueConstraint(
                fields=["source_ref"], condition=~models.Q(source_ref=""), name="contract_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sourced(self) -> bool:
        """Whether it is known only from a published source."""
        return self.state == ContractState.SOURCED


class ContractParty(models.Model):
    """An organisation that delivers under the contract, and as what."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    role = models.CharField(
        max_length=20,
        choices=PartyRole,
    )
    alliance = models.ForeignKey("alliances.Alliance", models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["contract", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "organisation"], name="contract_party_once"),
            models.CheckConstraint(condition=models.Q(role__in=PartyRole.values), name="contract_party_role_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.contract}"


class ContractUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Contract, models.CASCADE, related_name="user_grants")


class ContractGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Contract, models.CASCADE, related_name="group_grants")
