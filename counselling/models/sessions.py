"""Counselling sessions: who took part, how it ended, what was written down."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import Outcome, ParticipantRole, ParticipantState, SessionState
from counselling.models.agencies import Department, Desk
from counselling.models.appointments import Appointment
from counselling.models.queue import QueueTicket
from counselling.models.records import Record, ReferencedRecord, StateChange, in_language
from counselling.models.services import Service


class CounsellingSession(ReferencedRecord):
    """The case meeting of a citizen with an official.

    `call_ref` names the video call that carries it (video.Call.ref): video knows nothing of
    counselling, so the link is its public reference.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="counselling_sessions")
    department = models.ForeignKey(Department, models.PROTECT, related_name="counselling_sessions")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="counselling_sessions")
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="counselling_sessions"
    )
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="counselling_sessions"
    )
    queue_ticket = models.ForeignKey(
        QueueTicket, models.PROTECT, null=True, blank=True, related_name="counselling_sessions"
    )
    state = models.CharField(max_length=20, choices=SessionState.choices, default=SessionState.OPEN)
    call_ref = models.CharField(max_length=32, blank=True, db_index=True)
    live_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("영상상담")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["queue_ticket"],
                condition=Q(state__in=SessionState.unfinished()),
                name="session_one_open_per_ticket",
            ),
            models.UniqueConstraint(
                fields=["desk"],
                condition=Q(state__in=SessionState.at_desk()),
                name="session_one_open_per_desk",
            ),
            models.CheckConstraint(
                name="session_closed_has_time",
                condition=~Q(state=SessionState.CLOSED) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.ref}"

    @property
    def is_closed(self) -> bool:
        return self.state == SessionState.CLOSED


class SessionChange(StateChange):
    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="changes")


class Participant(ReferencedRecord):
    """A person in a session; `seat_ref` is their seat in the call (video.Seat.ref)."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
    )
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=ParticipantRole.choices)
    state = models.CharField(
        max_length=20, choices=ParticipantState.choices, default=ParticipantState.INVITED
    )
    linked_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="linked"
    )
    admitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    seat_ref = models.CharField(max_length=32, blank=True, db_index=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    media_received_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("참여자")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Disposition(Record):
    """How the session ended for one department: the outcome the citizen reads."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="dispositions")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=30, choices=Outcome.choices)
    # The words of the service's own outcome code, as they were when it was chosen.
    text_ko = models.CharField(max_length=120, blank=True)
    text_en = models.CharField(max_length=120, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_official = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("처리 결과")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "department"], name="disposition_one_per_department"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """How it ended, in the words of the service or the general ones."""
        return in_language(self.text_ko, self.text_en) or self.get_outcome_display()


class Note(Record):
    """What an official wrote about a session."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=5000)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


class CitizenNote(Note):
    """Guidance that the citizen reads with the outcome."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="citizen_notes")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )


class StaffNote(Note):
    """For staff only: never shown to a citizen."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="staff_notes")
