from typing import Any

from portal.common.clock import now
from portal.dashboards.demo.cast import PEOPLE
from portal.organisations.models import ReadinessItem
from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow
from tests.organisations.factories import claim, imported, invitation, join_request, membership_of, registered

ADMINS = "admin admin2"
HARBOUR = "lead"
SEES = " ".join(person.key for person in PEOPLE if person.body in ("icb", "council"))

MATRIX: dict[str, Row] = {
    "organisations:organisation_list": Row({}, others=200),
    "organisations:organisation_detail": Row({}, others=200, args=lambda w: [w["harbour"].ref]),
    "organisations:organisation_register": Row({}, others=200, visitor=SIGN_IN),
    "organisations:registration_step": Row({}, others=200, visitor=SIGN_IN, args=lambda w: ["name"]),
    "organisations:registration_alike": Row({}, others=302),
    "organisations:registration_check": Row({}, others=302),
    "organisations:registration_discard": Row({}, others=200, visitor=SIGN_IN),
    "organisations:claim_ask": Row(
        allow("carer", 403), others=200, visitor=SIGN_IN, args=lambda w: [w["imported"].ref]
    ),
    "organisations:claim_detail": Row(
        allow(f"carer {ADMINS}"), others=404, visitor=SIGN_IN, args=lambda w: [w["claim"].ref]
    ),
    "organisations:claim_answer": Row(
        allow("carer", 403) | allow(ADMINS), others=404, visitor=SIGN_IN, args=lambda w: [w["claim"].ref]
    ),
    "organisations:claim_withdraw": Row(
        allow("carer", 302) | allow(ADMINS, 403),
        others=404,
        visitor=SIGN_IN,
        method="post",
        args=lambda w: [w["claim"].ref],
    ),
    "organisations:verification_decline": Row(
        allow(ADMINS), others=403, visitor=SIGN_IN, args=lambda w: [w["registered"].ref]
    ),
    "organisations:verification_ask": Row(
        allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref]
    ),
    "organisations:organisation_suspend": Row(
        allow(ADMINS), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref]
    ),
    "organisations:suspension_lift": Row(
        allow(ADMINS), others=404, visitor=SIGN_IN, args=lambda w: [w["suspended"].ref]
    ),
    "organisations:profile_detail": Row(allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref]),
    "organisations:profile_change": Row(
        allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref, "about"]
    ),
    "organisations:name_change": Row(allow(ADMINS), others=403, visitor=SIGN_IN, args=lambda w: [w["named"].ref]),
    "organisations:organisation_waiting": Row(allow(ADMINS), others=403, visitor=SIGN_IN),
    "organisations:commissioner_create": Row(allow(ADMINS), others=403, visitor=SIGN_IN),
    "organisations:organisation_verify": Row(
        allow(ADMINS), others=403, visitor=SIGN_IN, args=lambda w: [w["registered"].ref]
    ),
    "organisations:join_ask": Row(
        allow("lead member", 403), others=200, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref]
    ),
    "organisations:join_withdraw": Row(
        allow("member", 302), others=404, visitor=SIGN_IN, method="post", args=lambda w: [w["harbour"].ref]
    ),
    "organisations:join_answer": Row(
        allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref, w["request"].ref]
    ),
    "organisations:member_list": Row(allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref]),
    "organisations:invitation_send": Row(
        allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref]
    ),
    "organisations:invitation_answer": Row(
        allow("carer"), others=403, visitor=SIGN_IN, args=lambda w: [w["invitation"].token]
    ),
    "organisations:invitation_withdraw": Row(
        allow(HARBOUR, 302),
        others=403,
        visitor=SIGN_IN,
        method="post",
        args=lambda w: [w["harbour"].ref, w["invitation"].token],
    ),
    "organisations:roles_change": Row(
        allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref, w["membership"].ref]
    ),
    # The last administrator cannot go, and nobody else may remove: everybody is refused with a reason.
    "organisations:member_remove": Row(
        {}, others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref, w["membership"].ref]
    ),
    "organisations:readiness_list": Row(allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref]),
    "organisations:readiness_seen": Row(
        allow(f"{SEES} {ADMINS}"), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref, "insurance"]
    ),
    "organisations:readiness_change": Row(
        allow(HARBOUR), others=403, visitor=SIGN_IN, args=lambda w: [w["harbour"].ref, "insurance"]
    ),
}


def world(cast: Cast) -> dict[str, Any]:
    """A question from a resident, an invitation to a carer, an organisation that nobody verified."""
    harbour, sourced = cast.org("harbour"), imported()
    ReadinessItem.objects.create(
        organisation=harbour,
        kind="insurance",
        status="complete",
        evidence="£5 million",
        is_public=True,
        updated_at=now(),
    )
    return {
        "harbour": harbour,
        "registered": registered(),
        "suspended": registered(name="Resting Group", state="suspended"),
        "named": registered(name="Old Name", state="verified", verified_at=now()),
        "imported": sourced,
        "claim": claim(cast.carer, sourced),
        "request": join_request(cast.member, harbour),
        "invitation": invitation(cast.lead, harbour, "carer@example.org"),
        "membership": membership_of(cast.lead, harbour),
    }
