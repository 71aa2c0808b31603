"""A signed agreement is checked by one member, countersigned by another, put on hold by any (B12)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.alliances.models import AgreementStep
from portal.alliances.permissions.agreement_steps import (
    can_approve_agreement,
    can_countersign_agreement,
    can_hold_agreement,
    can_lift_agreement,
)
from portal.alliances.permissions.alliance import can_start_bidding
from portal.alliances.selectors.work import work_for
from portal.alliances.services.agreement import agreement_write
from portal.alliances.services.steps import agreement_approve
from portal.audit.selectors import events_about
from portal.common import clock
from portal.common.exceptions import DomainError
from portal.notifications.models import OutboxMessage
from tests.alliances.factories import alliance, draft, invited, member, question, sign_row, signed, step_row
from tests.characters import NAMES, Cast

KEYS = ("harbour", "easton", "northgate")
MEMBERS = {"lead", "partner1", "partner2"}
ICB = {"officer", "publisher", "opener1", "facilitator", "evaluator1", "approver", "signoff", "fund"}


def standing(cast: Cast, members: tuple[str, ...] = KEYS, state: str = "signed", **extra: Any) -> Any:
    """An agreement that every member signed."""
    made = alliance(cast, members, agreement_signed=False, state="mou_signed")
    return signed(cast, made, members, state=state, **extra)


def url(agreement: Any, page: str = "") -> str:
    return f"/alliances/{agreement.alliance.ref}/agreement/v{agreement.number}/{page}"


def titles(cast: Cast, name: str) -> list[str]:
    return [item.title for item in work_for(cast.user(name))]


def mails(key: str) -> set[str]:
    return set(OutboxMessage.objects.filter(event_key__startswith=key).values_list("email", flat=True))


def test_who_approves_and_who_countersigns(cast: Cast) -> None:
    agreement = standing(cast)
    assert cast.allowed(can_approve_agreement, agreement) == {"partner1", "partner2"}
    assert cast.allowed(can_countersign_agreement, agreement) == set()
    approved = standing(cast, state="approved")
    step_row(cast, approved, "easton", "approve")
    assert cast.allowed(can_approve_agreement, approved) == set()
    assert cast.allowed(can_countersign_agreement, approved) == {"lead"}


def test_a_commissioner_that_is_a_party_countersigns_and_the_lead_may_approve(cast: Cast) -> None:
    """Domain 4.1: in an alliance the commissioner is inside; the others check, it signs last."""
    agreement = standing(cast, ("harbour", "easton", "council"))
    assert cast.allowed(can_approve_agreement, agreement) == {"lead", "partner1"}
    assert cast.allowed(can_countersign_agreement, agreement) == set()
    words = cast.client("lead").get(url(agreement)).text
    assert f"{cast.org('council').name} countersigns." in words


def test_who_approved_does_not_countersign(cast: Cast) -> None:
    approved = standing(cast, state="approved")
    step = step_row(cast, approved, "easton", "approve")
    assert "You approved it" not in can_countersign_agreement(cast.lead, approved).reason
    AgreementStep.objects.create(
        agreement=approved,
        kind="approve",
        member=step.member,
        text_hash=step.text_hash,
        acted_by=cast.lead,
        acted_name="Amina Yusuf",
        acted_at=clock.now(),
    )
    assert cast.allowed(can_countersign_agreement, approved) == set()
    refused = cast.client("lead").post(url(approved, "countersign/"), {"text_hash": approved.text_hash})
    assert refused.status_code == 403
    assert "You approved it, so somebody else countersigns." in refused.text


def test_checked_countersigned_and_told_each_with_person_and_time(cast: Cast, committed: Callable[[], Any]) -> None:
    agreement = standing(cast, exit_plan="People are told first.")
    partner, lead = cast.client("partner1"), cast.client("lead")
    assert titles(cast, "partner1") == ["Check the agreement of Alongside and approve it"]
    assert titles(cast, "partner2") == ["Check the agreement of Alongside and approve it"]
    assert titles(cast, "lead") == []
    page = partner.get(url(agreement, "approve/"))
    assert "Then an authorised signatory of Harbour Carers countersigns it." in page.text
    assert "People are told first." in page.text
    missing = partner.post(url(agreement, "approve/"), {"text_hash": agreement.text_hash})
    assert "<title>Error:" in missing.text
    with committed():
        done = partner.post(
            url(agreement, "approve/"), {"text_hash": agreement.text_hash, "confirmed": "on"}, follow=True
        )
    assert "Marek Nowak" in done.text
    assert AgreementStep.objects.get().text_hash == agreement.text_hash
    assert mails("alliances.agreement.approved") == {"lead@example.org"}
    assert titles(cast, "partner2") == []
    assert titles(cast, "lead") == ["Countersign the agreement of Alongside"]
    with clock.at(clock.now() + timedelta(days=1)):
        page = lead.get(url(agreement, "countersign/"))
        assert "Marek Nowak, Easton Pain Peers, 24 November 2026, 12:00" in page.text
        with committed():
            done = lead.post(
                url(agreement, "countersign/"), {"text_hash": agreement.text_hash, "confirmed": "on"}, follow=True
            )
        assert "Nothing more has to be done." in done.text
    agreement.refresh_from_db()
    assert agreement.state == "countersigned"
    assert mails("alliances.agreement.countersign:") == {f"{name}@example.org" for name in MEMBERS}
    assert all(titles(cast, name) == [] for name in NAMES if name != "visitor")
    page = cast.client("partner2").get(url(agreement))
    assert "Amina Yusuf, Harbour Carers" in page.text
    assert "25 November 2026, 12:00" in page.text
    verbs = [event.verb for event in events_about(agreement)]
    assert verbs == ["alliances.agreement.approve", "alliances.agreement.countersign"]


def test_another_text_than_the_one_read_is_not_approved(cast: Cast) -> None:
    agreement = standing(cast)
    page = cast.client("partner1").post(url(agreement, "approve/"), {"text_hash": "0" * 64, "confirmed": "on"})
    assert "The text is not the one you read." in page.text
    assert not AgreementStep.objects.exists()


def test_a_suspended_member_stops_the_approval(cast: Cast) -> None:
    agreement = standing(cast)
    cast.org("northgate").__class__.objects.filter(pk=cast.org("northgate").pk).update(state="suspended")
    assert cast.allowed(can_approve_agreement, agreement) == set()
    assert "Northgate Community Trust is suspended" in cast.client("partner1").get(url(agreement)).text


def test_who_puts_it_on_hold_and_who_lifts_that(cast: Cast) -> None:
    agreement = standing(cast)
    assert cast.allowed(can_hold_agreement, agreement) == MEMBERS
    assert cast.allowed(can_lift_agreement, agreement) == set()
    held = standing(cast, state="on_hold")
    step_row(cast, held, "northgate", "hold", "A doubt.")
    assert cast.allowed(can_hold_agreement, held) == set()
    assert cast.allowed(can_lift_agreement, held) == {"partner2"}
    bidding = alliance(cast, state="bidding")
    assert cast.allowed(can_hold_agreement, bidding.agreements.get()) == set()


@pytest.mark.parametrize("state", ["signed", "approved", "countersigned"])
def test_on_hold_stops_bids_checks_and_variations_until_it_is_lifted(
    cast: Cast, committed: Callable[[], Any], state: str
) -> None:
    agreement = standing(cast, state=state)
    made = agreement.alliance
    partner = cast.client("partner2")
    assert can_start_bidding(cast.lead, made)
    assert "<title>Error:" in partner.post(url(agreement, "hold/"), {"reason": ""}).text
    with committed():
        page = partner.post(url(agreement, "hold/"), {"reason": "The rents are wrong."}, follow=True)
    assert "The rents are wrong." in page.text
    assert "Siobhan Kelly" in page.text
    assert mails("alliances.agreement.hold:") == {f"{name}@example.org" for name in MEMBERS}
    assert cast.allowed(can_start_bidding, made) == set()
    assert "The agreement is on hold" in can_start_bidding(cast.lead, made).reason
    for who, page_name in (("partner1", "approve/"), ("lead", "countersign/"), ("partner1", "lift/")):
        assert cast.client(who).get(url(agreement, page_name)).status_code == 403
    assert cast.client("partner1").get(f"/alliances/{made.ref}/variations/new/").status_code == 403
    assert (
        "Northgate Community Trust put it on hold, so it lifts the hold" in cast.client("lead").get(url(agreement)).text
    )
    lift = "Settle why the agreement of Alongside is on hold, and lift the hold"
    assert titles(cast, "partner2") == [lift]
    assert titles(cast, "partner1") == []
    assert "The rents are wrong." in cast.client("lead").get(f"/alliances/{made.ref}/").text
    assert "The rents are wrong." not in cast.client("rival").get(f"/alliances/{made.ref}/").text
    with committed():
        page = partner.post(url(agreement, "lift/"), {"reason": "The rents are put right."}, follow=True)
    assert "The rents are put right." in page.text
    agreement.refresh_from_db()
    assert agreement.state == "signed"
    assert can_start_bidding(cast.lead, made)
    assert titles(cast, "partner1") == ["Check the agreement of Alongside and approve it"]
    assert mails("alliances.agreement.approve:") == {"partner1@example.org", "partner2@example.org"}


def test_a_new_member_replaces_what_was_countersigned_or_on_hold(cast: Cast) -> None:
    from portal.alliances.services.member import invitation_accept

    agreement = standing(cast, state="on_hold")
    step_row(cast, agreement, "easton", "hold", "A doubt.")
    asked = invited(cast, agreement.alliance, "garden")
    invitation_accept(actor=cast.micro, member=asked)
    agreement.refresh_from_db()
    assert agreement.state == "superseded"
    assert can_start_bidding(cast.lead, agreement.alliance.__class__.objects.get()).reason.startswith("Every member")


def test_the_exit_plan_is_a_part_of_what_is_signed(cast: Cast, committed: Callable[[], Any]) -> None:
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made)
    bare = text.text_hash
    lead = cast.client("lead")
    page = lead.post(
        f"/alliances/{made.ref}/agreement/exit-plan/", {"exit_plan": "People are told first."}, follow=True
    )
    assert "People are told first." in page.text
    text.refresh_from_db()
    assert text.text_hash != bare
    assert text.state == "draft"
    question(cast, made, state="agreed", agreement=text, agreement_hash=text.text_hash)
    with committed():
        lead.post(url(text, "open/"))
    for who in ("lead", "partner1", "partner2"):
        page = cast.client(who).get(url(text, "sign/"))
        assert "People are told first." in page.text
        cast.client(who).post(url(text, "sign/"), {"text_hash": text.text_hash, "confirmed": "on"})
    text.refresh_from_db()
    assert text.state == "signed"
    page = lead.get(url(text))
    assert "Opened for signatures" in page.text
    later = agreement_write(actor=cast.lead, alliance=made, title="Our agreement", text="1. Another text.")
    assert later.exit_plan == "People are told first."
    assert cast.client("lead").get(f"/alliances/{made.ref}/agreement/exit-plan/").status_code == 200


def test_without_a_draft_there_is_no_exit_plan_to_write(cast: Cast) -> None:
    made = alliance(cast)
    assert cast.client("lead").get(f"/alliances/{made.ref}/agreement/exit-plan/").status_code == 404


def test_only_what_was_done_has_a_receipt(cast: Cast) -> None:
    agreement = standing(cast)
    for kind in ("approve", "hold", "nonsense"):
        assert cast.client("lead").get(url(agreement, f"receipt/{kind}/")).status_code == 404


def test_an_unsigned_version_is_neither_approved_nor_put_on_hold(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made, state="signing")
    sign_row(cast, text, "harbour")
    for policy in (can_approve_agreement, can_countersign_agreement, can_hold_agreement, can_lift_agreement):
        assert cast.allowed(policy, text) == set()
    with pytest.raises(DomainError):
        agreement_approve(actor=cast.partner1, agreement=text, text_hash=text.text_hash)


def test_no_more_than_twenty_are_invited(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    organisation = cast.org("garden").__class__
    for number in range(17):
        cast.bodies["more"] = organisation.objects.create(
            ref=f"ORG-2026-7{number:03d}", name=f"More {number}", kind="provider", created_at=clock.now()
        )
        member(cast, made, "more")
    page = cast.client("lead").get(f"/alliances/{made.ref}/invite/")
    assert page.status_code == 403
    assert "20 organisations belong or are invited" in page.text
    asks = member(cast, made, "garden", state="requested", role="Digs", answered_at=None, invited_by=None)
    answer = f"/alliances/{made.ref}/join/{cast.org('garden').ref}/"
    assert cast.client("lead").post(answer, {"answer": "admit", "message": ""}).status_code == 403
    asks.refresh_from_db()
    assert asks.state == "requested"
