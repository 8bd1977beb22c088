"""Waiting lines and the places in them."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.enums import Language, PriorityClass, QueueTicketState
from counselling.models.agencies import Department, Desk
from counselling.models.appointments import Appointment
from counselling.models.kiosks import Kiosk
from counselling.models.records import Record, ReferencedRecord, StateChange, in_language
from counselling.models.services import Service


class Line(Record):
    """The one waiting line of a department; suspended lines take nobody new.

    `suspended_note` is for staff only. At `suspended_until`, if it is set, the line opens again by
    itself.
    """

    department = models.OneToOneField(Department, models.CASCADE, related_name="line")
    is_suspended = models.BooleanField(default=False)
    suspended_text_ko = models.CharField(max_length=200, blank=True)
    suspended_text_en = models.CharField(max_length=200, blank=True)
    suspended_note = models.CharField(max_length=200, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("대기열")

    def __str__(self) -> str:
        return str(self.department)

    def is_suspended_at(self, now: dt.datetime) -> bool:
        """Say whether it takes nobody new; at its time it opens without being told to."""
        return self.is_suspended and (self.suspended_until is None or now < self.suspended_until)

    @property
    def suspended_text(self) -> str:
        return in_language(self.suspended_text_ko, self.suspended_text_en)


class LineChange(StateChange):
    """Taking nobody new, and taking people again; `why` is the note for staff."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="changes")


class QueueTicket(ReferencedRecord):
    """A place in a line. `number` counts from 1 each day (KST) in each line.

    `holder` names the person, with an account or without: "user:<pk>", "appointment:<pk>" or
    "browser:<random>" (counselling.entered); it carries the rule "one place per person and line".
    `waiting_since` is kept when the place moves. `times_called` counts the calls of this turn,
    `times_missed` the turns that were missed. `lost_at` says since when the waiting page is known
    to be gone; such a place is kept and called after those who are there. With `texts_when_near`
    the person may leave the page and is told once, at `near_told_at`.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="queue_tickets")
    service = models.ForeignKey(Service, models.PROTECT, related_name="queue_tickets")
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="queue_tickets"
    )
    citizen = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="queue_tickets",
    )
    kiosk = models.ForeignKey(
        Kiosk, models.SET_NULL, null=True, blank=True, related_name="queue_tickets"
    )
    holder = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.KOREAN)
    question = models.TextField(max_length=2000, blank=True)
    state = models.CharField(
        max_length=20, choices=QueueTicketState.choices, default=QueueTicketState.WAITING
    )
    priority = models.PositiveSmallIntegerField(
        choices=PriorityClass.choices, default=PriorityClass.WALK_IN
    )
    day = models.DateField()
    number = models.PositiveIntegerField()
    waiting_since = models.DateTimeField(default=timezone.now)
    desk = models.ForeignKey(
        Desk, models.SET_NULL, null=True, blank=True, related_name="queue_tickets"
    )
    called_at = models.DateTimeField(null=True, blank=True)
    times_called = models.PositiveSmallIntegerField(default=0)
    times_missed = models.PositiveSmallIntegerField(default=0)
    lost_at = models.DateTimeField(null=True, blank=True)
    texts_when_near = models.BooleanField(default=False)
    near_told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("대기 순번")
        ordering = ["priority", "waiting_since", "pk"]
        indexes = [
            models.Index(
                fields=["line", "priority", "waiting_since"],
                condition=Q(state=QueueTicketState.WAITING),
                name="queue_ticket_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "day", "number"], name="queue_ticket_number_once"
            ),
            models.UniqueConstraint(
                fields=["line", "holder"],
                condition=Q(state__in=QueueTicketState.active()),
                name="queue_ticket_one_per_person",
            ),
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(state__in=QueueTicketState.active()),
                name="queue_ticket_one_per_appointment",
            ),
            models.UniqueConstraint(
                fields=["desk"],
                condition=Q(state__in=QueueTicketState.at_desk()),
                name="queue_ticket_one_per_desk",
            ),
            models.CheckConstraint(
                name="queue_ticket_called_has_desk",
                condition=~Q(state__in=QueueTicketState.at_desk()) | Q(desk__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class QueueTicketChange(StateChange):
    """One step of a place, with what its turn depended on after the step.

    Steps are written under the lock of the line, so their keys are the order of what happened in
    it: the order of calls can be played again from these rows (counselling.domain.turn_replay).
    `is_in_turn` marks a call of whoever was next.
    """

    queue_ticket = models.ForeignKey(QueueTicket, models.CASCADE, related_name="changes")
    line = models.ForeignKey(Line, models.SET_NULL, null=True, blank=True, related_name="steps")
    service = models.ForeignKey(Service, models.SET_NULL, null=True, blank=True, related_name="+")
    desk = models.ForeignKey(Desk, models.SET_NULL, null=True, blank=True, related_name="+")
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    is_lost = models.BooleanField(default=False)
    is_in_turn = models.BooleanField(default=False)
