"""Reminders in two steps: written when an appointment is confirmed, dropped when it changes.

They are rows with a due time that beat polls, never tasks with a time: what is dropped here
cannot go out. `expires_at` is the time they tell of, so a reminder of another time is stale.
"""

import datetime as dt

from django.utils import timezone

from counselling.domain.notice_writing import drop_waiting, tell_person
from counselling.domain.unit_settings import settings_of
from counselling.enums import AppointmentState, AttendanceAnswer, NoticeKind
from counselling.models import Appointment, AttendanceReply, Notice

KINDS = (NoticeKind.REMINDER_EARLY, NoticeKind.REMINDER_SOON)


def plan(appointment: Appointment, *, now: dt.datetime | None = None) -> None:
    """Write the reminders of an appointment that are still to come, instead of earlier ones."""
    now = now or timezone.now()
    drop_waiting(appointment, *KINDS)
    settings = settings_of(appointment.service.department)
    minutes = (settings.first_reminder_minutes, settings.second_reminder_minutes)
    for kind, before in zip(KINDS, minutes, strict=True):
        due_at = appointment.starts_at - dt.timedelta(minutes=before)
        if due_at > now:
            tell_person(kind, appointment, due_at=due_at, expires_at=appointment.starts_at)


def drop(appointment: Appointment) -> None:
    """Let no reminder of the appointment go out any more."""
    drop_waiting(appointment, *KINDS)


def is_stale(notice: Notice) -> bool:
    """Say whether a reminder tells of a time that is not the appointment's any more.

    `plan` and `drop` take care of it; this holds whoever changes the appointment.
    """
    if notice.kind not in KINDS:
        return False
    ref = notice.subject.partition(":")[2]
    appointment = Appointment.objects.filter(ref=ref, state=AppointmentState.CONFIRMED).first()
    if appointment is None or appointment.starts_at != notice.expires_at:
        return True
    return answer_of(appointment) == AttendanceAnswer.NOT_COMING


def answer_of(appointment: Appointment) -> str:
    """Return what the citizen last said about coming at its present time; "" for nothing."""
    replies = AttendanceReply.objects.filter(
        appointment=appointment, starts_at=appointment.starts_at
    )
    return replies.order_by("-pk").values_list("answer", flat=True).first() or ""
