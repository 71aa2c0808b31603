"""Every policy, asked by everybody who might ask."""

from portal.alliances.permissions.alliance import can_enter_space, can_manage_alliance
from portal.common.grants import drift
from tests.alliances.factories import alliance
from tests.characters import Cast

MEMBERS = {"lead", "partner1", "partner2"}


def test_only_people_of_members_enter_the_space_and_only_the_lead_convenes(cast: Cast) -> None:
    made = alliance(cast)
    assert cast.allowed(can_enter_space, made) == MEMBERS
    assert cast.allowed(can_manage_alliance, made) == {"lead"}
    assert list(drift()) == []
