"""What waits after an agreement is signed: approval, countersignature, a hold, a variation, the closing (B12)."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.alliances.enums import (
    AgreementState,
    AllianceState,
    ClosingPart,
    StepKind,
    VariationAnswerKind,
    VariationState,
)
from portal.alliances.models import Agreement, AgreementStep, Alliance, AllianceMember, Variation, VariationAnswer
from portal.alliances.selectors.work_mine import Mine
from portal.common.work import Waiting, WorkItem
from portal.organisations.enums import OrganisationKind


def agreement_work(mine: Mine) -> Iterator[WorkItem]:
    """In the order in which they come: checks, holds, variations, closing."""
    yield from _checks(mine)
    yield from _holds(mine)
    yield from _own_variations(mine)
    yield from _variation_answers(mine)
    yield from _closings(mine)


def _by_alliance(rows: Iterable[AllianceMember]) -> dict[int, list[AllianceMember]]:
    found: dict[int, list[AllianceMember]] = {}
    for row in rows:
        found.setdefault(row.alliance_id, []).append(row)
    return found


def _checks(mine: Mine) -> Iterator[WorkItem]:
    """Approval for members that do not countersign; countersignature for the others, but not by who approved."""
    members = _by_alliance(mine.members(mine.speaking).order_by("pk"))
    buyers = AllianceMember.objects.admitted().filter(
        alliance=OuterRef("alliance"), organisation__kind=OrganisationKind.COMMISSIONER
    )
    last = AgreementStep.objects.filter(kind=StepKind.APPROVE, agreement=OuterRef("pk"))
    rows = Agreement.objects.filter(
        alliance__in=members, state__in=[AgreementState.SIGNED, AgreementState.APPROVED]
    ).annotate(has_buyer=Exists(buyers), approver=last.order_by("-pk").values("acted_by")[:1])
    for row in rows.select_related("alliance").order_by("pk"):
        for member in members[row.alliance_id]:
            is_last = member.organisation.is_commissioner if row.has_buyer else _is_lead(member)
            if row.state == AgreementState.SIGNED and not is_last:
                yield _check_item(row, member, "agreement_approve", _("Check the agreement of %(name)s and approve it"))
                break
            if row.state == AgreementState.APPROVED and is_last and _may_countersign(mine, member, row.approver):
                yield _check_item(row, member, "agreement_countersign", _("Countersign the agreement of %(name)s"))
                break


def _is_lead(member: AllianceMember) -> bool:
    return member.organisation_id == member.alliance.lead_id


def _may_countersign(mine: Mine, member: AllianceMember, approver: int | None) -> bool:
    return member.organisation_id in mine.signing and approver != mine.user_id


def _check_item(row: Agreement, member: AllianceMember, page: str, title: str) -> WorkItem:
    is_last = page == "agreement_countersign"
    why = (
        _("Another member approved it, and %(name)s signs last.")
        if is_last
        else _("Every member signed. %(name)s can check it.")
    )
    return WorkItem(
        title=title % {"name": row.alliance.name},
        url=reverse(f"alliances:{page}", args=[row.alliance.ref, row.number]),
        about=row.alliance.name,
        ref=row.alliance.ref,
        why=why % {"name": member.organisation.name},
        role=_("Authorised signatory") if is_last else _("Member's voice"),
        action=_("Countersign") if is_last else _("Check"),
    )


def _holds(mine: Mine) -> Iterator[WorkItem]:
    """Agreements that this person's members put on hold."""
    last = AgreementStep.objects.filter(kind=StepKind.HOLD, agreement=OuterRef("pk")).order_by("-pk")
    rows = Agreement.objects.filter(state=AgreementState.ON_HOLD, alliance__state__in=mine.states)
    rows = rows.annotate(holder=last.values("member__organisation")[:1]).filter(holder__in=mine.speaking)
    for row in rows.select_related("alliance").order_by("pk"):
        yield WorkItem(
            title=_("Settle why the agreement of %(name)s is on hold, and lift the hold") % {"name": row.alliance.name},
            url=reverse("alliances:agreement_lift", args=[row.alliance.ref, row.number]),
            about=row.alliance.name,
            ref=row.alliance.ref,
            why=_("You speak for the member that put it on hold."),
            role=_("Member's voice"),
            action=_("Continue"),
        )


def _own_variations(mine: Mine) -> Iterator[WorkItem]:
    """Variations that this person began and has not put to the members."""
    rows = Variation.objects.filter(
        state=VariationState.DRAFT, begun_by=mine.user_id, alliance__state__in=mine.states
    ).filter(member__organisation__in=mine.speaking)
    for row in rows.select_related("alliance").order_by("pk"):
        yield WorkItem(
            title=_("Finish the variation: %(title)s") % {"title": row.title},
            url=reverse("alliances:variation_detail", args=[row.alliance.ref, row.number]),
            about=row.alliance.name,
            ref=row.alliance.ref,
            why=_("You began it, and it has not been put to the members."),
            role=_("Member's voice"),
            action=_("Continue"),
        )


def _waiting_variations(mine: Mine) -> list[Variation]:
    """Open ones on which nothing stands in the way of answers."""
    held = Agreement.objects.filter(alliance=OuterRef("alliance"), state=AgreementState.ON_HOLD)
    rows = Variation.objects.filter(~Exists(held), state=VariationState.OPEN, alliance__state__in=mine.states)
    rows = rows.exclude(alliance__state=AllianceState.BIDDING).filter(alliance__members__organisation__in=mine.signing)
    return list(rows.select_related("alliance").distinct().order_by("pk"))


def _variation_answers(mine: Mine) -> Iterator[WorkItem]:
    members = _by_alliance(mine.members(mine.signing).order_by("pk"))
    rows = [row for row in _waiting_variations(mine) if row.alliance_id in members]
    given = set(VariationAnswer.objects.filter(variation__in=rows).values_list("variation_id", "member_id"))
    for row in rows:
        missing = [member for member in members[row.alliance_id] if (row.pk, member.pk) not in given]
        if not missing:
            continue
        yield WorkItem(
            title=_("Answer the variation: %(title)s") % {"title": row.title},
            url=reverse("alliances:variation_answer", args=[row.alliance.ref, row.number]),
            about=row.alliance.name,
            ref=row.alliance.ref,
            why=_("You are an authorised signatory of %(name)s, and it has not answered.")
            % {"name": missing[0].organisation.name},
            role=_("Authorised signatory"),
            action=_("Read and answer"),
        )


def _closings(mine: Mine) -> Iterator[WorkItem]:
    """Alliances that close, for who convenes them."""
    there = Count("closing_records__part", distinct=True)
    rows = Alliance.objects.filter(state=AllianceState.CLOSING, lead__in=mine.convening).annotate(parts=there)
    for row in rows.order_by("pk"):
        is_ready = row.parts == len(ClosingPart)
        title = _("Close %(name)s") if is_ready else _("Write down how %(name)s ends")
        page = reverse("alliances:alliance_detail", args=[row.ref])
        yield WorkItem(
            title=title % {"name": row.name},
            url=reverse("alliances:alliance_close", args=[row.ref]) if is_ready else f"{page}#ending",
            about=row.name,
            ref=row.ref,
            why=_("You convene it, and it closes when account, data and lessons are written down."),
            role=_("Convener"),
            action=_("Continue"),
        )


def agreement_waiting(mine: Mine) -> Iterator[Waiting]:
    """Variations to which this person's members agreed and others have not answered."""
    rows = Variation.objects.filter(state=VariationState.OPEN, alliance__state__in=mine.states)
    rows = rows.filter(
        answers__member__organisation__in=mine.signing, answers__kind=VariationAnswerKind.AGREES
    ).distinct()
    for row in rows.select_related("alliance").order_by("pk"):
        yield Waiting(
            title=_("Answers to the variation: %(title)s") % {"title": row.title},
            url=reverse("alliances:variation_detail", args=[row.alliance.ref, row.number]),
            about=row.alliance.name,
            from_whom=_("The other members' signatories"),
        )
