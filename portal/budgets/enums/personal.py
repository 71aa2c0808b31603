"""Choices of personal budgets (domain 7): states, roles, ways of holding money, what is bought, who may be paid."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BudgetState(models.TextChoices):
    """The way of a personal budget (domain 7.2). That a review is due is told by the date, not stored."""

    ENQUIRY = "enquiry", _("Asked for")
    NOT_ELIGIBLE = "not_eligible", _("Not possible")
    ELIGIBLE = "eligible", _("You can have one")
    ASSESSED = "assessed", _("We know what you need")
    INDICATIVE_SET = "indicative_set", _("The amount is set")
    PLANNING = "planning", _("Making the plan")
    SUBMITTED = "submitted", _("Sent for a yes")
    RETURNED = "returned", _("Sent back with a reason")
    AGREED = "agreed", _("Agreed")
    ACTIVE = "active", _("Running")
    SUSPENDED = "suspended", _("Paused")
    ENDING = "ending", _("Coming to an end")
    CLOSED = "closed", _("Closed")


WRITABLE = frozenset({BudgetState.PLANNING, BudgetState.RETURNED})
LIVE_STATES = frozenset({BudgetState.ACTIVE, BudgetState.SUSPENDED, BudgetState.ENDING})
BEFORE_PLAN = frozenset(
    {
        BudgetState.ENQUIRY,
        BudgetState.NOT_ELIGIBLE,
        BudgetState.ELIGIBLE,
        BudgetState.ASSESSED,
        BudgetState.INDICATIVE_SET,
    }
)


class BudgetKind(models.TextChoices):
    """One-off, time-limited and ongoing budgets are counted apart (domain 7.8)."""

    ONGOING = "ongoing", _("For as long as it is needed")
    TIME_LIMITED = "time_limited", _("For a set time")
    ONE_OFF = "one_off", _("Once")


class BudgetRole(models.TextChoices):
    """What somebody is for one person's budget (domain 10.1)."""

    COORDINATOR = "coordinator", _("Care co-ordinator")
    PLANNER = "planner", _("Plan author")
    APPROVER = "approver", _("Plan approver")
    FINANCE = "finance", _("Finance officer")
    BROKER = "broker", _("Broker")
    LINK_WORKER = "link_worker", _("Link worker")


HELPER_ROLES = frozenset({BudgetRole.BROKER, BudgetRole.LINK_WORKER})
STAFF_ROLES = frozenset(BudgetRole) - HELPER_ROLES


class FunderKind(models.TextChoices):
    NHS = "nhs", _("The NHS")
    COUNCIL = "council", _("The council")


class RightBasis(models.TextChoices):
    """Why somebody may have a budget (domain 7.1)."""

    CHC = "chc", _("NHS Continuing Healthcare")
    CHILDREN = "children", _("Continuing care for children")
    AFTERCARE = "aftercare", _("After-care, section 117")
    WHEELCHAIR = "wheelchair", _("Wheelchair service")
    LOCAL_OFFER = "local_offer", _("Offered here, without a right in law")
    CARE_ACT = "care_act", _("Care and support, Care Act")


class HoldingMode(models.TextChoices):
    """Who holds the money (domain 7.4)."""

    NOTIONAL = "notional", _("We hold it and buy what the plan says")
    THIRD_PARTY = "third_party", _("An organisation holds it for you")
    DIRECT = "direct", _("It is paid to you")


class BudgetMode(models.TextChoices):
    """How a whole budget is held, for counting."""

    NOTIONAL = "notional", _("Held by the NHS or the council")
    THIRD_PARTY = "third_party", _("Held by an organisation the person chose")
    DIRECT = "direct", _("Paid to the person")
    MIXED = "mixed", _("A mix of these")


class PaidInto(models.TextChoices):
    """Where a direct payment goes (SI 2013/1617 reg 10)."""

    SEPARATE = "separate", _("An account only for this money")
    MANAGED = "managed", _("An account that somebody looks after for me")
    PREPAID = "prepaid", _("A prepaid card")
    OWN = "own", _("My own account, for a single payment")


class PlanPart(models.TextChoices):
    """The four access classes of a plan (domain 7.3)."""

    NARRATIVE = "narrative", _("About me and my health")
    OUTCOMES = "outcomes", _("My goals and how I feel")
    MONEY = "money", _("My money")
    LOGISTICS = "logistics", _("What I do and when")


class SectionKey(models.TextChoices):
    """What a plan says in words (domain 7.3)."""

    ABOUT_ME = "about-me", _("About me")
    MATTERS = "what-matters", _("What matters to me")
    WORKING = "working", _("What works well, and what does not")
    PEOPLE = "people", _("People who are important to me")
    NEEDS = "needs", _("What I need help with")
    RISKS = "risks", _("What could go wrong, and what we agreed")
    CRISIS = "crisis", _("If something goes wrong")
    CARERS = "carers", _("What my carers do, and what helps them")
    DECIDING = "deciding", _("How I make decisions")
    COMMUNICATION = "communication", _("How to talk with me")
    WHO_HELPED = "who-helped", _("Who helped to make this plan")
    NEXT_TALK = "next-talk", _("What I want to say next time")


SECTION_PARTS = {
    SectionKey.COMMUNICATION: PlanPart.LOGISTICS,
    SectionKey.WHO_HELPED: PlanPart.LOGISTICS,
}
NEEDED_SECTIONS = (
    SectionKey.ABOUT_ME,
    SectionKey.MATTERS,
    SectionKey.NEEDS,
    SectionKey.RISKS,
    SectionKey.CRISIS,
)


def part_of(key: str) -> PlanPart:
    """The access class of a section; what is not named is narrative."""
    return SECTION_PARTS.get(SectionKey(key), PlanPart.NARRATIVE)


class LineState(models.TextChoices):
    """One thing to buy: in the plan, waiting for a talk, agreed, or not."""

    PLANNED = "planned", _("In the plan")
    ASKED = "asked", _("Needs a talk first")
    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Not agreed")
    REMOVED = "removed", _("Taken out")


COUNTED_LINES = frozenset({LineState.PLANNED, LineState.ASKED, LineState.AGREED})
SPENDABLE_LINES = frozenset({LineState.PLANNED, LineState.AGREED})


class Category(models.TextChoices):
    """What kind of thing it is. The last ones cannot be bought."""

    SUPPORT = "support", _("Somebody who helps me")
    ACTIVITY = "activity", _("Something to do, a class or a group")
    EQUIPMENT = "equipment", _("A thing that makes life easier")
    TRANSPORT = "transport", _("Getting there")
    LEARNING = "learning", _("Learning something")
    BREAK = "break", _("A break for me or for who cares for me")
    THERAPY = "therapy", _("Treatment or therapy")
    PAYROLL = "payroll", _("Paying people the right way")
    BACKUP = "backup", _("If something goes wrong")
    FAMILY = "family", _("Paying family, or a friend I live with")
    CARE_HOME = "care_home", _("A stay in a care home")
    BILLS = "bills", _("A household bill")
    DEBT = "debt", _("Something I still owe")
    OTHER = "other", _("Something else")
    GP = "gp", _("Seeing a GP")
    NHS_CHARGE = "nhs_charge", _("Medicine, dentist or glasses from the NHS")
    SURGERY = "surgery", _("A planned operation")
    SCREENING = "screening", _("A vaccination, screening or health check")
    EMERGENCY = "emergency", _("Emergency care")
    ALCOHOL_TOBACCO = "alcohol_tobacco", _("Alcohol or tobacco")
    GAMBLING = "gambling", _("Betting")
    AGAINST_LAW = "against_law", _("Something against the law")


class CategoryRule(models.TextChoices):
    ALLOWED = "allowed", _("Allowed")
    NEEDS_AGREEMENT = "needs_agreement", _("Needs a talk first")
    BLOCKED = "blocked", _("Not possible")


class Relation(models.TextChoices):
    """What somebody who is paid is to the holder."""

    NONE = "none", _("Not family and not a friend")
    FRIEND = "friend", _("A friend")
    SPOUSE = "spouse", _("Husband, wife or civil partner")
    PARTNER = "partner", _("The partner I live with")
    PARENT = "parent", _("Mother or father")
    PARENT_IN_LAW = "parent_in_law", _("Mother-in-law or father-in-law")
    CHILD = "child", _("Son or daughter")
    CHILD_IN_LAW = "child_in_law", _("Son-in-law or daughter-in-law")
    STEPCHILD = "stepchild", _("Stepson or stepdaughter")
    SIBLING = "sibling", _("Sister or brother")
    AUNT_UNCLE = "aunt_uncle", _("Aunt or uncle")
    GRANDPARENT = "grandparent", _("Grandmother or grandfather")
    IN_LAW_OF_LISTED = "in_law_of_listed", _("The husband, wife or partner of one of these relatives")
    GRANDCHILD = "grandchild", _("Grandson or granddaughter")
    NIECE_NEPHEW = "niece_nephew", _("Niece or nephew")
    COUSIN = "cousin", _("Cousin")


class PayeeRule(models.TextChoices):
    ALLOWED = "allowed", _("May be paid")
    IF_NECESSARY = "if_necessary", _("May be paid only if it is needed")
    NEEDS_AGREEMENT = "needs_agreement", _("Needs a talk first")


class PayeeStand(models.TextChoices):
    MAY_PAY = "may_pay", _("A direct payment can be made")
    MUST_NOT = "must_not", _("No direct payment can be made")


class CheckKey(models.TextChoices):
    """What must be settled before a plan is agreed and money is paid (domain 7.1, 7.2; SI 2013/1617 reg 8)."""

    CENTRAL = "central", _("The person was at the centre and chose who is involved")
    OUTCOMES = "outcomes", _("The outcomes are agreed, lawful and likely to work")
    KNEW_AMOUNT = "knew_amount", _("The person knew the amount before planning")
    ENOUGH = "enough", _("The money covers the full cost of what is agreed")
    MODE_OFFERED = "mode_offered", _("All ways of holding the money were offered")
    OWN_WAY = "own_way", _("It can be used in ways and at times that suit the person")
    NEEDS_MET = "needs_met", _("The services meet the needs")
    RIGHT_HANDS = "right_hands", _("The right person controls the money")
    RISKS_TOLD = "risks_told", _("Risks told: health, clinical, employing people, complaints, insurance, money lost")
    RISKS_AGREED = "risks_agreed", _("A way to handle each big risk is agreed and in the plan")


class DecisionKind(models.TextChoices):
    """Decisions against somebody, which need written reasons and may be looked at again (domain 7.2)."""

    NOT_ELIGIBLE = "not_eligible", _("No personal budget")
    DIRECT_REFUSED = "direct_refused", _("No direct payment")
    SERVICE_REFUSED = "service_refused", _("Something is not in the plan")
    REDUCTION = "reduction", _("Less money")
    STOP = "stop", _("The money stops")
    REPAYMENT = "repayment", _("Money to pay back")
    SET_OFF = "set_off", _("Unused money counts towards the next payment")


class SpendState(models.TextChoices):
    """What was spent: put in by a helper it waits for the holder."""

    WAITING = "waiting", _("Waits for your yes")
    COUNTED = "counted", _("Counted")
    REFUSED = "refused", _("Not confirmed")
    WITHDRAWN = "withdrawn", _("Taken back")


class GrantState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("In the circle")
    DECLINED = "declined", _("Said no")
    STOPPED = "stopped", _("Stopped")
    GIVEN_UP = "given_up", _("Left the circle")


class GrantAct(models.TextChoices):
    """What somebody in the circle may do (domain 7.6)."""

    VIEW = "view", _("Look")
    COMMENT = "comment", _("Leave me a note")
    DRAFT = "draft", _("Write in these parts with me, while we make the plan")
    SUBMIT = "submit", _("Put in what was spent, for me to confirm")


class AuthorityKind(models.TextChoices):
    """Legal authority to act for somebody (domain 7.6)."""

    POWER_OF_ATTORNEY = "power_of_attorney", _("Lasting power of attorney")
    DEPUTY = "deputy", _("Deputy appointed by the court")
    PARENTAL = "parental", _("Parental responsibility")
    APPOINTED = "appointed", _("Appointed by the NHS body")
    AUTHORISED = "authorised", _("Authorised person, Care Act section 32")
    NOMINEE = "nominee", _("Nominee")


MAY_SIGN = frozenset(AuthorityKind) - {AuthorityKind.NOMINEE}
"""A nominee cannot agree the plan, only the person or a representative can (SI 2013/1617 reg 8(7))."""


class Measure(models.TextChoices):
    """What is counted for the public (domain 7.8): both ways of counting, never mixed."""

    IN_YEAR = "in_year", _("People with a budget at any time in the year so far")
    LIVE = "live", _("People with a budget on the last day of the quarter")
    AMOUNT = "amount", _("Money agreed for the people with a budget on that day")
