"""Appointments and entry codes.

The rule that a desk, booth, interpreter, official or contact has at most one active appointment
at a time is held by the database: exclusion constraints on PostgreSQL, triggers on SQLite
(migration 0007_reserve_around_slots). Django remakes SQLite tables when a later migration alters
them and loses triggers on the way: such a migration must end with the same operation again.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.enums import AppointmentState, BookedAs, InterpretedLanguage, Language
from counselling.models.agencies import Desk
from counselling.models.interpreters import Interpreter
from counselling.models.kiosks import Booth
from counselling.models.records import Record, ReferencedRecord, StateChange
from counselling.models.services import Service


class Appointment(ReferencedRecord):
    """A citizen holds a slot: [starts_at, ends_at) at one desk.

    Its desk, booth, interpreter and official are reserved for [reserved_from, reserved_until):
    the slot with the service's time before and after it. The citizen's contact is reserved for the
    slot alone.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="appointments")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="appointments")
    booth = models.ForeignKey(
        Booth, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    interpreter = models.ForeignKey(
        Interpreter, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    interpreted_language = models.CharField(
        max_length=10, choices=InterpretedLanguage.choices, blank=True
    )
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="official_appointments",
    )
    citizen = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointments",
    )
    state = models.CharField(
        max_length=20, choices=AppointmentState.choices, default=AppointmentState.HELD
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reserved_from = models.DateTimeField()
    reserved_until = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.KOREAN)
    question = models.TextField(max_length=2000, blank=True)
    booked_as = models.CharField(max_length=20, choices=BookedAs.choices, default=BookedAs.CITIZEN)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    booker_name = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("예약")
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["desk", "starts_at"], name="appointment_desk_time"),
            models.Index(
                fields=["held_until"],
                condition=Q(state=AppointmentState.HELD),
                name="appointment_held_until",
            ),
            *(
                models.Index(
                    fields=[resource, "starts_at"],
                    condition=Q(**{f"{resource}__isnull": False}),
                    name=f"appointment_{resource}_time",
                )
                for resource in ("booth", "interpreter", "official")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_later", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="appointment_reserves_its_slot",
                condition=Q(reserved_from__lte=F("starts_at"), reserved_until__gte=F("ends_at")),
            ),
            models.CheckConstraint(
                name="appointment_hold_has_end",
                condition=~Q(state=AppointmentState.HELD) | Q(held_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Reserve at least the slot itself."""
        self.reserved_from = self.reserved_from or self.starts_at
        self.reserved_until = self.reserved_until or self.ends_at
        super().save(*args, **kwargs)

    @property
    def is_hold_over(self) -> bool:
        """True when the hold ran out, whether or not it was tidied away yet."""
        return (
            self.state == AppointmentState.HELD
            and self.held_until is not None
            and self.held_until <= timezone.now()
        )


class AppointmentChange(StateChange):
    """One step of a booking; `starts_at` and `desk` are what it was after the step."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="changes")
    starts_at = models.DateTimeField(null=True, blank=True)
    desk = models.ForeignKey(Desk, models.SET_NULL, null=True, blank=True, related_name="+")


def _exactly_one(*names: str) -> Q:
    """Say that one of the named columns is set and the others are empty."""
    one_of = Q()
    for name in names:
        one_of |= Q(**{f"{other}__isnull": other != name for other in names})
    return one_of


ONE_THING = _exactly_one("appointment", "queue_ticket", "conference_member", "booking_request")


class EntryCode(Record):
    """Name + 6 digits that open one appointment, request, queue ticket or seat in a meeting.

    Only a keyed hash over the normalised name and the digits is stored, so one unique index says
    "unique among the active codes of one name". `valid_until` is None until an end is known.
    """

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, blank=True, related_name="entry_codes"
    )
    queue_ticket = models.ForeignKey(
        "counselling.QueueTicket", models.CASCADE, null=True, blank=True, related_name="entry_codes"
    )
    conference_member = models.ForeignKey(
        "counselling.ConferenceMember",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="entry_codes",
    )
    booking_request = models.ForeignKey(
        "counselling.BookingRequest",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="entry_codes",
    )
    # The code of a child's legal representative, beside the child's own.
    representative = models.ForeignKey(
        "counselling.Representative",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="entry_codes",
    )
    normalised_name = models.CharField(max_length=60)
    code_hash = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("인증번호")
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=Q(is_active=True), name="entry_code_active_once"
            ),
            models.CheckConstraint(
                name="entry_code_opens_one_thing",
                condition=ONE_THING,
            ),
        ]


class EntryAttempts(Record):
    """Wrong tries of one (name, network) pair, or of one network: they slow only themselves."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField()
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "entry attempts"
