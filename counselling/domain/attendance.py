"""What a citizen answers to a reminder: "가겠습니다" or "못 갑니다"."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from counselling.domain.booking_topics import touch_booking
from counselling.domain.reminders import answer_of
from counselling.enums import AppointmentState, AttendanceAnswer
from counselling.exceptions import CannotReply
from counselling.models import Appointment, AttendanceReply


@dataclass(frozen=True)
class Attendance:
    """Whether coming can be answered now, and the last answer ("" for none)."""

    may_reply: bool
    answer: str


def may_reply(appointment: Appointment, *, now: dt.datetime | None = None) -> bool:
    """Say whether coming can still be answered: it is confirmed and not over."""
    now = now or timezone.now()
    return appointment.state == AppointmentState.CONFIRMED and now < appointment.ends_at


def reply(
    appointment: Appointment, answer: AttendanceAnswer, *, now: dt.datetime | None = None
) -> None:
    """Keep the answer for the present time of the appointment; the official sees it at once.

    Raises:
        CannotReply: It is cancelled, entered or over.
    """
    with transaction.atomic():
        locked = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
        if not may_reply(locked, now=now):
            raise CannotReply
        AttendanceReply.objects.create(
            appointment=locked, starts_at=locked.starts_at, answer=answer
        )
        touch_booking(appointment)


def attendance_of(appointment: Appointment, *, now: dt.datetime | None = None) -> Attendance:
    """Return what the appointment's page asks and what was answered."""
    return Attendance(may_reply=may_reply(appointment, now=now), answer=answer_of(appointment))
