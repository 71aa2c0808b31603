"""Alliances for tests. Made directly, so that any state can be had at once; grants as the services derive them."""

import hashlib
from datetime import timedelta
from typing import Any

from portal.alliances.models import (
    Agreement,
    AgreementStep,
    Alliance,
    AllianceMember,
    Decision,
    PartnerPost,
    PrinciplesVersion,
    Seat,
    Signature,
    Variation,
    VariationAnswer,
    Vote,
    whole_text,
)
from portal.alliances.permissions.alliance import wanted_grants
from portal.common import clock
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from tests.characters import Cast
from tests.remembered import remembered

SPEAKERS = {
    "harbour": "lead",
    "easton": "partner1",
    "northgate": "partner2",
    "meridian": "rival",
    "garden": "micro",
    "icb": "officer",
    "council": "opener2",
}
"""Who speaks and signs for each organisation."""

TEXT = "1. We decide together.\n\n2. We share what we earn and what we owe."


@remembered
def alliance(
    cast: Cast,
    members: tuple[str, ...] = ("harbour", "easton", "northgate"),
    *,
    agreement_signed: bool = True,
    **extra: Any,
) -> Alliance:
    """An alliance led by its first member. `agreement_signed`: all signed and checked it; else it forms."""
    values: dict[str, Any] = {
        "ref": next_reference(Alliance, "AL"),
        "name": "Alongside",
        "purpose": "Support for people who live with pain, from people who do.",
        "area": "Riverside",
        "lead": cast.org(members[0]),
        "state": "mou_signed" if agreement_signed else "forming",
        "created_by": cast.user(SPEAKERS[members[0]]),
        "created_at": clock.now(),
        **extra,
    }
    made = Alliance.objects.create(**values)
    for key in members:
        member(cast, made, key)
    if agreement_signed:
        text = signed(cast, made, members, state="countersigned")
        step_row(cast, text, members[1] if len(members) > 1 else members[0], "approve")
        step_row(cast, text, members[0], "countersign")
    grants_sync(made, wanted_grants(made))
    return made


@remembered
def member(cast: Cast, of: Alliance, key: str, **extra: Any) -> AllianceMember:
    """One more member, admitted unless `state=` says otherwise."""
    values: dict[str, Any] = {
        "state": "admitted",
        "invited_by": of.created_by,
        "invited_at": clock.now(),
        "answered_at": clock.now(),
        "shares_readiness": True,
        **extra,
    }
    made = AllianceMember.objects.create(alliance=of, organisation=cast.org(key), **values)
    grants_sync(of, wanted_grants(of))
    return made


@remembered
def invited(cast: Cast, of: Alliance, key: str, **extra: Any) -> AllianceMember:
    """An organisation with an invitation that runs out in 14 days."""
    values = {"state": "invited", "answered_at": None, "expires_at": clock.now() + timedelta(days=14), **extra}
    return member(cast, of, key, role="Runs groups", shares_readiness=False, **values)


@remembered
def seat(cast: Cast, of: Alliance, who: str = "member", **extra: Any) -> Seat:
    """A seat of a person with lived experience, held since yesterday."""
    values = {"given_by": of.created_by, "given_at": clock.now() - timedelta(days=1), **extra}
    made = Seat.objects.create(alliance=of, user=cast.user(who), **values)
    grants_sync(of, wanted_grants(of))
    return made


@remembered
def asking(cast: Cast, of: Alliance, key: str) -> AllianceMember:
    """An organisation that asks to join."""
    return member(cast, of, key, state="requested", role="Runs the garden", answered_at=None, invited_by=None)


@remembered
def draft(cast: Cast, of: Alliance, **extra: Any) -> Agreement:
    """A version of the agreement, in draft unless `state=` says otherwise."""
    text = extra.pop("text", TEXT)
    values: dict[str, Any] = {
        "number": of.agreements.count() + 1,
        "title": "Our agreement",
        "drafted_by": of.created_by,
        "drafted_at": clock.now(),
        **extra,
    }
    digest = hashlib.sha256(whole_text(text, extra.get("exit_plan", "")).encode()).hexdigest()
    return Agreement.objects.create(alliance=of, text=text, text_hash=digest, **values)


@remembered
def signed(cast: Cast, of: Alliance, members: tuple[str, ...], **extra: Any) -> Agreement:
    """A version that each of these members signed, not yet approved unless `state=` says otherwise."""
    made = draft(cast, of, **{"state": "signed", "signed_at": clock.now(), **extra})
    for key in members:
        sign_row(cast, made, key)
    return made


@remembered
def sign_row(cast: Cast, agreement: Agreement, key: str) -> Signature:
    """One member's signature."""
    user = cast.user(SPEAKERS[key])
    return Signature.objects.create(
        agreement=agreement,
        member=agreement.alliance.members.get(organisation=cast.org(key)),
        text_hash=agreement.text_hash,
        signed_by=user,
        signed_name=str(user),
        signed_at=clock.now(),
    )


@remembered
def step_row(cast: Cast, agreement: Agreement, key: str, kind: str, reason: str = "") -> AgreementStep:
    """An act on a version in the name of that member; the version's state is not touched."""
    user = cast.user(SPEAKERS[key])
    return AgreementStep.objects.create(
        agreement=agreement,
        kind=kind,
        member=agreement.alliance.members.get(organisation=cast.org(key)),
        reason=reason,
        text_hash=agreement.text_hash,
        acted_by=user,
        acted_name=str(user),
        acted_at=clock.now(),
    )


@remembered
def variation(cast: Cast, agreement: Agreement, key: str = "easton", **extra: Any) -> Variation:
    """A change of one word, put to the members unless `state=` says otherwise."""
    text = extra.pop("text", agreement.text.replace("decide", "choose"))
    plan = extra.pop("exit_plan", agreement.exit_plan)
    values: dict[str, Any] = {
        "number": agreement.alliance.variations.count() + 1,
        "title": "Choose, not decide",
        "reason": "It is what we do.",
        "state": "open",
        "begun_by": cast.user(SPEAKERS[key]),
        "begun_at": clock.now(),
        "proposed_by": cast.user(SPEAKERS[key]),
        "proposed_at": clock.now(),
        **extra,
    }
    return Variation.objects.create(
        alliance=agreement.alliance,
        agreement=agreement,
        member=agreement.alliance.members.get(organisation=cast.org(key)),
        text=text,
        exit_plan=plan,
        text_hash=hashlib.sha256(whole_text(text, plan).encode()).hexdigest(),
        **values,
    )


@remembered
def answer_row(cast: Cast, of: Variation, key: str, kind: str = "agrees", reason: str = "") -> VariationAnswer:
    """One member's answer to a variation."""
    user = cast.user(SPEAKERS[key])
    return VariationAnswer.objects.create(
        variation=of,
        member=of.alliance.members.get(organisation=cast.org(key)),
        kind=kind,
        reason=reason,
        text_hash=of.text_hash,
        answered_by=user,
        answered_name=str(user),
        answered_at=clock.now(),
    )


@remembered
def question(cast: Cast, of: Alliance, **extra: Any) -> Decision:
    """An open decision that needs every member and closes in three days."""
    values: dict[str, Any] = {
        "number": of.decisions.count() + 1,
        "title": "Bid for lot 1 only",
        "proposal": "We bid for groups and one-to-one support and leave the helpline to others.",
        "impact_on_people": "They keep the peers they know.",
        "closes_at": clock.now() + timedelta(days=3),
        "proposed_by": of.created_by,
        "proposed_at": clock.now(),
        **extra,
    }
    return Decision.objects.create(alliance=of, **values)


@remembered
def vote_row(cast: Cast, of: Decision, key: str, choice: str = "approve") -> Vote:
    """One member's vote."""
    return Vote.objects.create(
        decision=of,
        member=of.alliance.members.get(organisation=cast.org(key)),
        choice=choice,
        cast_by=cast.user(SPEAKERS[key]),
        cast_at=clock.now(),
    )


@remembered
def principles(cast: Cast, of: Alliance, text: str = "We decide together.\nWe share the risk.") -> PrinciplesVersion:
    """The next version of the principles."""
    return PrinciplesVersion.objects.create(
        alliance=of,
        number=of.principles.count() + 1,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        written_by=of.created_by,
        written_at=clock.now(),
    )


@remembered
def post(cast: Cast, key: str = "harbour", **extra: Any) -> PartnerPost:
    """Something wanted by an organisation."""
    values: dict[str, Any] = {
        "ref": next_reference(PartnerPost, "PP"),
        "kind": "wanted",
        "title": "A hall with step-free rooms",
        "detail": "Two evenings a week.",
        "area": "Riverside",
        "posted_by": cast.user(SPEAKERS[key]),
        "posted_at": clock.now(),
        **extra,
    }
    return PartnerPost.objects.create(organisation=cast.org(key), **values)
