"""Who judges bids signs in with a second step where it is demanded."""

from portal.accounts.second_step import why_demanded
from tests.characters import Cast
from tests.tenders.factories import draft_procurement


def test_an_evaluator_by_experience_needs_one_as_well(cast: Cast) -> None:
    assert why_demanded(cast.user("expert")) == ""
    draft_procurement(cast)
    assert why_demanded(cast.user("expert")) == "you evaluate bids"
