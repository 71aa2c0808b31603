import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.alliances.enums import DecisionKind, DecisionState, VoteChoice
from portal.alliances.rules.votes import vote_outcome
from portal.common.exceptions import DomainError

UNANIMOUS, MAJORITY = DecisionKind.UNANIMOUS, DecisionKind.MAJORITY
YES, NO, ABSTAIN = VoteChoice.APPROVE, VoteChoice.REJECT, VoteChoice.ABSTAIN
OPEN, AGREED, NOT_AGREED = DecisionState.OPEN, DecisionState.AGREED, DecisionState.NOT_AGREED
MEMBERS = ("anchor", "beacon", "corner")


def cast(*choices: VoteChoice | None) -> dict[str, VoteChoice]:
    return {member: choice for member, choice in zip(MEMBERS, choices, strict=True) if choice}


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        (cast(YES, YES, YES), AGREED),
        (cast(YES, YES, None), OPEN),
        (cast(None, None, None), OPEN),
        (cast(YES, YES, NO), NOT_AGREED),
        (cast(NO, None, None), NOT_AGREED),
        (cast(YES, YES, ABSTAIN), NOT_AGREED),
        (cast(ABSTAIN, None, None), NOT_AGREED),
    ],
)
def test_unanimous_means_every_voting_member(votes: dict[str, VoteChoice], state: DecisionState) -> None:
    assert vote_outcome(UNANIMOUS, MEMBERS, votes).state == state


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        (cast(YES, YES, ABSTAIN), AGREED),
        (cast(YES, ABSTAIN, None), OPEN),
        (cast(ABSTAIN, ABSTAIN, ABSTAIN), NOT_AGREED),
        (cast(YES, NO, ABSTAIN), NOT_AGREED),
    ],
)
def test_an_agreement_may_say_that_abstaining_does_not_block(
    votes: dict[str, VoteChoice], state: DecisionState
) -> None:
    assert vote_outcome(UNANIMOUS, MEMBERS, votes, abstention_blocks=False).state == state


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        (cast(YES, YES, None), AGREED),
        (cast(YES, YES, NO), AGREED),
        (cast(YES, NO, None), OPEN),
        (cast(YES, ABSTAIN, None), OPEN),
        (cast(YES, NO, ABSTAIN), NOT_AGREED),
        (cast(NO, NO, None), NOT_AGREED),
        (cast(NO, ABSTAIN, None), NOT_AGREED),
    ],
)
def test_a_majority_is_more_than_half_of_all_voting_members(votes: dict[str, VoteChoice], state: DecisionState) -> None:
    assert vote_outcome(MAJORITY, MEMBERS, votes).state == state


def test_half_is_not_a_majority() -> None:
    assert vote_outcome(MAJORITY, ["a", "b"], {"a": YES, "b": NO}).state == NOT_AGREED
    assert vote_outcome(MAJORITY, ["a", "b"], {"a": YES}).state == OPEN


def test_the_reason_is_said_in_words() -> None:
    assert vote_outcome(UNANIMOUS, MEMBERS, cast(YES, YES, YES)).reason == "Every member said yes."
    assert vote_outcome(UNANIMOUS, MEMBERS, cast(YES, YES, None)).reason == "1 member has still to vote."
    assert vote_outcome(UNANIMOUS, MEMBERS, {}).reason == "3 members have still to vote."
    assert "abstained" in vote_outcome(UNANIMOUS, MEMBERS, cast(YES, ABSTAIN, YES)).reason
    assert vote_outcome(MAJORITY, MEMBERS, cast(YES, YES, NO)).reason == "2 of 3 members said yes."
    assert "more than half" in vote_outcome(MAJORITY, MEMBERS, cast(YES, NO, NO)).reason


def test_it_says_who_is_waited_for() -> None:
    assert vote_outcome(UNANIMOUS, MEMBERS, {"beacon": YES}).waiting_for == ("anchor", "corner")
    assert vote_outcome(UNANIMOUS, MEMBERS, {"beacon": NO}).waiting_for == ()


def test_votes_as_they_are_stored() -> None:
    assert vote_outcome("unanimous", ["a"], {"a": "approve"}).state == AGREED


def test_nobody_to_vote_and_a_stranger_voting() -> None:
    with pytest.raises(DomainError, match="at least one member"):
        vote_outcome(UNANIMOUS, [], {})
    with pytest.raises(DomainError, match="only from a member"):
        vote_outcome(MAJORITY, MEMBERS, {"stranger": YES})


votes_of_members = st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from(VoteChoice), max_size=7)


@given(st.sampled_from(DecisionKind), votes_of_members, st.booleans())
def test_a_decision_once_made_is_not_unmade_by_a_later_vote(
    kind: DecisionKind, votes: dict[str, VoteChoice], blocks: bool
) -> None:
    members = "abcdefg"
    final = vote_outcome(kind, members, votes, abstention_blocks=blocks)
    for member in votes:
        earlier = {name: vote for name, vote in votes.items() if name != member}
        before = vote_outcome(kind, members, earlier, abstention_blocks=blocks)
        assert before.state in {OPEN, final.state}


@given(st.sampled_from(DecisionKind), votes_of_members, st.booleans())
def test_it_is_open_only_while_somebody_is_missing(
    kind: DecisionKind, votes: dict[str, VoteChoice], blocks: bool
) -> None:
    everybody = {member: votes.get(member, NO) for member in "abcdefg"}
    assert vote_outcome(kind, "abcdefg", everybody, abstention_blocks=blocks).state != OPEN
    if vote_outcome(kind, "abcdefg", votes, abstention_blocks=blocks).state == OPEN:
        assert len(votes) < 7
