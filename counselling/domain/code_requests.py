"""Sending a lost entry code again, to the address that was left, never to another."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from counselling.domain import entry_codes, notices
from counselling.enums import AppointmentState, NoticeKind, QueueTicketState
from counselling.models import Appointment, Notice, QueueTicket
from counselling.timetable.days import day_of

SENT_AT_MOST = 3
WITHIN = dt.timedelta(hours=1)


def send_codes_again(*, name: str, address: str, now: dt.datetime | None = None) -> int:
    """Send new codes for what this person has open or could read the outcome of.

    Args:
        name: Compared as at the door.
        address: A telephone number or e-mail address that the person left.

    Returns how many codes went out; pages say the same sentence for none, so that nobody learns
    who has an appointment. At most 3 messages an hour go to one address.
    """
    now = now or timezone.now()
    if not address or _was_asked_too_often(address, now):
        return 0
    sent = 0
    theirs: list[Appointment | QueueTicket] = [*_appointments(address, now)]
    theirs += _queue_tickets(address, now)
    for subject in theirs:
        if entry_codes.normalise_name(subject.name) == entry_codes.normalise_name(name):
            send_code(subject)
            sent += 1
    return sent


def send_code(subject: Appointment | QueueTicket) -> None:
    """Make a new code for the person and tell it to the addresses they left."""
    ended_at = _ended_at(subject)
    with transaction.atomic():
        code = entry_codes.issue(subject)
        if ended_at is not None:
            entry_codes.end_after(subject, ended_at=ended_at)
        notices.tell_code_again(subject, code=code)


def _ended_at(subject: Appointment | QueueTicket) -> dt.datetime | None:
    """A new code for a past session lasts no longer than the old one did."""
    session = subject.counselling_sessions.exclude(closed_at=None).order_by("-pk").first()
    return session.closed_at if session else None


def _appointments(address: str, now: dt.datetime) -> list[Appointment]:
    shown = [*AppointmentState.upcoming(), AppointmentState.IN_SESSION, AppointmentState.DONE]
    rows = Appointment.objects.filter(
        _left(address), state__in=shown, ends_at__gt=now - entry_codes.VALID_AFTER_END
    )
    return list(rows.select_related("service").order_by("-starts_at")[:SENT_AT_MOST])


def _queue_tickets(address: str, now: dt.datetime) -> list[QueueTicket]:
    rows = QueueTicket.objects.filter(
        _left(address),
        appointment=None,
        state__in=[*QueueTicketState.active(), QueueTicketState.DONE],
        day__gt=day_of(now - entry_codes.VALID_AFTER_END),
    )
    return list(rows.select_related("service").order_by("-pk")[:SENT_AT_MOST])


def _left(address: str) -> Q:
    return Q(phone=address) | Q(email__iexact=address)


def _was_asked_too_often(address: str, now: dt.datetime) -> bool:
    sent = Notice.objects.filter(
        kind=NoticeKind.CODE_REISSUED, address__iexact=address, created_at__gt=now - WITHIN
    )
    return sent.count() >= SENT_AT_MOST
