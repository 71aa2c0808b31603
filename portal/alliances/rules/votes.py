"""When an alliance has decided (domain 4.2). Members are opaque references; who may vote is settled before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.alliances.enums import DecisionKind, DecisionState, VoteChoice
from portal.common.exceptions import DomainError


@dataclass(frozen=True)
class VoteOutcome:
    """`state` is OPEN while votes that can still change the result are missing; `waiting_for` names those members."""

    state: DecisionState
    reason: str
    waiting_for: tuple[str, ...] = ()


def vote_outcome(
    kind: DecisionKind | str,
    voting_members: Collection[str],
    votes: Mapping[str, VoteChoice | str],
    *,
    abstention_blocks: bool = True,
) -> VoteOutcome:
    """The result so far. `voting_members`: every member with a vote in this decision (recused members left out).

    Unanimous: every voting member approves; an abstention blocks unless the agreement says otherwise. Majority: more
    than half of the voting members approve, whoever stays away. DomainError: nobody may vote, or a stranger voted.
    """
    if not voting_members:
        raise DomainError(_("A decision needs at least one member who may vote."))
    if set(votes) - set(voting_members):
        raise DomainError(_("A vote counts only from a member who may vote in this decision."))
    missing = tuple(sorted(set(voting_members) - set(votes)))
    counts = {choice: sum(vote == choice for vote in votes.values()) for choice in VoteChoice}
    if kind == DecisionKind.UNANIMOUS:
        return _unanimous(counts, missing, abstention_blocks)
    return _majority(counts, missing, len(voting_members))


def _unanimous(counts: Mapping[VoteChoice, int], missing: tuple[str, ...], abstention_blocks: bool) -> VoteOutcome:
    if counts[VoteChoice.REJECT]:
        return VoteOutcome(DecisionState.NOT_AGREED, _("A member said no, and every member must say yes."))
    if abstention_blocks and counts[VoteChoice.ABSTAIN]:
        return VoteOutcome(DecisionState.NOT_AGREED, _("A member abstained, and every member must say yes."))
    if missing:
        return VoteOutcome(DecisionState.OPEN, _still_to_vote(len(missing)), missing)
    if not counts[VoteChoice.APPROVE]:
        return VoteOutcome(DecisionState.NOT_AGREED, _("Every member abstained."))
    if counts[VoteChoice.ABSTAIN]:
        return VoteOutcome(DecisionState.AGREED, _("Every member who did not abstain said yes."))
    return VoteOutcome(DecisionState.AGREED, _("Every member said yes."))


def _majority(counts: Mapping[VoteChoice, int], missing: tuple[str, ...], members: int) -> VoteOutcome:
    approvals = counts[VoteChoice.APPROVE]
    words = {"approvals": approvals, "members": members}
    if 2 * approvals > members:
        return VoteOutcome(DecisionState.AGREED, _("%(approvals)d of %(members)d members said yes.") % words)
    if 2 * (approvals + len(missing)) <= members:
        reason = _("%(approvals)d of %(members)d members said yes; more than half are needed.") % words
        return VoteOutcome(DecisionState.NOT_AGREED, reason)
    return VoteOutcome(DecisionState.OPEN, _still_to_vote(len(missing)), missing)


def _still_to_vote(count: int) -> str:
    return ngettext("%(count)d member has still to vote.", "%(count)d members have still to vote.", count) % {
        "count": count
    }
