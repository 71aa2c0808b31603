"""The red thread: from a need to a paid outcome, for one project, as everybody may see it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.selectors.contract import ProjectMoney, project_money
from portal.codesign.enums import PUBLIC_VERSIONS, ProjectState, VersionState
from portal.codesign.models import Project, SpecificationVersion
from portal.common.clock import now
from portal.common.templatetags.ui_text import day_short, pounds_short
from portal.common.work import Stage
from portal.marketplace.enums import NeedState
from portal.marketplace.models import UnmetNeed
from portal.tenders.enums import ContractState, Phase, ProcurementState
from portal.tenders.models import Contract, Procurement
from portal.tenders.selectors.procurement import phase_of

ORDER = ("need", "specification", "opportunity", "evaluation", "award", "outcomes")
_AFTER_OPENING = (Phase.EVALUATION, Phase.STANDSTILL, Phase.AWARDED, Phase.COMPLETE)
_DECIDED = (Phase.AWARDED, Phase.COMPLETE)


def thread_of(project: Project, at_stage: str = "") -> list[Stage]:
    """The six stages; drafts and undisclosed decisions are not in them. At most nine queries.

    `at_stage` (one of ORDER) is the stage of the page it stands on; without it, the first that is not done is current.
    """
    procurement = _procurement(project)
    contract = _contract(procurement)
    phase = phase_of(procurement, now()) if procurement else None
    stages = {
        "need": _need(project),
        "specification": _specification(project),
        "opportunity": _opportunity(procurement, phase),
        "evaluation": _evaluation(procurement, phase),
        "award": _award(procurement, contract, phase),
        "outcomes": _outcomes(contract, project_money(project)),
    }
    current = at_stage if at_stage in ORDER else next((key for key in ORDER if not stages[key][0]), "")
    return [
        Stage(
            name=str(name),
            state="now" if key == current else "done" if is_done else "",
            note=note,
            href="" if key == at_stage else href,
        )
        for key, (is_done, name, note, href) in stages.items()
    ]


def project_of_need(need: UnmetNeed) -> Project | None:
    """The newest project that everybody may see and that began with this need, or None."""
    rows = Project.objects.filter(need=need).exclude(state=ProjectState.FRAMING)
    return rows.select_related("need").order_by("-pk").first()


_Told = tuple[bool, str, str, str]


def _need(project: Project) -> _Told:
    need = project.need
    if need is None:
        return True, _("Need"), "", ""
    href = reverse("marketplace:need_detail", args=[need.ref]) if need.state == NeedState.PUBLIC else ""
    return True, _("Need"), "", href


def _specification(project: Project) -> _Told:
    versions = SpecificationVersion.objects.filter(project=project, state__in=PUBLIC_VERSIONS)
    newest = versions.order_by("-number").first()
    if newest is None:
        return False, _("Specification"), "", reverse("codesign:project_detail", args=[project.ref])
    is_agreed = newest.state in (VersionState.AGREED, VersionState.FROZEN)
    note = _("Version %(n)d, agreed") if is_agreed else _("Version %(n)d")
    href = reverse("codesign:version_detail", args=[project.ref, newest.number])
    return is_agreed, _("Specification"), note % {"n": newest.number}, href


def _procurement(project: Project) -> Procurement | None:
    rows = Procurement.objects.filter(specification__project=project).exclude(
        state__in=[ProcurementState.DRAFT, ProcurementState.ABANDONED]
    )
    return rows.order_by("-published_at", "-pk").first()


def _contract(procurement: Procurement | None) -> Contract | None:
    rows = Contract.objects.filter(award__lot__procurement=procurement, state=ContractState.ACTIVE)
    return rows.order_by("pk").first() if procurement else None


def _opportunity(procurement: Procurement | None, phase: Phase | None) -> _Told:
    if procurement is None:
        return False, _("Opportunity"), "", ""
    is_open = phase == Phase.OPEN
    note = _("Bids close %(day)s") if is_open else _("Bids closed %(day)s")
    href = reverse("tenders:procurement_detail", args=[procurement.ref])
    return not is_open, _("Opportunity"), note % {"day": day_short(procurement.deadline_at)}, href


def _evaluation(procurement: Procurement | None, phase: Phase | None) -> _Told:
    is_done = phase in _DECIDED or phase == Phase.STANDSTILL
    note = _("Being evaluated") if phase == Phase.EVALUATION else ""
    href = (
        reverse("tenders:procurement_detail", args=[procurement.ref]) if procurement and phase in _AFTER_OPENING else ""
    )
    return is_done, _("Evaluation"), note, href


def _award(procurement: Procurement | None, contract: Contract | None, phase: Phase | None) -> _Told:
    name = _("Award and contract")
    if contract is not None:
        note = _("Signed %(day)s") % {"day": day_short(contract.entered_at)} if contract.entered_at else ""
        return True, name, note, reverse("contracts:contract_detail", args=[contract.ref])
    href = reverse("tenders:procurement_detail", args=[procurement.ref]) if procurement else ""
    if phase == Phase.STANDSTILL:
        return False, name, _("Standstill"), href
    if phase in _DECIDED:
        return False, name, _("Awarded"), href
    return False, name, "", ""


def _outcomes(contract: Contract | None, money: ProjectMoney) -> _Told:
    name = _("Outcomes and money")
    href = reverse("budgets:fund_detail", args=[money.fund.ref]) if money.fund else ""
    if contract is not None:
        href = reverse("budgets:contract_money", args=[contract.ref])
    if money.paid_pence:
        return True, name, _("%(sum)s paid") % {"sum": pounds_short(money.paid_pence)}, href
    if money.set_aside_pence:
        return False, name, _("%(sum)s set aside") % {"sum": pounds_short(money.set_aside_pence)}, href
    return False, name, "", href
