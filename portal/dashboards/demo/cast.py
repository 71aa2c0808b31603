"""The demo's people and organisations, all invented: roles, not characters. No object of a journey."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from portal.accounts.enums import PortalRole
from portal.accounts.models import User
from portal.common.clock import now
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.organisations.enums import IdentifierScheme, LegalForm, OrganisationKind, OrganisationState
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Identifier, Membership, Organisation
from portal.organisations.permissions import wanted_grants

PASSWORD = "portal-demo"  # noqa: S105 - printed by the demo


@dataclass(frozen=True)
class Body:
    """An invented organisation."""

    key: str
    name: str
    kind: OrganisationKind
    legal_form: LegalForm
    summary: str
    identifier: tuple[IdentifierScheme, str] | None = None
    turnover_pence: int | None = None


@dataclass(frozen=True)
class Person:
    """A demo account: its e-mail's first part, name, title, organisation with roles, portal roles."""

    key: str
    first: str
    last: str
    who: str
    body: str = ""
    roles: tuple[str, ...] = ()
    portal_roles: tuple[PortalRole, ...] = ()
    is_superuser: bool = False
    extra: dict[str, str] = field(default_factory=dict)


BODIES = (
    Body(
        "icb",
        "Riverside Integrated Care Board",
        OrganisationKind.COMMISSIONER,
        LegalForm.ICB,
        "Plans and buys health services for the people of Riverside.",
        (IdentifierScheme.GB_ODS, "QZZ"),
    ),
    Body(
        "council",
        "Riverside Council",
        OrganisationKind.COMMISSIONER,
        LegalForm.COUNCIL,
        "Plans and buys care and support in Riverside.",
        (IdentifierScheme.GB_LAE, "ZZZ"),
    ),
    Body(
        "harbour",
        "Harbour Carers",
        OrganisationKind.PROVIDER,
        LegalForm.CHARITY,
        "Support for unpaid carers, run by people who have cared.",
        (IdentifierScheme.OTHER, "DEMO-1"),
        61_000_000,
    ),
    Body(
        "easton",
        "Easton Pain Peers",
        OrganisationKind.USER_LED,
        LegalForm.CIO,
        "People who live with pain support each other.",
        (IdentifierScheme.OTHER, "DEMO-2"),
        9_400_000,
    ),
    Body(
        "northgate",
        "Northgate Community Trust",
        OrganisationKind.PROVIDER,
        LegalForm.CIC,
        "A community building and the groups that meet in it.",
        (IdentifierScheme.OTHER, "DEMO-3"),
        24_000_000,
    ),
    Body(
        "meridian",
        "Meridian Wellbeing",
        OrganisationKind.PROVIDER,
        LegalForm.COMPANY,
        "Health coaching across three counties.",
        (IdentifierScheme.OTHER, "DEMO-4"),
        480_000_000,
    ),
    Body(
        "garden",
        "Garden Days",
        OrganisationKind.PROVIDER,
        LegalForm.SOLE_TRADER,
        "One gardener, small groups, a greenhouse with a ramp.",
        None,
        2_100_000,
    ),
    Body(
        "watch",
        "Riverside Voices",
        OrganisationKind.OVERSIGHT,
        LegalForm.UNINCORPORATED,
        "Residents who watch over local health and care.",
        None,
    ),
)

_R = PortalRole
PEOPLE = (
    Person("officer", "Helen", "Marsh", "Commissioner: procurement lead and project owner", "icb", ("administrator",)),
    Person("publisher", "Priya", "Nair", "Commissioner: the second person who publishes", "icb"),
    Person("opener1", "Tom", "Birch", "Commissioner: opening officer", "icb"),
    Person("opener2", "Ada", "Nwosu", "Commissioner: opening officer", "council"),
    Person("facilitator", "Daniel", "Osei", "Commissioner: facilitator", "icb"),
    Person("evaluator1", "Grace", "Lin", "Commissioner: evaluator", "icb"),
    Person("evaluator2", "Owen", "Price", "Commissioner: evaluator", "council"),
    Person("evaluator3", "Farah", "Aziz", "Commissioner: evaluator", "council"),
    Person("expert", "Joan", "Barker", "Resident with lived experience: evaluator, member of co-design projects"),
    Person("approver", "Ruth", "Calloway", "Commissioner: award approver", "icb"),
    Person(
        "lead",
        "Amina",
        "Yusuf",
        "Provider: administrator, bid lead and signatory of Harbour Carers",
        "harbour",
        ("administrator", "bid_lead", "signatory", "finance"),
    ),
    Person(
        "partner1",
        "Marek",
        "Nowak",
        "Provider: signatory of Easton Pain Peers",
        "easton",
        ("administrator", "signatory"),
    ),
    Person(
        "partner2",
        "Siobhan",
        "Kelly",
        "Provider: signatory of Northgate Community Trust",
        "northgate",
        ("administrator", "signatory"),
    ),
    Person(
        "rival",
        "Victor",
        "Lang",
        "Provider: administrator, bid lead and signatory of Meridian Wellbeing",
        "meridian",
        ("administrator", "bid_lead", "signatory", "finance"),
    ),
    Person("micro", "Sam", "Reed", "Provider: sole trader", "garden", ("administrator", "bid_lead", "signatory")),
    Person("member", "Leila", "Haddad", "Resident who uses services"),
    Person("carer", "Peter", "Walsh", "Carer", portal_roles=(_R.CARER,)),
    Person("holder", "Maya", "Thompson", "Personal budget holder: direct payment", portal_roles=(_R.HOLDER,)),
    Person("holder2", "George", "Ellis", "Personal budget holder: notional", portal_roles=(_R.HOLDER,)),
    Person("holder3", "Nadia", "Rahman", "Personal budget holder: third party", portal_roles=(_R.HOLDER,)),
    Person("planner", "Kate", "Doyle", "Plan author", "council"),
    Person("signoff", "Simon", "Okafor", "Plan approver", "icb"),
    Person("linkworker", "Ines", "Costa", "Link worker", portal_roles=(_R.LINK_WORKER,)),
    Person("broker", "Ben", "Hughes", "Broker", portal_roles=(_R.BROKER,)),
    Person("researcher", "Tara", "Singh", "Community researcher", portal_roles=(_R.RESEARCHER,)),
    Person("fund", "Martin", "Webb", "Pooled fund manager: prepares allocations and payments", "icb", ("finance",)),
    Person("finance", "Laura", "Stone", "Finance officer: reads money", "council", ("finance",)),
    Person("board", "Samir", "Patel", "Partnership board: approves allocations and payments", "council"),
    Person("moderator", "Alice", "Moore", "Moderator", portal_roles=(_R.MODERATOR,)),
    Person("safeguarding", "David", "Grant", "Safeguarding lead", "council", portal_roles=(_R.SAFEGUARDING,)),
    Person("safeguarding2", "Nora", "Whitfield", "Second safeguarding lead", portal_roles=(_R.SAFEGUARDING,)),
    Person("editor", "Zoe", "Clarke", "Content editor", portal_roles=(_R.EDITOR,)),
    Person("auditor", "Henry", "Cole", "Auditor", "watch", portal_roles=(_R.AUDITOR,)),
    Person("admin", "Olu", "Adeyemi", "Portal administrator", portal_roles=(_R.ADMINISTRATOR,), is_superuser=True),
    Person("admin2", "Mei", "Chen", "Portal administrator", portal_roles=(_R.ADMINISTRATOR,), is_superuser=True),
)


@transaction.atomic
def cast_create() -> None:
    """Make the demo's people and organisations; repeatable without duplicates."""
    bodies = {body.key: _body(body) for body in BODIES}
    hashed = make_password(PASSWORD)
    for person in PEOPLE:
        _person(person, bodies, hashed)
    for organisation in bodies.values():
        memberships_sync(organisation)
        grants_sync(organisation, wanted_grants(organisation))


def _body(body: Body) -> Organisation:
    known = Organisation.objects.filter(name=body.name).exclude(state=OrganisationState.IMPORTED).order_by("pk").first()
    if known:
        return known
    organisation = Organisation.objects.create(
        ref=next_reference(Organisation, "ORG"),
        name=body.name,
        kind=body.kind,
        legal_form=body.legal_form,
        state=OrganisationState.VERIFIED,
        summary=body.summary,
        locality="Riverside",
        areas_served="Riverside",
        annual_turnover_pence=body.turnover_pence,
        created_at=now(),
        verified_at=now(),
    )
    if body.identifier:
        Identifier.objects.create(organisation=organisation, scheme=body.identifier[0], value=body.identifier[1])
    return organisation


def _person(person: Person, bodies: dict[str, Organisation], hashed: str) -> None:
    email = f"{person.key}@example.org"
    user, made = User.objects.get_or_create(
        email=email,
        defaults={
            "first_name": person.first,
            "last_name": person.last,
            "password": hashed,
            "is_superuser": person.is_superuser,
            "is_staff": person.is_superuser,
            "date_joined": now(),
        },
    )
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    for role in person.portal_roles:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
    if person.body and made:
        Membership.objects.create(
            organisation=bodies[person.body],
            user=user,
            job_title=person.who[:100],
            joined_at=now(),
            **{f"is_{role}": True for role in person.roles},
        )
