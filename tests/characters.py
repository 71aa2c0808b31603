"""The standing characters: everybody who might ask. Every policy is asked by all of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from portal.accounts.models import User
from portal.dashboards.demo.cast import BODIES, PEOPLE, cast_create
from portal.organisations.models import Organisation

VISITOR = "visitor"
NAMES = (VISITOR, *(person.key for person in PEOPLE))


@dataclass
class Cast:
    """People and organisations by their short names: `cast.officer`, `cast.org("harbour")`, `cast.client("lead")`."""

    users: dict[str, User]
    bodies: dict[str, Organisation]

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["users"][name]
        except KeyError as error:
            raise AttributeError(name) from error

    def user(self, name: str) -> Any:
        """A fresh instance, as the next request would load it."""
        return AnonymousUser() if name == VISITOR else User.objects.get(pk=self.users[name].pk)

    def org(self, key: str) -> Organisation:
        """The invented organisation of that key."""
        return self.bodies[key]

    def client(self, name: str = VISITOR) -> Client:
        """A browser in which that person is signed in."""
        client = Client()
        if name != VISITOR:
            client.force_login(self.users[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def allowed(self, policy: Any, *args: Any) -> set[str]:
        """The names of all characters whom `policy(user, *args)` lets; fails when a refusal gives no reason."""
        allowed = set()
        for name in NAMES:
            decision = policy(self.user(name), *args)
            if decision:
                allowed.add(name)
            else:
                assert decision.reason, f"{policy.__name__} refuses {name} without a reason"
        return allowed


def load_cast() -> Cast:
    """The cast from the database, made when it is not there."""
    if not User.objects.filter(email="officer@example.org").exists():
        cast_create()
    users = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@example.org")}
    names = {body.name: body.key for body in BODIES}
    bodies = {names[org.name]: org for org in Organisation.objects.filter(name__in=names)}
    return Cast(users, bodies)
