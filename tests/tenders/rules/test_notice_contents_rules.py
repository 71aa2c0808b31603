import pytest

from portal.tenders.rules.notice_contents import (
    FIELD_LABELS,
    NOTICES_OF_PROCESS,
    PA23_NOTICES,
    PSR_ABANDONMENT,
    PSR_NOTICES,
    Condition,
    NoticeField,
    missing_fields,
    pa23_notices,
    psr_notices,
)
from portal.tenders.rules.psr_process import PsrProcess

F = NoticeField
# The table of the Schedules: statement, title, provider, description, estimate, value, dates, decision-makers, reasons,
# conflicts; a letter where the Schedule requires it.
TABLE = {
    2: "stpdvxmc",
    3: "stpdemrc",
    4: "stpdvxmc",
    5: "stdm",
    6: "stpdemrc",
    7: "stpdvxmc",
    8: "tde",
    9: "t",
    10: "stpdemrc",
    11: "stpdvmc",
    12: "tdmc",
    13: "stpdvxmc",
    14: "stdmc",
    15: "dex",
}
LETTERS = {
    F.STATEMENT: "s",
    F.TITLE_REFERENCE: "t",
    F.PROVIDER: "p",
    F.DESCRIPTION: "d",
    F.VALUE_ESTIMATE: "e",
    F.VALUE: "v",
    F.SERVICE_DATES: "x",
    F.DECISION_MAKERS: "m",
    F.REASONS: "r",
    F.CONFLICTS: "c",
}


@pytest.mark.parametrize("schedule", sorted(PSR_NOTICES))
def test_each_schedule_asks_for_what_the_law_says(schedule: int) -> None:
    asked = {LETTERS[each] for each in PSR_NOTICES[schedule].required if each in LETTERS}
    assert asked == set(TABLE[schedule])


def test_every_schedule_is_there_and_every_field_has_words() -> None:
    assert set(PSR_NOTICES) == set(range(2, 16)) == set(TABLE)
    assert set(FIELD_LABELS) == set(NoticeField)


def test_the_notices_that_have_no_field_for_conflicts() -> None:
    notices = {schedule for schedule, each in PSR_NOTICES.items() if F.CONFLICTS not in each.required}
    assert notices == {5, 8, 9, 15}


@pytest.mark.parametrize(
    ("schedule", "condition", "added"),
    [
        (8, Condition.CONTRACT, {F.SERVICE_DATES, F.DURATION}),
        (8, Condition.FRAMEWORK, {F.FRAMEWORK_TERM, F.FRAMEWORK_USERS}),
        (10, Condition.FRAMEWORK, {F.FRAMEWORK_TERM, F.FRAMEWORK_USERS}),
        (11, Condition.CONTRACT, {F.SERVICE_DATES}),
        (13, Condition.OVER_YEAR, {F.WHY_OVER_YEAR}),
        (3, Condition.FRAMEWORK, set()),
    ],
)
def test_what_a_framework_or_a_long_term_adds(schedule: int, condition: Condition, added: set[NoticeField]) -> None:
    template = PSR_NOTICES[schedule]
    assert set(template.fields([condition])) - set(template.fields()) == added


def test_a_blank_field_is_missing_and_none_declared_is_not() -> None:
    template = PSR_NOTICES[10]
    values = {each.value: "written" for each in template.fields()}
    assert missing_fields(template, values) == []
    assert missing_fields(template, {**values, "conflicts": "None declared"}) == []
    assert missing_fields(template, {**values, "conflicts": "  ", "provider": ""}) == [F.PROVIDER, F.CONFLICTS]
    assert missing_fields(template, values, [Condition.FRAMEWORK]) == [F.FRAMEWORK_TERM, F.FRAMEWORK_USERS]


def test_an_abandonment_needs_its_date() -> None:
    assert missing_fields(PSR_ABANDONMENT, {}) == [F.DECIDED_ON]


@pytest.mark.parametrize(
    ("process", "codes"),
    [
        (PsrProcess.DIRECT_A, ["psr-2"]),
        (PsrProcess.DIRECT_B, ["psr-2"]),
        (PsrProcess.DIRECT_C, ["psr-3", "psr-4"]),
        (PsrProcess.MOST_SUITABLE, ["psr-5", "psr-6", "psr-7"]),
        (PsrProcess.COMPETITIVE, ["psr-8", "psr-9", "psr-10", "psr-11"]),
    ],
)
def test_the_notices_of_each_process(process: PsrProcess, codes: list[str]) -> None:
    assert [template.code for template in psr_notices(process)] == codes


def test_every_process_has_notices() -> None:
    assert set(NOTICES_OF_PROCESS) == set(PsrProcess)


def test_there_are_seventeen_notices_under_the_procurement_act() -> None:
    assert [notice.code for notice in PA23_NOTICES] == [f"UK{number}" for number in range(1, 18)]


def test_light_touch_needs_no_performance_and_no_change_notice() -> None:
    standard = {notice.code for notice in pa23_notices(is_light_touch=False)}
    light = {notice.code for notice in pa23_notices(is_light_touch=True)}
    assert standard - light == {"UK9", "UK10"}


def test_user_choice_needs_even_fewer() -> None:
    light = {notice.code for notice in pa23_notices(is_light_touch=True)}
    chosen = {notice.code for notice in pa23_notices(is_light_touch=True, is_user_choice=True)}
    assert light - chosen == {"UK5", "UK6", "UK7", "UK11"}
    assert chosen == {notice.code for notice in pa23_notices(is_light_touch=False, is_user_choice=True)}


def test_days_of_the_contract_details_notice() -> None:
    details = next(notice for notice in PA23_NOTICES if notice.code == "UK7")
    assert (details.days, details.days_light_touch) == (30, 120)
