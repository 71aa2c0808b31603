"""Role groups "org:<id>:<role>": holders of organisation-wide rights. Their members follow from memberships."""

from collections.abc import Iterator

from django.contrib.auth.models import Group

from portal.common.permissions import forget_cached
from portal.organisations.enums import RESTING_ROLES, MemberRole
from portal.organisations.models import Membership, Organisation


def group_name(organisation: Organisation, role: MemberRole) -> str:
    """ "org:12:bid_lead"."""
    return f"org:{organisation.pk}:{role.value}"


def role_group(organisation: Organisation, role: MemberRole) -> Group:
    """The group of everybody who has this role in this organisation now."""
    return Group.objects.get_or_create(name=group_name(organisation, role))[0]


def memberships_sync(organisation: Organisation) -> None:
    """Make the role groups contain exactly those whose membership says so; a leaver is out with this call."""
    wanted = _wanted(organisation)
    for role in MemberRole:
        group = role_group(organisation, role)
        group.user_set.set(wanted[role])
    forget_cached()


def _wanted(organisation: Organisation) -> dict[MemberRole, set[int]]:
    wanted: dict[MemberRole, set[int]] = {role: set() for role in MemberRole}
    for membership in Membership.objects.current().filter(organisation=organisation).select_related("organisation"):
        for role in _working(membership):
            wanted[role].add(membership.user_id)
    return wanted


def _working(membership: Membership) -> list[MemberRole]:
    """The roles that count now: while the organisation is suspended nobody bids or signs in its name."""
    if not membership.organisation.is_suspended:
        return membership.roles
    return [role for role in membership.roles if role not in RESTING_ROLES]


def drift_of_groups() -> Iterator[str]:
    """Every difference between role groups and memberships."""
    stored: dict[str, set[int]] = {}
    for name, user_id in Group.objects.filter(name__startswith="org:").values_list("name", "user"):
        stored.setdefault(name, set())
        if user_id is not None:
            stored[name].add(user_id)
    wanted: dict[str, set[int]] = {}
    for membership in Membership.objects.current().select_related("organisation"):
        for role in _working(membership):
            wanted.setdefault(group_name(membership.organisation, role), set()).add(membership.user_id)
    for name in sorted(stored.keys() | wanted.keys()):
        for user_id in sorted(wanted.get(name, set()) - stored.get(name, set())):
            yield f"{name}: person {user_id} is missing"
        for user_id in sorted(stored.get(name, set()) - wanted.get(name, set())):
            yield f"{name}: person {user_id} has no such role"
