"""Another time at once for who was let down: chosen directly, without asking anew.

The appointment keeps its row, code, papers and history, as when it is moved.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from counselling.domain import booking_notices, entry_codes, queue
from counselling.domain.availability import nearest_slots
from counselling.domain.booking_timetable import OfferedSlot
from counselling.domain.booking_topics import touch_booking
from counselling.domain.claiming import Claim, claim
from counselling.domain.notice_writing import tell_person
from counselling.domain.pools import needs_of
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import AppointmentState, AttendanceVerdict, NoticeKind
from counselling.exceptions import CannotMove, StateChanged
from counselling.models import Appointment, AttendanceFinding, Desk

OFFERED = 3
# Nobody is offered a time that begins sooner than they can make up their mind.
NOT_SOONER_THAN = dt.timedelta(minutes=10)
MAY_CHOOSE = (AppointmentState.CONFIRMED, AppointmentState.ENTERED, AppointmentState.NO_SHOW)


def offer_new_times(finding: AttendanceFinding) -> None:
    """Tell the citizen, once for each appointment time, that they may choose another time."""
    if finding.appointment is None or not may_choose(finding):
        return
    tell_person(
        NoticeKind.OFFICE_MISSED,
        finding.appointment,
        due_at=finding.created_at,
        when=finding.starts_at,
    )


def may_choose(finding: AttendanceFinding) -> bool:
    """Say whether the citizen was let down at the time the appointment still has."""
    appointment = finding.appointment
    return (
        appointment is not None
        and finding.state in AttendanceVerdict.not_the_citizens()
        and finding.starts_at == appointment.starts_at
        and appointment.state in MAY_CHOOSE
    )


def new_times(finding: AttendanceFinding, *, now: dt.datetime | None = None) -> list[OfferedSlot]:
    """Return the next times at which all that the appointment needs is free."""
    appointment = finding.appointment
    if appointment is None or not may_choose(finding):
        return []
    now = now or timezone.now()
    return nearest_slots(
        appointment.service,
        wanted=now + NOT_SOONER_THAN,
        count=OFFERED,
        needs=needs_of(appointment),
        now=now + NOT_SOONER_THAN,
        ignoring=appointment,
    )


def choose(
    finding: AttendanceFinding,
    *,
    starts_at: dt.datetime,
    by: AnyUser,
    now: dt.datetime | None = None,
) -> None:
    """Take the new time and leave the waiting room, in one transaction.

    Raises:
        CannotMove: They were not let down, or have a desk or another time by now.
        SlotNotOffered, SlotTaken, AlreadyBookedThen: Everything stays as it was.
    """
    appointment = finding.appointment
    if appointment is None or not may_choose(finding):
        raise CannotMove

    def take(found: Claim) -> None:
        _take(appointment, found.columns, by=by)

    try:
        claim(
            appointment.service,
            starts_at,
            take,
            needs=needs_of(appointment),
            now=now,
            ignoring=appointment,
        )
    except StateChanged as error:
        raise CannotMove from error


def _take(appointment: Appointment, columns: dict[str, Any], *, by: AnyUser) -> None:
    old_desk: Desk = appointment.desk
    with transaction.atomic():
        ticket = queue.active_ticket_of(appointment)
        if ticket is not None:
            queue.leave(ticket, by=by, why="chose another time")
            appointment.refresh_from_db(fields=["state"])
        change_state(
            appointment,
            to=AppointmentState.CONFIRMED,
            allowed_from=[appointment.state],
            by=by,
            why="let down by the office",
            **columns,
        )
        record_change(
            appointment,
            from_state=AppointmentState.CONFIRMED,
            to=AppointmentState.MOVED,
            by=by,
            why="let down by the office",
        )
        entry_codes.end_after(appointment, ended_at=appointment.ends_at)
        booking_notices.tell_moved(appointment)
        touch_booking(appointment, old_desk)
