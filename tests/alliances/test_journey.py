"""From a first line to a signed agreement, through the pages, as the people of three organisations."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from portal.alliances.enums import AgreementState, AllianceState, DecisionState, MemberState
from portal.alliances.models import Agreement, Alliance, AllianceMember, Decision
from portal.audit.selectors import events_about
from portal.common import clock
from portal.common.grants import drift
from portal.notifications.models import OutboxMessage
from tests.alliances.factories import SPEAKERS
from tests.characters import Cast

ABOUT = {
    "name": "Alongside",
    "purpose": "Nobody has to manage pain alone.",
    "model": "alliance",
    "area": "Riverside",
    "seeking": "",
    "listed": "yes",
}
PROPOSAL = {
    "title": "Agree version 1 of our agreement and sign it",
    "proposal": "We agree to the text as it is written now.",
    "impact_on_people": "They keep the peers they know.",
    "about": "agreement",
    "kind": "unanimous",
    "closes_at_day": "1",
    "closes_at_month": "12",
    "closes_at_year": "2026",
    "closes_at_time": "17:00",
}


def follow(client: Client, page: Any, text: str) -> Any:
    """Open the link of that text on the page, as a reader would."""
    assert text in page.text, f"{text!r} is not on the page"
    before = page.text.rsplit(text, 1)[0]
    href = before.rsplit('href="', 1)[1].split('"', 1)[0]
    answer = client.get(href.replace("&amp;", "&"))
    assert answer.status_code == 200, href
    return answer


def act(client: Client, page: Any, data: dict[str, str] | None = None) -> Any:
    """Send the page's form and follow to where it leads."""
    answer = client.post(page.request["PATH_INFO"], data or {}, follow=True)
    assert answer.status_code == 200
    assert "<title>Error:" not in answer.text, answer.text
    return answer


def test_three_organisations_come_together_agree_and_sign(cast: Cast, committed: Callable[[], Any]) -> None:
    lead = cast.client("lead")
    with committed():
        page = follow(lead, lead.get("/alliances/"), "Start an alliance")
        page = act(lead, page, ABOUT)
    alliance = Alliance.objects.get()
    assert (alliance.state, alliance.lead) == (AllianceState.EXPLORING, cast.org("harbour"))
    assert alliance.ref == "AL-2026-0001"

    for key, name in (("easton", "Easton Pain Peers"), ("northgate", "Northgate Community Trust")):
        page = follow(lead, lead.get(f"/alliances/{alliance.ref}/"), "Invite an organisation")
        page = lead.get(page.request["PATH_INFO"], {"words": name.split()[0].lower()})
        page = follow(lead, page, f"Invite {name}")
        with committed():
            act(lead, page, {"role": "Runs groups", "message": "Join us."})
        partner = cast.client(SPEAKERS[key])
        page = follow(partner, partner.get(f"/alliances/{alliance.ref}/"), "Read and answer")
        assert "Join us." in page.text
        with committed():
            act(partner, page, {"answer": "accept", "readiness": "yes"})
    assert list(drift()) == []

    page = follow(lead, lead.get(f"/alliances/{alliance.ref}/"), "Settle how you work together")
    page = act(lead, page, {"model": "alliance"})
    page = follow(lead, page, "Write the principles")
    with committed():
        page = act(lead, page, {"text": "We decide together.\nWe share the risk."})
    for key in ("lead", "partner1", "partner2"):
        client = cast.client(key)
        page = follow(client, client.get(f"/alliances/{alliance.ref}/"), "Answer for your organisation")
        kind = "reservation" if key == "partner2" else "adheres"
        page = act(
            client, page, {"kind": kind, "reservation": "Hall rents are one figure." if key == "partner2" else ""}
        )
    assert "Agrees, with a reservation" in page.text
    assert "Hall rents are one figure." in page.text

    page = follow(lead, lead.get(f"/alliances/{alliance.ref}/"), "Write the agreement")
    page = act(lead, page, {"title": "Our agreement", "text": "1. We decide together.\n\n2. We share."})
    assert "Every member has to agree to this exact text first" in page.text
    page = follow(lead, page, "Propose to agree this text")
    with committed():
        page = act(lead, page, PROPOSAL)
    for key in ("lead", "partner1", "partner2"):
        client = cast.client(key)
        page = follow(client, client.get(f"/alliances/{alliance.ref}/decisions/"), "Vote on decision 1")
        with committed():
            page = act(client, page, {"choice": "approve", "reason": ""})
    assert "Every member said yes." in page.text
    assert Decision.objects.get().state == DecisionState.AGREED

    page = follow(lead, lead.get(f"/alliances/{alliance.ref}/"), "Open it for signatures")
    with committed():
        page = act(lead, page)
    agreement = Agreement.objects.get()
    for key in ("lead", "partner1", "partner2"):
        client = cast.client(key)
        page = follow(client, client.get(f"/alliances/{alliance.ref}/"), "Read and sign")
        with committed():
            page = act(client, page, {"text_hash": agreement.text_hash, "confirmed": "on"})
        assert "Signed by" in page.text
    assert "The agreement holds for all members." in page.text
    alliance.refresh_from_db()
    agreement.refresh_from_db()
    assert (alliance.state, agreement.state) == (AllianceState.MOU_SIGNED, AgreementState.SIGNED)
    assert agreement.signatures.count() == 3
    assert list(drift()) == []
    verbs = [event.verb for event in events_about(alliance)]
    assert verbs[0] == "alliances.alliance.start"
    assert verbs[-1] == "alliances.alliance.agree"

    twice = OutboxMessage.objects.values_list("event_key", "email")
    assert len(twice) == len(set(twice))
    keys = {row.event_key.split(":")[0] for row in OutboxMessage.objects.all()}
    assert keys >= {
        "alliances.member.invited",
        "alliances.member.admitted",
        "alliances.principles.written",
        "alliances.decision.proposed",
        "alliances.decision.settled",
        "alliances.agreement.opened",
        "alliances.agreement.signed",
    }


def test_whoever_may_not_start_one_is_told_why(cast: Cast) -> None:
    page = cast.client("officer").get("/alliances/")
    assert "Only an administrator or bid lead of an organisation that provides services can start" in page.text
    assert cast.client("officer").post("/alliances/start/", ABOUT).status_code == 403
    assert not Alliance.objects.exists()


def test_what_was_typed_is_kept_when_something_is_missing(cast: Cast) -> None:
    page = cast.client("lead").post("/alliances/start/", ABOUT | {"name": ""})
    assert "<title>Error:" in page.text
    assert "Nobody has to manage pain alone." in page.text


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_an_invitation_ends_with_the_clock_and_can_be_sent_again(
    cast: Cast, committed: Callable[[], Any], answer: str
) -> None:
    from tests.alliances.factories import alliance, invited

    made = alliance(cast, ("harbour",), agreement_signed=False, state="exploring")
    member = invited(cast, made, "garden")
    url = f"/alliances/{made.ref}/members/{cast.org('garden').ref}"
    micro, lead = cast.client("micro"), cast.client("lead")
    assert micro.get(f"{url}/answer/").status_code == 200
    assert lead.post(f"{url}/again/").status_code == 403
    with clock.at(clock.now() + timedelta(days=14)):
        refused = micro.post(f"{url}/answer/", {"answer": answer, "readiness": "no"})
        assert refused.status_code == 403
        assert "run out" in refused.text
        assert "Ran out" in lead.get(f"/alliances/{made.ref}/").text
        with committed():
            lead.post(f"{url}/again/")
        assert micro.post(f"{url}/answer/", {"answer": answer, "readiness": "no"}).status_code == 302
    member.refresh_from_db()
    assert member.state == (MemberState.ADMITTED if answer == "accept" else MemberState.DECLINED)
    assert (
        OutboxMessage.objects.filter(
            event_key__startswith="alliances.member.invited", email="micro@example.org"
        ).count()
        == 1
    )
    assert micro.post(f"{url}/answer/", {"answer": "accept", "readiness": "no"}).status_code == 403


def test_an_invitation_taken_back_cannot_be_answered(cast: Cast) -> None:
    from tests.alliances.factories import alliance, invited

    made = alliance(cast, agreement_signed=False, is_listed=False)
    invited(cast, made, "garden")
    url = f"/alliances/{made.ref}/members/{cast.org('garden').ref}"
    assert "Take it back" in cast.client("lead").get(f"/alliances/{made.ref}/").text
    cast.client("lead").post(f"{url}/take-back/")
    assert cast.client("micro").get(f"{url}/answer/").status_code == 404
    assert AllianceMember.objects.get(organisation=cast.org("garden")).state == MemberState.WITHDRAWN
