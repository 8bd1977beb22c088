"""People who sign in, and what they are where."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from counselling.enums import Language, Role
from counselling.models.records import Record, ReferencedRecord


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user who signs in with this e-mail; it is stored in lower case."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin, ReferencedRecord):
    """A citizen with an account, or a member of staff (`is_staff`; see Membership for where)."""

    email = models.EmailField(_("이메일"), unique=True)
    name = models.CharField(_("이름"), max_length=100, blank=True)
    phone = models.CharField(_("전화번호"), max_length=20, blank=True)
    language = models.CharField(
        max_length=5, choices=Language.choices, default=Language.KOREAN, verbose_name=_("언어")
    )
    is_staff = models.BooleanField(_("직원"), default=False)
    is_active = models.BooleanField(_("사용 중"), default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="user_email_lower", condition=Q(email=Lower("email")))
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the address in lower case, whoever made the user (sign-up, OIDC)."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return str(self)


class Membership(Record):
    """A user's role in a department, in a whole agency, or (operator) on the whole site."""

    user = models.ForeignKey("counselling.User", models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(
        "counselling.Agency", models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    department = models.ForeignKey(
        "counselling.Department", models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_has_one_unit",
                condition=(
                    Q(role=Role.OPERATOR, agency=None, department=None)
                    | (~Q(role=Role.OPERATOR) & Q(agency__isnull=False, department=None))
                    | (~Q(role=Role.OPERATOR) & Q(agency=None, department__isnull=False))
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                condition=Q(agency__isnull=False),
                name="membership_once_per_agency",
            ),
            models.UniqueConstraint(
                fields=["user", "department", "role"],
                condition=Q(department__isnull=False),
                name="membership_once_per_department",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(agency=None, department=None),
                name="membership_operator_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
