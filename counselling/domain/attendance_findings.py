"""The verdict on who came: found, written from evidence, and made up for.

Evidence never changes what people said (domain.no_show_corrections).
"""

import datetime as dt
from typing import Any

from counselling import live
from counselling.domain import queue
from counselling.domain.booking_topics import touch_booking
from counselling.domain.new_times import offer_new_times
from counselling.domain.state_changes import change_state, record_change
from counselling.enums import AttendanceSource, AttendanceVerdict, QueueTicketState
from counselling.exceptions import StateChanged
from counselling.models import Appointment, AttendanceFinding, CounsellingSession, QueueTicket
from counselling.timetable.attendance import Finding


def finding_of(about: Appointment | QueueTicket) -> AttendanceFinding | None:
    """Return the verdict on the appointment at its present time, or the last on a walk-in."""
    if isinstance(about, QueueTicket):
        rows = AttendanceFinding.objects.filter(queue_ticket=about)
        return rows.order_by("-starts_at").first()
    return AttendanceFinding.objects.filter(appointment=about, starts_at=about.starts_at).first()


def write_finding(
    about: Appointment | QueueTicket,
    finding: Finding,
    *,
    starts_at: dt.datetime,
    session: CounsellingSession | None,
    is_let_down: bool = True,
) -> AttendanceFinding:
    """Write what evidence gives, and make up for a fault that is not the citizen's.

    is_let_down: False where the fault is an earlier call's, which was made up for then.
    Runs in a transaction of the caller; the row of the verdict is locked.
    """
    row = _row(about, finding, starts_at)
    if row.source == AttendanceSource.EVIDENCE:
        _write(row, finding, session)
    elif row.session != session:
        row.session = session
        row.save(update_fields=["session"])
    if is_let_down:
        make_up_for(row)
    tell(row)
    return row


def make_up_for(finding: AttendanceFinding) -> None:
    """Whose fault it was not may choose another time; a walk-in stands at the old place at once."""
    if finding.state not in AttendanceVerdict.not_the_citizens():
        return
    ticket = finding.queue_ticket
    if ticket is None:
        offer_new_times(finding)
        return
    if ticket.state != QueueTicketState.MISSED:
        return
    try:
        queue.return_to_line(ticket)
    except StateChanged:
        return  # They came back, or left, by themselves.


def tell(finding: AttendanceFinding) -> None:
    """Tell the pages of both sides."""
    if finding.appointment is not None:
        active = finding.appointment.queue_tickets.filter(state__in=QueueTicketState.active())
        touch_booking(finding.appointment)
        live.touch(*active)
    elif finding.queue_ticket is not None:
        live.touch(finding.queue_ticket, finding.queue_ticket.line)


def _row(
    about: Appointment | QueueTicket, finding: Finding, starts_at: dt.datetime
) -> AttendanceFinding:
    """Lock the verdict on that time, or write the first one."""
    name = "queue_ticket" if isinstance(about, QueueTicket) else "appointment"
    rows = AttendanceFinding.objects.select_for_update(of=("self",))
    key: dict[str, Any] = {name: about, "starts_at": starts_at}
    row, is_new = rows.get_or_create(**key, defaults={"state": finding.verdict})
    if is_new:
        record_change(row, from_state="", to=finding.verdict, by=None, why="evidence")
    setattr(row, name, about)
    return row


def _write(row: AttendanceFinding, finding: Finding, session: CounsellingSession | None) -> None:
    missing: dict[str, Any] = {
        "citizen_missing_from": finding.citizen_missing_from,
        "office_missing_from": finding.office_missing_from,
        "session": session,
    }
    if row.state != finding.verdict:
        change_state(
            row, to=finding.verdict, allowed_from=[row.state], by=None, why="evidence", **missing
        )
        return
    AttendanceFinding.objects.filter(pk=row.pk).update(**missing)
    for name, value in missing.items():
        setattr(row, name, value)
