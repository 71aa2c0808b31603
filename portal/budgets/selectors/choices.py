"""What a form about money offers to choose from."""

from datetime import date

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.budgets.models import Contribution, PooledFund, Scheme
from portal.budgets.sums import AGREED, APPROVED, LIVE, allocated_pence, committed_pence, free_pence
from portal.codesign.enums import ProjectState
from portal.codesign.models import Project
from portal.common.clock import today
from portal.common.money import format_pounds
from portal.organisations.enums import LegalForm, OrganisationState
from portal.organisations.models import Organisation

Choices = list[tuple[str, str]]


def financial_years() -> list[tuple[date, date]]:
    """This financial year and the next two, 1 April to 31 March."""
    now = today()
    first = now.year if now.month >= 4 else now.year - 1
    return [(date(year, 4, 1), date(year + 1, 3, 31)) for year in range(first, first + 3)]


def contributors() -> QuerySet[Organisation]:
    """NHS bodies and councils that are verified here."""
    forms = [LegalForm.ICB, LegalForm.NHS_TRUST, LegalForm.COUNCIL]
    return Organisation.objects.filter(legal_form__in=forms, state=OrganisationState.VERIFIED).order_by("name", "pk")


def projects_for(fund: PooledFund) -> QuerySet[Project]:
    """Projects of the fund's host and of its partners that everybody can read."""
    partners = Contribution.objects.filter(fund=fund, state__in=AGREED).values_list("organisation", flat=True)
    public = Project.objects.exclude(state=ProjectState.FRAMING)
    return public.filter(organisation__in={fund.host_id, *partners}).order_by("ref")


def scheme_rooms(fund: PooledFund) -> Choices:
    """The fund's schemes with what is neither set aside nor moved away, nor asked to be."""
    schemes = Scheme.objects.filter(fund=fund).order_by("number")
    return [(str(row.number), f"{row.name} ({format_pounds(free_pence(row, LIVE))})") for row in schemes]


def schemes_with_room_for(project: Project, funds: list[int]) -> list[tuple[Scheme, int]]:
    """Schemes of these funds that hold money for a project that is not promised yet, with how much, in pence."""
    schemes = Scheme.objects.filter(
        fund__in=funds, allocations__project=project, allocations__state__in=APPROVED
    ).select_related("fund")
    found = []
    for scheme in schemes.distinct().order_by("fund", "number"):
        room = allocated_pence(scheme=scheme, project=project) - committed_pence(
            scheme=scheme, project=project, states=LIVE
        )
        if room > 0:
            found.append((scheme, room))
    return found


def person_by_email(email: str) -> User | None:
    """The active account of that address."""
    return User.objects.filter(email__iexact=email, is_active=True).first()


def project_by_ref(fund: PooledFund, ref: str) -> Project | None:
    """The project of that reference among those the fund can serve."""
    return projects_for(fund).filter(ref=ref).first()
