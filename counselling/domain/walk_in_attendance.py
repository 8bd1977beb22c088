"""Who came of those who took a queue ticket, by evidence as for appointments (D6, D7, F9).

Called and never seen: the citizen was missing. In the call alone, whatever was pressed at the
desk: the office was, and the person stands at the old place in the line at once. Who was there at
an earlier call only does not come back by it again: nobody else would ever be called.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from counselling.domain.attendance_evidence import (
    LOOKED_BACK,
    evidence_of_walk_in,
    sessions_of_walk_in,
)
from counselling.domain.attendance_findings import write_finding
from counselling.enums import QueueTicketState
from counselling.models import AttendanceFinding, CounsellingSession, QueueTicket
from counselling.timetable.attendance import judge

OVER = (QueueTicketState.DONE, QueueTicketState.MISSED)
JUDGED_AT_ONCE = 200


def note_walk_in(
    ticket: QueueTicket, *, now: dt.datetime | None = None
) -> AttendanceFinding | None:
    """Write the verdict on a walk-in who was called; None for who never was, in this line."""
    now = now or timezone.now()
    sessions = sessions_of_walk_in(ticket)
    if not sessions:
        return None
    evidence = evidence_of_walk_in(ticket, now=now)
    last = max(sessions, key=lambda session: session.pk)
    was_there = any(came.interval.ends_at > last.created_at for came in evidence.citizen_in_call)
    with transaction.atomic():
        return write_finding(
            ticket,
            judge(evidence),
            starts_at=evidence.starts_at,
            session=last,
            is_let_down=was_there,
        )


def judge_walk_ins(*, now: dt.datetime | None = None) -> int:
    """Judge those of whom the end of a call told nothing; return how many.

    Their call had ended before the session did, or goes on at another desk.
    """
    now = now or timezone.now()
    return sum(note_walk_in(ticket, now=now) is not None for ticket in _unjudged(now))


def _unjudged(now: dt.datetime) -> QuerySet[QueueTicket]:
    """Return walk-ins that are done, or missed, without a verdict on the last session."""
    called = CounsellingSession.objects.filter(queue_ticket=OuterRef("pk"))
    last = called.exclude(changes__why="put back").order_by("-pk").values("pk")[:1]
    known = AttendanceFinding.objects.filter(queue_ticket=OuterRef("pk"), session=OuterRef("last"))
    return (
        QueueTicket.objects.filter(
            state__in=OVER, appointment=None, created_at__gte=now - LOOKED_BACK
        )
        .annotate(last=Subquery(last))
        .filter(~Exists(known), last__isnull=False)
        .select_related("line")
        .order_by("pk")[:JUDGED_AT_ONCE]
    )
