"""What each statutory notice must hold, and which notices a process needs. Data, with their place in the law.

PSR: SI 2023/1348 Schedules 2 to 15. PA23: the UK notices of Find a Tender. A notice is not published while a field it
requires is empty; conflicts of interest accept "none declared", never a blank.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from portal.tenders.rules.psr_process import PsrProcess


class NoticeField(StrEnum):
    STATEMENT = "statement"
    TITLE_REFERENCE = "title_reference"
    PROVIDER = "provider"
    DESCRIPTION = "description"
    VALUE_ESTIMATE = "value_estimate"
    VALUE = "value"
    SERVICE_DATES = "service_dates"
    DECISION_MAKERS = "decision_makers"
    REASONS = "reasons"
    CONFLICTS = "conflicts"
    AWARD_CRITERIA = "award_criteria"
    DURATION = "duration"
    FRAMEWORK_TERM = "framework_term"
    FRAMEWORK_USERS = "framework_users"
    FRAMEWORK_USED = "framework_used"
    HOW_TO_OFFER = "how_to_offer"
    HOW_ASSESSED = "how_assessed"
    WHY_WINNER = "why_winner"
    WHY_NOT = "why_not"
    REPRESENTATION_DATES = "representation_dates"
    VALUE_CHANGE = "value_change"
    EFFECTIVE_DATE = "effective_date"
    TERM_CHANGE = "term_change"
    CHANGE_DESCRIPTION = "change_description"
    WHY_URGENT = "why_urgent"
    WHY_OVER_YEAR = "why_over_year"
    DECIDED_ON = "decided_on"


F = NoticeField

FIELD_LABELS: Mapping[NoticeField, str] = {
    F.STATEMENT: _noop("Statement naming the process"),
    F.TITLE_REFERENCE: _noop("Title and reference"),
    F.PROVIDER: _noop("Name and registered office or principal place of business of the provider"),
    F.DESCRIPTION: _noop("Description of the services and the most relevant CPV code"),
    F.VALUE_ESTIMATE: _noop("Approximate lifetime value"),
    F.VALUE: _noop("Lifetime value or, if it is not known, the amounts payable"),
    F.SERVICE_DATES: _noop("Dates between which the services are provided"),
    F.DECISION_MAKERS: _noop("Those who made the decision"),
    F.REASONS: _noop("Reasons for the decision, with reference to the key criteria"),
    F.CONFLICTS: _noop("Conflicts of interest, declared or potential, and how they were managed"),
    F.AWARD_CRITERIA: _noop("Award criteria"),
    F.DURATION: _noop("Duration and possible extensions"),
    F.FRAMEWORK_TERM: _noop("Duration of the framework"),
    F.FRAMEWORK_USERS: _noop("Authorities that may use the framework"),
    F.FRAMEWORK_USED: _noop("Whether a framework was used"),
    F.HOW_TO_OFFER: _noop("How to make an offer, by electronic means"),
    F.HOW_ASSESSED: _noop("How offers are assessed, and whether in stages"),
    F.WHY_WINNER: _noop("Why the successful provider was chosen"),
    F.WHY_NOT: _noop("Why this provider was not"),
    F.REPRESENTATION_DATES: _noop("First and last day for representations"),
    F.VALUE_CHANGE: _noop("Any change in lifetime value"),
    F.EFFECTIVE_DATE: _noop("Date on which the change takes effect"),
    F.TERM_CHANGE: _noop("Any change of the length of the contract"),
    F.CHANGE_DESCRIPTION: _noop("What is changed"),
    F.WHY_URGENT: _noop("Why the urgent rules applied"),
    F.WHY_OVER_YEAR: _noop("Reasons for more than 12 months"),
    F.DECIDED_ON: _noop("Date of the decision"),
}


class Condition(StrEnum):
    """What makes a further field necessary."""

    CONTRACT = "contract"
    FRAMEWORK = "framework"
    OVER_YEAR = "over_year"


@dataclass(frozen=True)
class NoticeTemplate:
    """One notice. `required` always; `required_if` where its condition holds."""

    code: str
    name: str
    required: frozenset[NoticeField]
    required_if: Mapping[Condition, frozenset[NoticeField]] = field(default_factory=dict)

    def fields(self, conditions: Collection[Condition] = ()) -> list[NoticeField]:
        """Every field that must be filled in, in the order of the statute's table."""
        wanted = self.required.union(*(self.required_if.get(condition, frozenset()) for condition in conditions))
        return [each for each in NoticeField if each in wanted]


def missing_fields(
    template: NoticeTemplate, values: Mapping[str, str], conditions: Collection[Condition] = ()
) -> list[NoticeField]:
    """Fields still empty; publishing is refused while there are any. Blank space counts as empty."""
    return [each for each in template.fields(conditions) if not values.get(each.value, "").strip()]


_AWARD = frozenset(
    {
        F.STATEMENT,
        F.TITLE_REFERENCE,
        F.PROVIDER,
        F.DESCRIPTION,
        F.VALUE,
        F.SERVICE_DATES,
        F.DECISION_MAKERS,
        F.CONFLICTS,
    }
)
_INTENTION = frozenset(
    {
        F.STATEMENT,
        F.TITLE_REFERENCE,
        F.PROVIDER,
        F.DESCRIPTION,
        F.VALUE_ESTIMATE,
        F.DECISION_MAKERS,
        F.REASONS,
        F.CONFLICTS,
    }
)
_CHANGE = frozenset(
    {
        *(F.TITLE_REFERENCE, F.DESCRIPTION, F.VALUE_CHANGE, F.EFFECTIVE_DATE, F.TERM_CHANGE),
        *(F.DECISION_MAKERS, F.CONFLICTS, F.CHANGE_DESCRIPTION),
    }
)
_FRAMEWORK = {Condition.FRAMEWORK: frozenset({F.FRAMEWORK_TERM, F.FRAMEWORK_USERS})}

PSR_NOTICES: Mapping[int, NoticeTemplate] = {
    2: NoticeTemplate("psr-2", _noop("Award by direct award A or B, or call-off without competition"), _AWARD),
    3: NoticeTemplate("psr-3", _noop("Intention to award, direct award C"), _INTENTION),
    4: NoticeTemplate("psr-4", _noop("Award, direct award C"), _AWARD),
    5: NoticeTemplate(
        "psr-5",
        _noop("Intention to follow the most suitable provider process"),
        frozenset({F.STATEMENT, F.TITLE_REFERENCE, F.DESCRIPTION, F.DECISION_MAKERS}),
    ),
    6: NoticeTemplate("psr-6", _noop("Intention to award, most suitable provider process"), _INTENTION),
    7: NoticeTemplate("psr-7", _noop("Award, most suitable provider process"), _AWARD),
    8: NoticeTemplate(
        "psr-8",
        _noop("Invitation of offers"),
        frozenset(
            {F.TITLE_REFERENCE, F.DESCRIPTION, F.VALUE_ESTIMATE, F.AWARD_CRITERIA, F.HOW_TO_OFFER, F.HOW_ASSESSED}
        ),
        {Condition.CONTRACT: frozenset({F.SERVICE_DATES, F.DURATION}), **_FRAMEWORK},
    ),
    9: NoticeTemplate(
        "psr-9",
        _noop("Letter to an unsuccessful provider"),
        frozenset({F.TITLE_REFERENCE, F.AWARD_CRITERIA, F.WHY_WINNER, F.WHY_NOT, F.REPRESENTATION_DATES}),
    ),
    10: NoticeTemplate(
        "psr-10", _noop("Intention to award, competitive process"), _INTENTION | {F.FRAMEWORK_USED}, _FRAMEWORK
    ),
    11: NoticeTemplate(
        "psr-11",
        _noop("Award or conclusion of a framework, competitive process"),
        _AWARD - {F.SERVICE_DATES},
        {Condition.CONTRACT: frozenset({F.SERVICE_DATES}), **_FRAMEWORK},
    ),
    12: NoticeTemplate("psr-12", _noop("Modification of a contract"), _CHANGE),
    13: NoticeTemplate(
        "psr-13",
        _noop("Urgent award"),
        _AWARD | {F.WHY_URGENT},
        {Condition.OVER_YEAR: frozenset({F.WHY_OVER_YEAR})},
    ),
    14: NoticeTemplate("psr-14", _noop("Urgent modification"), _CHANGE | {F.STATEMENT, F.WHY_URGENT}),
    15: NoticeTemplate(
        "psr-15",
        _noop("Invitation to the parties of a framework"),
        frozenset({F.DESCRIPTION, F.VALUE_ESTIMATE, F.SERVICE_DATES, F.DURATION, F.AWARD_CRITERIA}),
    ),
}
"""By Schedule of SI 2023/1348. Schedule 9 is a letter, 15 an invitation; both are held to the same rule."""

PSR_ABANDONMENT = NoticeTemplate("psr-abandonment", _noop("Abandonment"), frozenset({F.DECIDED_ON}))
"""Reg 15(4): no Schedule of content; the record needs the date (reg 24(j))."""

NOTICES_OF_PROCESS: Mapping[PsrProcess, tuple[int, ...]] = {
    PsrProcess.DIRECT_A: (2,),
    PsrProcess.DIRECT_B: (2,),
    PsrProcess.DIRECT_C: (3, 4),
    PsrProcess.MOST_SUITABLE: (5, 6, 7),
    PsrProcess.COMPETITIVE: (8, 9, 10, 11),
}
"""Schedules in the order in which the notices are given."""


def psr_notices(process: PsrProcess) -> list[NoticeTemplate]:
    return [PSR_NOTICES[schedule] for schedule in NOTICES_OF_PROCESS[process]]


@dataclass(frozen=True)
class UkNotice:
    """A PA23 notice: where it stands, when it is due, and whether light touch and user choice need it.

    Days are counted "beginning with"; None where the law has no number. See `notices.py` for the dates.
    """

    code: str
    name: str
    source: str
    when: str
    days: int | None = None
    days_light_touch: int | None = None
    is_for_light_touch: bool = True
    is_for_user_choice: bool = True


PA23_NOTICES: tuple[UkNotice, ...] = (
    UkNotice("UK1", _noop("Pipeline"), "PA23 s93; PR24 reg 15", _noop("56 days beginning with 1 April"), 56, 56),
    UkNotice(
        "UK2",
        _noop("Preliminary market engagement"),
        "PA23 s17; PR24 reg 17",
        _noop("before the tender notice, or reasons in it"),
    ),
    UkNotice(
        "UK3",
        _noop("Planned procurement"),
        "PA23 s15; PR24 reg 16",
        _noop("optional; shortens nothing under light touch"),
    ),
    UkNotice(
        "UK4",
        _noop("Tender"),
        "PA23 s21, 87(1); PR24 reg 18 to 21, 24",
        _noop("before inviting tenders or any open advertising"),
    ),
    UkNotice(
        "UK5", _noop("Transparency"), "PA23 s44; PR24 reg 26", _noop("before a direct award"), is_for_user_choice=False
    ),
    UkNotice(
        "UK6",
        _noop("Contract award"),
        "PA23 s50; PR24 reg 27",
        _noop("after the assessment summaries, before entering into the contract"),
        is_for_user_choice=False,
    ),
    UkNotice(
        "UK7",
        _noop("Contract details"),
        "PA23 s53, 87(3); PR24 reg 32 to 36",
        _noop("30 days beginning with the day entered into, light touch 120"),
        30,
        120,
        is_for_user_choice=False,
    ),
    UkNotice(
        "UK8",
        _noop("Contract payment"),
        "PA23 s70; PR24 reg 38A",
        _noop("30 days beginning with the last day of the quarter"),
        30,
        30,
    ),
    UkNotice(
        "UK9",
        _noop("Contract performance"),
        "PA23 s71; PR24 reg 39",
        _noop("every 12 months and at the end; a breach within 30 days"),
        30,
        is_for_light_touch=False,
    ),
    UkNotice(
        "UK10", _noop("Contract change"), "PA23 s75; PR24 reg 40", _noop("before modifying"), is_for_light_touch=False
    ),
    UkNotice(
        "UK11",
        _noop("Contract termination"),
        "PA23 s80; PR24 reg 41",
        _noop("30 days beginning with the day it ends, expiry included"),
        30,
        30,
        is_for_user_choice=False,
    ),
    UkNotice(
        "UK12", _noop("Procurement termination"), "PA23 s55; PR24 reg 37", _noop("as soon as reasonably practicable")
    ),
    UkNotice("UK13", _noop("Dynamic market intention"), "PA23 s39; PR24 reg 25", _noop("before establishing it")),
    UkNotice(
        "UK14",
        _noop("Dynamic market establishment"),
        "PA23 s39; PR24 reg 25",
        _noop("as soon as reasonably practicable"),
    ),
    UkNotice(
        "UK15",
        _noop("Dynamic market modification"),
        "PA23 s39; PR24 reg 25",
        _noop("as soon as reasonably practicable"),
    ),
    UkNotice(
        "UK16", _noop("Dynamic market cessation"), "PA23 s39; PR24 reg 25", _noop("as soon as reasonably practicable")
    ),
    UkNotice(
        "UK17",
        _noop("Payments compliance"),
        "PA23 s69; PR24 reg 38",
        _noop("30 days beginning with the last day of the half-year"),
        30,
        30,
    ),
)


def pa23_notices(*, is_light_touch: bool, is_user_choice: bool = False) -> list[UkNotice]:
    """The notices that can be due; a user-choice direct award is always light touch."""
    return [
        notice
        for notice in PA23_NOTICES
        if (notice.is_for_light_touch or not (is_light_touch or is_user_choice))
        and (notice.is_for_user_choice or not is_user_choice)
    ]
