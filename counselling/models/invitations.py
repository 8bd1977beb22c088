"""Invitations of staff by the administrator of their agency."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.enums import Language, Role
from counselling.models.agencies import Agency, Department
from counselling.models.records import ReferencedRecord


class Invitation(ReferencedRecord):
    """A role that waits for the person who can read the mail of `email`.

    No link and no secret is sent: whoever confirmed the address as theirs finds the invitation
    after signing in. Open until accepted, withdrawn, or `expires_at`.
    """

    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    email = models.EmailField()
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.KOREAN)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("직원 초대")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_has_one_unit",
                condition=(
                    Q(agency__isnull=False, department=None)
                    | Q(agency=None, department__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="invitation_is_not_for_operators", condition=~Q(role=Role.OPERATOR)
            ),
            models.CheckConstraint(
                name="invitation_email_lower", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="invitation_ends_once",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_role_display()}"

    @property
    def unit(self) -> Agency | Department:
        """Where the role is."""
        unit = self.department or self.agency
        assert unit is not None  # noqa: S101 - a constraint says so
        return unit

    @property
    def phone(self) -> str:
        """Notices go by e-mail only."""
        return ""

    @property
    def is_open(self) -> bool:
        return (
            self.accepted_at is None
            and self.withdrawn_at is None
            and self.expires_at > timezone.now()
        )
