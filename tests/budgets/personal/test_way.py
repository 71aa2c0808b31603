"""The whole way of a personal budget through the pages, as the people concerned."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.budgets.enums import CheckKey
from portal.budgets.models import PersonalBudget
from tests.characters import Cast


def _post(client: Client, url: str, **data: Any) -> str:
    """Send a form; it must lead on. Returns where to."""
    answer = client.post(url, data)
    assert answer.status_code == 302, _errors(answer)
    return str(answer["Location"])


def _errors(answer: Any) -> Any:
    form = (answer.context or {}).get("form") if answer.context else None
    return form.errors if form is not None else answer.text[-3000:]


def _dates(**days: tuple[int, int, int]) -> dict[str, int]:
    return {
        f"{name}_{box}": value
        for name, day in days.items()
        for box, value in zip(("day", "month", "year"), day, strict=True)
    }


def test_from_the_question_to_the_first_receipt(cast: Cast) -> None:
    holder, officer, planner = cast.client("holder"), cast.client("officer"), cast.client("planner")
    signoff, finance = cast.client("signoff"), cast.client("finance")
    base = "/budgets/personal/"
    assert "You have no budget yet" in holder.get(base).text
    icb = cast.org("icb").ref
    where = _post(holder, f"{base}ask/", organisation=icb, words="I want to swim again.")
    ref = PersonalBudget.objects.get().ref
    assert where == f"{base}{ref}/"
    page = f"{base}{ref}/"
    assert "You have asked" in holder.get(page).text
    assert planner.get(page).status_code == 404
    assert "I want to swim" not in officer.get(page).text

    _post(officer, f"{page}people/new/", email="planner@example.org", role="coordinator", reason="Her work")
    assert officer.get(page).status_code == 404
    for who, role in (("signoff", "approver"), ("finance", "finance")):
        _post(planner, f"{page}people/new/", email=f"{who}@example.org", role=role, reason="Their work")
    council = cast.org("council").ref
    _post(
        planner, f"{page}possible/", decision="yes", kind="ongoing", nhs_basis="chc", nhs_organisation=icb,
        council_organisation=council,
    )  # fmt: skip
    _post(planner, f"{page}needs/", needs="Somebody beside her in the water.")
    period = _dates(starts_on=(1, 4, 2026), ends_on=(31, 3, 2027))
    _post(planner, f"{page}amount/", pence_1="2,080", pence_2="4,160", **period)
    shown = holder.get(page).text
    assert "You can have £6,240.00" in shown
    for number in (1, 2):
        _post(finance, f"{page}money/amounts/{number}/confirm/")

    _post(holder, f"{page}start/")
    plan = f"{page}plan/"
    for key in ("about-me", "what-matters", "needs", "risks", "crisis"):
        _post(holder, f"{plan}words/{key}/", text=f"Mine: {key}")
    _post(holder, f"{plan}words/people/", text="My sis", act="later")
    assert _post(holder, f"{plan}goals/new/", words="I want to swim again.").endswith("/plan/goals/1/progress/")
    _post(holder, f"{plan}goals/1/progress/", score="2", note="")
    bought = {"name": "Swimming", "category": "activity", "part": "2", "planned_pence": "880", "goal": "1"}
    _post(holder, f"{plan}lines/new/", **bought)
    answer = holder.post(f"{plan}holding/1/", {"direct": "2,079.99", "paid_into": "separate"})
    assert "£0.01 is missing" in answer.text
    _post(holder, f"{plan}holding/1/", direct="2,080", paid_into="separate")
    _post(holder, f"{plan}holding/2/", direct="4,000", paid_into="separate", notional="160")
    _post(planner, f"{plan}checks/", keys=list(CheckKey.values))

    summary = holder.get(f"{plan}sign/")
    assert "Before you can sign" not in summary.text
    seen = summary.context["form"]["seen"].value()
    assert "Tick all three" in holder.post(f"{plan}sign/", {"agreed": ["needs"], "seen": seen}).text
    all_three = {"agreed": ["needs", "cost", "review"], "seen": seen}
    assert _post(holder, f"{plan}sign/", **all_three).endswith("/plan/signed/")
    assert re.search(r"fingerprint", holder.get(f"{plan}signed/").text)
    _post(holder, f"{plan}take-back/")
    _post(holder, f"{plan}sign/", **all_three)

    _post(signoff, f"{plan}decide/", verdict="no", reason="Say what happens when the buddy is ill.")
    back = holder.get(page).text
    assert "Your plan came back" in back
    assert "when the buddy is ill" in back
    _post(holder, f"{plan}words/crisis/", text="Then Carol comes.")
    seen = holder.get(f"{plan}sign/").context["form"]["seen"].value()
    _post(holder, f"{plan}sign/", agreed=["needs", "cost", "review"], seen=seen)
    _post(signoff, f"{plan}decide/", verdict="yes", reason="")
    _post(planner, f"{page}begin/")
    day = _dates(paid_on=(23, 11, 2026))
    _post(finance, f"{page}money/in/2/", mode="direct", amount_pence="320", **day)

    receipt = SimpleUploadedFile("till.pdf", b"%PDF-1.7 22.00")
    spent = {"amount_pence": "22.00", "what": "Swimming on Tuesday", "receipt": receipt}
    assert _post(holder, f"{page}money/spend/1/", **spent, **_dates(spent_on=(17, 11, 2026))).endswith("/spent/1/")
    money = holder.get(f"{page}money/").text
    assert "£6,218.00 left" in money
    assert "£858.00" in money
    sent = holder.get(f"{page}money/spent/1/receipt/")
    assert sent.content == b"%PDF-1.7 22.00"
    assert sent["Content-Disposition"].startswith("attachment")
    assert "We talk by 23 May 2027" in holder.get(page).text
