"""Roles in words."""

from collections.abc import Iterable

from portal.organisations.enums import MemberRole


def role_names(roles: Iterable[str]) -> list[str]:
    """The names of these roles; everybody who belongs is a member."""
    held = set(roles) | {MemberRole.MEMBER.value}
    return [str(role.label) for role in MemberRole if role.value in held]
