"""People. One account each, by e-mail; a name they choose to show; what they need, never why."""

from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from guardian.mixins import GuardianUserMixin

from portal.accounts.enums import NameShown, NeedKind


class UserManager(BaseUserManager["User"]):
    """Accounts are made with an e-mail address instead of a user name."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A verified-later account."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """An account with all of Wagtail's rights; it has no shortcut to protected objects."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "User":
        """By e-mail, whatever the case."""
        return self.get(email__iexact=username)


class User(GuardianUserMixin, AbstractUser):
    """A person with an account."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    name_shown = models.CharField(max_length=10, choices=NameShown, default=NameShown.FULL)
    pseudonym = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta:
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=models.Q(name_shown__in=NameShown.values), name="user_name_shown_valid")
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def display_name(self) -> str:
        """The name others see."""
        if self.name_shown == NameShown.PSEUDONYM and self.pseudonym:
            return self.pseudonym
        if self.name_shown == NameShown.FIRST and self.first_name:
            return self.first_name
        return self.get_full_name() or self.email.partition("@")[0]


class CommunicationNeed(models.Model):
    """One thing a person needs to take part."""

    user = models.ForeignKey(User, models.CASCADE, related_name="communication_needs")
    kind = models.CharField(max_length=20, choices=NeedKind)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="communication_need_once"),
            models.CheckConstraint(condition=models.Q(kind__in=NeedKind.values), name="communication_need_kind_valid"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
