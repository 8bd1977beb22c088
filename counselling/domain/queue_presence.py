"""Whether waiting people are still there: a place is kept, and who is there is called first.

Waiting pages say at least every minute that they are there. After two minutes of silence a place
counts as lost until the page is back; both are steps in its history, as turns depend on them.
Whoever asked for a text message may be away.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain.line_locks import lock_line_of
from counselling.domain.state_changes import record_change
from counselling.enums import QueueTicketState
from counselling.models import Line, QueueTicket
from counselling.timetable.turns import LOST_AFTER


def keep_place(ticket: QueueTicket, *, now: dt.datetime | None = None) -> None:
    """Note that the waiting page is there."""
    now = now or timezone.now()
    QueueTicket.objects.filter(pk=ticket.pk).update(seen_at=now)
    if ticket.lost_at is not None:
        _come_back(ticket)


def note_lost(line: Line, *, now: dt.datetime) -> int:
    """Note whose waiting page is gone; the line must be locked. Returns how many."""
    silent = QueueTicket.objects.filter(
        line=line,
        state=QueueTicketState.WAITING,
        lost_at=None,
        texts_when_near=False,
        seen_at__lt=now - LOST_AFTER,
    )
    tickets = list(silent.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for ticket in tickets:
        _set_lost(ticket, now, why="connection lost")
    return len(tickets)


def note_lost_everywhere(*, now: dt.datetime | None = None) -> int:
    """Note in every line whose waiting page is gone; return how many."""
    now = now or timezone.now()
    silent = QueueTicket.objects.filter(
        state=QueueTicketState.WAITING,
        lost_at=None,
        texts_when_near=False,
        seen_at__lt=now - LOST_AFTER,
    )
    lost = 0
    for pk in sorted(set(silent.values_list("line", flat=True))):
        with transaction.atomic():
            line = Line.objects.select_for_update(no_key=True).get(pk=pk)
            lost += note_lost(line, now=now)
            live.touch(line)
    return lost


def _come_back(ticket: QueueTicket) -> None:
    with transaction.atomic():
        line = lock_line_of(ticket)
        row = QueueTicket.objects.select_for_update(of=("self",), no_key=True).get(pk=ticket.pk)
        if row.lost_at is None:
            return
        _set_lost(row, None, why="connection back")
        live.touch(line)
    ticket.lost_at = None


def _set_lost(ticket: QueueTicket, lost_at: dt.datetime | None, *, why: str) -> None:
    QueueTicket.objects.filter(pk=ticket.pk).update(lost_at=lost_at)
    ticket.lost_at = lost_at
    record_change(ticket, from_state=ticket.state, to=ticket.state, by=None, why=why)
