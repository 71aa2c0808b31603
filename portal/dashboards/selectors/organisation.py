"""What the later stages show on the public page of an organisation: only what everybody may see anyway."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.alliances.enums import MemberState
from portal.alliances.models import Alliance, PartnerPost
from portal.alliances.selectors.listing import PostFilters, open_posts
from portal.common.clock import now, today
from portal.common.templatetags.ui_text import day, pounds, when_in
from portal.organisations.models import Organisation
from portal.organisations.parts import PartRow, PublicPart, public_part
from portal.tenders.enums import ContractState
from portal.tenders.models import Contract, ContractParty, Procurement

MOST = 8
WORDS = 160


@public_part
def alliances_part(organisation: Organisation) -> PublicPart:
    """Listed alliances in which it is a member, or was published as one."""
    shown = Q(members__organisation=organisation, members__state__in=[MemberState.ADMITTED, MemberState.SOURCED])
    found = Alliance.objects.listed().filter(shown).select_related("lead").distinct().order_by("name", "pk")
    rows = tuple(
        PartRow(
            text=row.name,
            href=reverse("alliances:alliance_detail", args=[row.ref]),
            meta=_("Lead: %(name)s") % {"name": row.lead.name} if row.lead else "",
            more=_short(row.purpose),
        )
        for row in found[:MOST]
    )
    return PublicPart(_("Works with others"), rows, _rest(found.count()))


@public_part
def posts_part(organisation: Organisation) -> PublicPart:
    """What it looks for or offers now."""
    mine: list[PartnerPost] = [
        row for row in open_posts(PostFilters(), today(), []) if row.organisation_id == organisation.pk
    ]
    url = reverse("alliances:post_list")
    rows = tuple(
        PartRow(text=row.title, href=url, meta=row.get_kind_display(), more=_short(row.detail)) for row in mine[:MOST]
    )
    return PublicPart(_("Looks for partners"), rows, _rest(len(mine)))


@public_part
def contracts_part(organisation: Organisation) -> PublicPart:
    """Contracts in force, ended or published, as one of those who deliver or as the buyer."""
    roles = {
        row.contract_id: row.get_role_display()
        for row in ContractParty.objects.filter(organisation=organisation).order_by("pk")
    }
    found = Contract.objects.filter(Q(pk__in=list(roles)) | Q(buyer=organisation)).exclude(state=ContractState.SIGNING)
    found = found.select_related("buyer").order_by("-created_at", "-pk")
    rows = tuple(
        PartRow(
            text=row.title,
            href=reverse("contracts:contract_detail", args=[row.ref]),
            meta=_contract_words(row, roles.get(row.pk, _("Buyer"))),
        )
        for row in found[:MOST]
    )
    return PublicPart(_("Public contracts"), rows, _rest(found.count()))


@public_part
def opportunities_part(organisation: Organisation) -> PublicPart | None:
    """What a buyer asks for now."""
    if not organisation.is_commissioner:
        return None
    found = Procurement.objects.public().open_for_bids(now()).filter(buyer=organisation).order_by("deadline_at", "pk")
    rows = tuple(
        PartRow(
            text=row.title,
            href=reverse("tenders:procurement_detail", args=[row.ref]),
            meta=_("Bids close %(when)s") % {"when": when_in(row.deadline_at)},
        )
        for row in found[:MOST]
    )
    return PublicPart(_("Open for bids"), rows, _rest(found.count()))


def _contract_words(contract: Contract, role: str) -> str:
    said = [role, contract.ref]
    if role != _("Buyer"):
        said.append(contract.buyer.name)
    if contract.value_pence is not None:
        said.append(pounds(contract.value_pence))
    if contract.ends_on is not None:
        said.append(_("to %(day)s") % {"day": day(contract.ends_on)})
    said.append(str(contract.get_state_display()))
    return " · ".join(said)


def _short(text: str) -> str:
    """The beginning, cut at a word."""
    return text if len(text) <= WORDS else text[:WORDS].rpartition(" ")[0] + "…"


def _rest(count: int) -> str:
    if count <= MOST:
        return ""
    words = ngettext("And %(n)d more.", "And %(n)d more.", count - MOST)
    return words % {"n": count - MOST}
