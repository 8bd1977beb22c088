"""Advisory meetings and their members."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import ConferenceState, Language, MemberRole, MemberState
from counselling.models.agencies import Agency
from counselling.models.records import ReferencedRecord, StateChange


class Conference(ReferencedRecord):
    """A policy advisory meeting by video; `call_ref` names its call once the lobby opened."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="conferences")
    title = models.CharField(max_length=120)
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conferences"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(
        max_length=20, choices=ConferenceState.choices, default=ConferenceState.PLANNED
    )
    call_ref = models.CharField(max_length=32, blank=True, db_index=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("정책자문회의")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                name="conference_ends_later", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="conference_running_has_call",
                condition=~Q(state__in=ConferenceState.running()) | ~Q(call_ref=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ConferenceChange(StateChange):
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="changes")


class ConferenceMember(ReferencedRecord):
    """A person invited to a meeting; `seat_ref` is their seat once admitted."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="conference_memberships",
    )
    name = models.CharField(max_length=60)
    affiliation = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=20, choices=MemberRole.choices)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.KOREAN)
    state = models.CharField(
        max_length=20, choices=MemberState.choices, default=MemberState.INVITED
    )
    seat_ref = models.CharField(max_length=32, blank=True, db_index=True)
    in_lobby_at = models.DateTimeField(null=True, blank=True)
    admitted_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("회의 위원")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference"],
                condition=Q(role=MemberRole.CHAIR),
                name="conference_one_chair",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ConferenceMemberChange(StateChange):
    member = models.ForeignKey(ConferenceMember, models.CASCADE, related_name="changes")
