"""Who belongs: commissioners kept out of bids, leavers, shares, readiness by consent, the listing."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portal.alliances.enums import AgreementState, AllianceState
from portal.alliances.models import Alliance, AllianceMember
from portal.alliances.services.alliance import (
    alliance_awarded,
    alliance_bid_ended,
    alliance_bid_started,
    alliance_delivering,
    alliance_form,
    shares_set,
)
from portal.alliances.services.member import invitation_accept, invitation_send_again, member_invite, member_leave
from portal.alliances.services.source import Source, alliance_source
from portal.audit.selectors import events_about
from portal.common import clock
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import drift
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Membership, Organisation, ReadinessItem
from tests.alliances.factories import alliance, draft, invited, member, question
from tests.characters import Cast

SOURCE = Source("Contract register of the council", "https://example.org/register", "OGL 3.0", "NW 131")


def test_a_commissioner_joins_only_where_one_agreement_is_shared(cast: Cast) -> None:
    prime = alliance(cast, agreement_signed=False, model="lead_provider")
    with pytest.raises(DomainError, match="only where one agreement is shared"):
        member_invite(actor=cast.lead, alliance=prime, organisation=cast.org("icb"), role="Shares the risk")
    shared = alliance(cast, agreement_signed=False, state="exploring")
    asked = member_invite(actor=cast.lead, alliance=shared, organisation=cast.org("icb"), role="Shares the risk")
    invitation_accept(actor=cast.user("officer"), member=asked)
    with pytest.raises(DomainError, match="commissioner is a member"):
        alliance_form(actor=cast.lead, alliance=shared, model="lead_provider")
    page = cast.client("officer").get(f"/alliances/{shared.ref}/decisions/")
    assert page.status_code == 200


def test_no_commissioner_enters_while_it_bids(cast: Cast) -> None:
    """SOD-16: neither as a member, nor through a second membership in a provider."""
    made = alliance(cast, ("harbour", "easton", "icb"))
    with pytest.raises(NotAllowed, match="has to leave it before"):
        alliance_bid_started(actor=cast.lead, alliance=made)
    made = alliance(cast)
    Membership.objects.create(organisation=cast.org("easton"), user=cast.publisher, joined_at=clock.now())
    memberships_sync(cast.org("easton"))
    publisher = cast.client("publisher")
    assert publisher.get(f"/alliances/{made.ref}/decisions/").status_code == 200
    alliance_bid_started(actor=cast.lead, alliance=made)
    refused = publisher.get(f"/alliances/{made.ref}/decisions/")
    assert refused.status_code == 403
    assert "People of commissioners cannot enter" in refused.text
    assert cast.client("partner1").get(f"/alliances/{made.ref}/decisions/").status_code == 200
    with pytest.raises(NotAllowed, match="names its members"):
        member_invite(actor=cast.lead, alliance=made, organisation=cast.org("icb"), role="Late")


def test_a_stored_commissioner_membership_holds_nothing_while_it_bids(cast: Cast) -> None:
    made = alliance(cast, ("harbour", "easton", "icb"), state="bidding")
    assert cast.client("officer").get(f"/alliances/{made.ref}/decisions/").status_code == 403
    assert list(drift()) == []


def test_what_tenders_tell_it(cast: Cast) -> None:
    made = alliance(cast)
    with pytest.raises(NotAllowed):
        alliance_bid_started(actor=cast.partner1, alliance=made)
    alliance_bid_started(actor=cast.lead, alliance=made)
    alliance_bid_started(actor=cast.lead, alliance=made)
    assert _state(made) == AllianceState.BIDDING
    with pytest.raises(NotAllowed, match="the buyer has to do this"):
        alliance_awarded(actor=cast.lead, alliance=made)
    with pytest.raises(NotAllowed, match="the buyer has to do this"):
        alliance_bid_ended(actor=cast.partner1, alliance=made)
    alliance_bid_ended(actor=cast.lead, alliance=made)
    assert _state(made) == AllianceState.MOU_SIGNED
    alliance_bid_started(actor=cast.lead, alliance=made)
    alliance_awarded(actor=cast.approver, alliance=made)
    alliance_awarded(actor=cast.approver, alliance=made)
    assert _state(made) == AllianceState.AWARDED
    alliance_delivering(actor=cast.officer, alliance=made)
    assert _state(made) == AllianceState.DELIVERING
    alliance_bid_started(actor=cast.lead, alliance=made)
    assert _state(made) == AllianceState.DELIVERING
    verbs = [event.verb for event in events_about(made)]
    assert verbs.count("alliances.alliance.bid") == 2


def test_a_bid_needs_a_signed_agreement(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Every member has to sign"):
        alliance_bid_started(actor=cast.lead, alliance=alliance(cast, agreement_signed=False))


def _state(made: Alliance) -> str:
    return Alliance.objects.get(pk=made.pk).state


def test_whoever_joins_after_signing_makes_all_sign_again(cast: Cast) -> None:
    made = alliance(cast, ("harbour", "easton"))
    AllianceMember.objects.filter(alliance=made).update(share_percent=50)
    agreement = made.agreements.get()
    invitation_accept(actor=cast.partner2, member=invited(cast, made, "northgate"))
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.SUPERSEDED
    assert agreement.signatures.count() == 2
    assert _state(made) == AllianceState.FORMING
    assert set(made.members.values_list("share_percent", flat=True)) == {None}
    page = cast.client("partner2").get(f"/alliances/{made.ref}/agreement/v1/")
    assert "since replaced" in page.text


def test_whoever_leaves_is_out_at_once(cast: Cast) -> None:
    made = alliance(cast)
    url = f"/alliances/{made.ref}/members/{cast.org('easton').ref}/leave/"
    partner = cast.client("partner1")
    assert partner.get(f"/alliances/{made.ref}/decisions/").status_code == 200
    assert "The other members read this." in partner.get(url).text
    assert partner.post(url, {"reason": "We are too small for it."}).status_code == 302
    assert partner.get(f"/alliances/{made.ref}/decisions/").status_code == 403
    assert made.agreements.get().state == AgreementState.SUPERSEDED
    assert _state(made) == AllianceState.FORMING
    assert list(drift()) == []
    again = invitation_send_again(actor=cast.lead, member=made.members.get(organisation=cast.org("easton")))
    invitation_accept(actor=cast.user("partner1"), member=again)
    assert partner.get(f"/alliances/{made.ref}/decisions/").status_code == 200


def test_the_lead_stays_and_nobody_leaves_a_bid(cast: Cast) -> None:
    made = alliance(cast, state="bidding")
    with pytest.raises(NotAllowed, match="The lead cannot leave"):
        member_leave(actor=cast.lead, member=made.members.get(organisation=cast.org("harbour")))
    with pytest.raises(NotAllowed, match="A bid names this member"):
        member_leave(actor=cast.partner1, member=made.members.get(organisation=cast.org("easton")))
    page = cast.client("partner1").get(f"/alliances/{made.ref}/")
    assert "A bid names this member." in page.text


def test_a_departed_person_is_out_with_the_next_click(cast: Cast) -> None:
    made = alliance(cast)
    client = cast.client("partner1")
    assert client.get(f"/alliances/{made.ref}/decisions/").status_code == 200
    Membership.objects.filter(user=cast.partner1).update(left_at=clock.now())
    memberships_sync(cast.org("easton"))
    assert client.get(f"/alliances/{made.ref}/decisions/").status_code == 403


@pytest.mark.parametrize(
    ("shares", "said"),
    [(("38", "34", "28"), ""), (("38", "34", "27.99"), "They sum to 99.99."), (("50", "50", "0.01"), "sum to 100.01")],
)
def test_shares_sum_to_100(cast: Cast, shares: tuple[str, str, str], said: str) -> None:
    made = alliance(cast)
    refs = [cast.org(key).ref for key in ("harbour", "easton", "northgate")]
    data = {f"share_{ref}": share for ref, share in zip(refs, shares, strict=True)}
    page = cast.client("lead").post(f"/alliances/{made.ref}/shares/", data, follow=True)
    if said:
        assert said in page.text
        assert made.members.exclude(share_percent=None).count() == 0
    else:
        assert "38%" in page.text
        assert sum(made.members.values_list("share_percent", flat=True)) == Decimal(100)


def test_shares_name_every_member_and_none_below_zero(cast: Cast) -> None:
    made = alliance(cast)
    pks = list(made.members.order_by("pk").values_list("pk", flat=True))
    with pytest.raises(DomainError, match="Every member needs a share"):
        shares_set(actor=cast.lead, alliance=made, shares={pks[0]: Decimal(100)})
    with pytest.raises(DomainError, match="below 0"):
        shares_set(actor=cast.lead, alliance=made, shares=dict(zip(pks, map(Decimal, (110, -10, 0)), strict=True)))
    with pytest.raises(NotAllowed):
        shares_set(actor=cast.partner1, alliance=made, shares=dict.fromkeys(pks, Decimal(0)))


def test_readiness_is_shown_by_consent_and_expired_counts_as_missing(cast: Cast) -> None:
    made = alliance(cast)
    for kind, ends in (("insurance", date(2026, 11, 14)), ("safeguarding", date(2027, 3, 31))):
        ReadinessItem.objects.create(
            organisation=cast.org("easton"),
            kind=kind,
            status="complete",
            evidence=f"Certificate of {kind}",
            expires_on=ends,
            updated_at=clock.now(),
        )
    page = cast.client("lead").get(f"/alliances/{made.ref}/")
    assert "1 of 8 in place, 12%" in page.text
    assert "Ran out on 14 November 2026, so it counts as missing." in page.text
    details = cast.client("lead").get(f"/alliances/{made.ref}/readiness/")
    assert "Certificate of insurance" in details.text
    ends = re.findall(r'data-label="(Evidence|Until)">([^<]+)<', details.text)
    assert ends.count(("Evidence", "None given")) == ends.count(("Until", "No end given")) == 6
    url = f"/alliances/{made.ref}/members/{cast.org('easton').ref}/readiness/"
    assert "Stop showing" in cast.client("partner1").get(url).text
    cast.client("partner1").post(url)
    details = cast.client("lead").get(f"/alliances/{made.ref}/readiness/")
    assert "Certificate of insurance" not in details.text
    assert "It does not show the others what it has in order." in details.text
    assert cast.client("lead").post(url).status_code == 403


def test_the_checklist_has_no_column_for_what_nobody_said(cast: Cast) -> None:
    made = alliance(cast)
    item = {"organisation": cast.org("easton"), "kind": "insurance", "status": "complete", "updated_at": clock.now()}
    ReadinessItem.objects.create(**item)

    def heads() -> set[str]:
        page = cast.client("lead").get(f"/alliances/{made.ref}/readiness/").text
        return set(re.findall(r'role="columnheader">([^<]+)<', page))

    assert heads() == {"Thing", "Status"}
    ReadinessItem.objects.update(expires_on=date(2027, 3, 31))
    assert heads() == {"Thing", "Status", "Until"}


def test_an_unlisted_alliance_is_not_there_for_outsiders(cast: Cast) -> None:
    made = alliance(cast, is_listed=False, name="Quiet harbour")
    for who in ("visitor", "rival", "officer", "admin", "auditor"):
        client = cast.client(who)
        assert client.get(f"/alliances/{made.ref}/").status_code == 404
        assert client.get(f"/alliances/{made.ref}/who-sees/").status_code == 404
        assert "Quiet harbour" not in client.get("/alliances/").text
    page = cast.client("partner1").get("/alliances/")
    assert "Quiet harbour" in page.text
    assert "not public" in page.text


def test_the_public_reads_names_and_principles_and_nothing_of_the_space(cast: Cast) -> None:
    made = alliance(cast)
    question(cast, made, title="A secret plan")
    draft(cast, made, text="Secret clause")
    for who in ("visitor", "rival", "admin"):
        page = cast.client(who).get(f"/alliances/{made.ref}/")
        assert "Easton Pain Peers" in page.text
        assert "Only people of the alliance&#x27;s members see this." in page.text
        for hidden in ("A secret plan", "Secret clause", "in place", "Propose a decision"):
            assert hidden not in page.text


def test_the_list_is_filtered_by_plain_words_and_says_when_nothing_fits(cast: Cast) -> None:
    alliance(cast, name="Alongside", seeking="A hall")
    alliance(cast, name="Morning gardens", agreement_signed=False)
    visitor = cast.client()
    page = visitor.get("/alliances/", {"words": "garden"})
    assert "Morning gardens" in page.text
    assert "Alongside" not in page.text
    assert "Alongside" in visitor.get("/alliances/", {"looking": "yes"}).text
    assert "Morning gardens" not in visitor.get("/alliances/", {"stage": "agreed"}).text
    assert "No alliances found" in visitor.get("/alliances/", {"model": "network_mou"}).text
    assert visitor.get("/alliances/", {"stage": "x", "model": "y", "page": "z"}).status_code == 200


def _sourced(cast: Cast, **extra: Any) -> tuple[Alliance, bool]:
    values: dict[str, Any] = {
        "name": "Connect for Health",
        "lead": cast.org("meridian"),
        "members": [(cast.org("garden"), "Subcontractor")],
        "facts": {"contract_reference": "NW 131", "value": "640,000", "nested": {"is": "left out"}},
        "source": SOURCE,
        **extra,
    }
    return alliance_source(**values)


def test_a_sourced_alliance_says_its_source_and_offers_no_act(cast: Cast) -> None:
    made, is_new = _sourced(cast)
    again, is_newer = _sourced(cast, name="Connect for Health and Care", members=[])
    assert (is_new, is_newer, made.pk) == (True, False, again.pk)
    assert again.members.get().organisation == cast.org("meridian")
    _sourced(cast)
    for who in ("visitor", "rival"):
        page = cast.client(who).get(f"/alliances/{made.ref}/")
        assert "Source: Contract register of the council." in page.text
        assert "OGL 3.0" in page.text
        assert "640,000" in page.text
        assert "Subcontractor" in page.text
        assert "<form" not in page.text.split("<main", 1)[1].split("</main>", 1)[0]
        assert "left out" not in page.text
    assert "As published by Contract register of the council." in cast.client().get("/alliances/").text
    rival = cast.client("rival")
    for path in ("decisions/", "invite/", "agreement/write/", "end/"):
        assert rival.get(f"/alliances/{made.ref}/{path}").status_code == 403
    assert list(drift()) == []


def test_a_source_never_overwrites_what_began_here(cast: Cast) -> None:
    made = alliance(cast)
    Alliance.objects.filter(pk=made.pk).update(source_ref=SOURCE.ref)
    with pytest.raises(DomainError, match="began here"):
        _sourced(cast)
    with pytest.raises(DomainError, match="needs the name of its source"):
        _sourced(cast, source=Source("", "", "", "X 1"))


def test_sourced_organisations_and_those_that_watch_cannot_be_asked(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    imported = Organisation.objects.create(
        ref="ORG-2026-9999", name="Known from a list", kind="provider", state="imported", created_at=clock.now()
    )
    with pytest.raises(DomainError, match="published source only"):
        member_invite(actor=cast.lead, alliance=made, organisation=imported, role="x")
    with pytest.raises(DomainError, match="watches over services"):
        member_invite(actor=cast.lead, alliance=made, organisation=cast.org("watch"), role="x")
    with pytest.raises(DomainError, match="a member already"):
        member_invite(actor=cast.lead, alliance=made, organisation=cast.org("easton"), role="x")
    page = cast.client("lead").get(f"/alliances/{made.ref}/invite/", {"words": "known"})
    assert "No organisation of that name is registered here" in page.text


def test_ending_takes_it_off_the_list_and_stops_every_act(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    question(cast, made)
    page = cast.client("lead").post(f"/alliances/{made.ref}/end/", {"reason": "No tender came."}, follow=True)
    assert "This alliance has ended" in page.text
    assert "Alongside" not in cast.client().get("/alliances/").text
    assert cast.client().get(f"/alliances/{made.ref}/").status_code == 404
    assert cast.client("partner1").get(f"/alliances/{made.ref}/decisions/1/").status_code == 200
    assert cast.client("partner1").get(f"/alliances/{made.ref}/decisions/1/vote/").status_code == 403
    assert cast.client("lead").get(f"/alliances/{made.ref}/invite/").status_code == 403


def test_what_it_says_of_itself_changes_and_the_record_keeps_both(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    data = {"name": "Alongside you", "purpose": "New", "area": "", "seeking": "A hall", "listed": "no"}
    cast.client("lead").post(f"/alliances/{made.ref}/about/", data)
    event = events_about(made).last()
    assert event is not None
    assert (event.data["before"]["name"], event.data["after"]["name"]) == ("Alongside", "Alongside you")
    assert cast.client("rival").get(f"/alliances/{made.ref}/").status_code == 404


Constant = Callable[[Callable[[], Any], Callable[[], Any]], None]


def test_the_list_costs_the_same_for_many(cast: Cast, assert_constant_queries: Constant) -> None:
    client = cast.client("lead")
    assert_constant_queries(lambda: client.get("/alliances/"), lambda: alliance(cast))


def test_the_space_costs_the_same_for_many_members_and_decisions(cast: Cast, assert_constant_queries: Constant) -> None:
    made = alliance(cast)
    client = cast.client("lead")
    count = iter(range(100))

    def add() -> None:
        organisation = Organisation.objects.create(
            ref=f"ORG-2026-8{next(count):03d}",
            name="One more",
            kind="provider",
            state="verified",
            created_at=clock.now(),
        )
        cast.bodies["more"] = organisation
        member(cast, made, "more")
        invited_org = Organisation.objects.create(
            ref=f"ORG-2026-8{next(count):03d}", name="Asked", kind="provider", state="verified", created_at=clock.now()
        )
        cast.bodies["asked"] = invited_org
        invited(cast, made, "asked", expires_at=clock.now() - timedelta(days=1))
        question(cast, made)

    for path in ("", "decisions/", "readiness/"):
        assert_constant_queries(lambda path=path: client.get(f"/alliances/{made.ref}/{path}"), add)  # type: ignore[misc]
