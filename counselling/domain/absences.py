"""Absences of desks, officials, booths and interpreters, and the bookings that they hit.

An absence removes slots at once. The bookings it hits stay as they are until somebody moves them;
they are listed for that.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from counselling import live
from counselling.domain import changing
from counselling.domain.availability import nearest_slots
from counselling.domain.booking_timetable import OfferedSlot
from counselling.domain.booking_topics import bookings_topic
from counselling.domain.pools import needs_of
from counselling.domain.state_changes import AnyUser
from counselling.domain.unit_changes import Change, record
from counselling.domain.units import unit_of
from counselling.enums import AppointmentState, ChangeTopic
from counselling.exceptions import AppointmentError, StateChanged
from counselling.models import Absence, Appointment, Booth, Department, Desk, Interpreter, User
from counselling.timetable.intervals import Interval

Resource = Desk | User | Booth | Interpreter
COLUMNS: dict[type[Resource], str] = {
    Desk: "desk",
    User: "official",
    Booth: "booth",
    Interpreter: "interpreter",
}
ALTERNATIVES_SHOWN = 3


@dataclass(frozen=True)
class Hit:
    """A booking that an absence hits, and what can be offered instead."""

    appointment: Appointment
    stays_possible: bool
    """The same time is free at another desk, or with another official, booth or interpreter."""
    alternatives: tuple[OfferedSlot, ...]


def bookings_hit(resource: Resource, during: Interval) -> QuerySet[Appointment]:
    """Return the bookings to come that need the resource in the interval, by time."""
    return (
        Appointment.objects.filter(
            _about(resource),
            state__in=AppointmentState.upcoming(),
            reserved_from__lt=during.ends_at,
            reserved_until__gt=during.starts_at,
        )
        .select_related("service__department__agency", "desk", "official", "booth__site")
        .order_by("starts_at", "pk")
    )


def add(
    resource: Resource,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    reason: str = "",
    department: Department,
    by: User,
) -> Absence:
    """Enter an absence; its slots are gone at once. `department` is whose history tells of it."""
    with transaction.atomic():
        absence = Absence.objects.create(
            **{COLUMNS[type(resource)]: resource},
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason,
            entered_by=by,
        )
        _record(absence, department, before="", after=_spoken(absence), by=by)
        live.touch(bookings_topic(department))
    return absence


def take_back(absence: Absence, *, department: Department, by: User) -> None:
    """Let the absence count no more: its slots are free again.

    Raises:
        StateChanged: It was taken back already.
    """
    with transaction.atomic():
        row = Absence.objects.filter(pk=absence.pk, taken_back_at=None)
        if row.update(taken_back_at=timezone.now()) != 1:
            raise StateChanged
        _record(absence, department, before=_spoken(absence), after="", by=by)
        live.touch(bookings_topic(department))


def resource_of(absence: Absence) -> Resource:
    """Return the one thing or person the absence is about."""
    resource = absence.desk or absence.official or absence.booth or absence.interpreter
    if resource is None:  # The check constraint absence_about_one_thing forbids it.
        raise ValueError(absence.pk)
    return resource


def hits_of(absence: Absence, *, limit: int, now: dt.datetime | None = None) -> list[Hit]:
    """Return the bookings that the absence hits, each with where it could be moved."""
    during = Interval(absence.starts_at, absence.ends_at)
    found = bookings_hit(resource_of(absence), during)[:limit]
    return [_hit(appointment, now or timezone.now()) for appointment in found]


def keep_times(absence: Absence, *, by: AnyUser) -> tuple[int, int]:
    """Move every booking hit to another desk (official, booth) at the same time, where one is free.

    Returns how many were moved and how many are left.
    """
    during = Interval(absence.starts_at, absence.ends_at)
    moved = left = 0
    for appointment in bookings_hit(resource_of(absence), during):
        try:
            changing.move(appointment, starts_at=appointment.starts_at, by=by, why="absence")
        except (AppointmentError, StateChanged):
            left += 1
        else:
            moved += 1
    return moved, left


def _hit(appointment: Appointment, now: dt.datetime) -> Hit:
    slots = nearest_slots(
        appointment.service,
        wanted=appointment.starts_at,
        count=ALTERNATIVES_SHOWN + 1,
        needs=needs_of(appointment),
        now=now,
        ignoring=appointment,
    )
    others = [slot for slot in slots if slot.starts_at != appointment.starts_at]
    return Hit(
        appointment=appointment,
        stays_possible=len(others) < len(slots),
        alternatives=tuple(others[:ALTERNATIVES_SHOWN]),
    )


def _about(resource: Resource) -> Q:
    return Q(**{COLUMNS[type(resource)]: resource})


def _record(absence: Absence, department: Department, *, before: str, after: str, by: User) -> None:
    record(
        unit_of(department),
        [Change(Absence._meta.verbose_name or "", before, after)],
        topic=ChangeTopic.CLOSURE,
        subject=f"absence:{absence.ref}",
        name=str(resource_of(absence)),
        by=by,
    )


def _spoken(absence: Absence) -> str:
    starts_at, ends_at = map(timezone.localtime, (absence.starts_at, absence.ends_at))
    return f"{starts_at:%Y-%m-%d %H:%M} - {ends_at:%Y-%m-%d %H:%M} {absence.reason}".strip()
