"""All desks of a department as its supervisor sees them, in a constant number of queries."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from counselling.domain.desks import PRESENCE_LASTS
from counselling.domain.help_requests import open_requests
from counselling.enums import (
    ParticipantRole,
    ParticipantState,
    QueueTicketState,
    SessionState,
)
from counselling.models import (
    CounsellingSession,
    Department,
    Desk,
    HelpRequest,
    Participant,
    QueueTicket,
)

TROUBLED = (ParticipantState.WEAK, ParticipantState.LOST)
BESIDE = (ParticipantRole.COLLEAGUE, ParticipantRole.LISTENER)


@dataclass(frozen=True)
class DeskRow:
    """A desk, who sits there, and the session there if there is one."""

    desk: Desk
    session: CounsellingSession | None
    asked: HelpRequest | None
    now: dt.datetime

    @property
    def is_left(self) -> bool:
        """Somebody sits there by name, whose board has been closed for a minute."""
        seen_at = self.desk.seen_at
        is_seen = seen_at is not None and seen_at >= self.now - PRESENCE_LASTS
        return self.desk.official_id is not None and not is_seen

    @property
    def state(self) -> str:
        """One of closed, empty, left, away, called, in_call, free."""
        if self.session is not None:
            return "in_call" if self.is_in_call else "called"
        if self.desk.official_id is None:
            return "empty" if self.desk.is_open else "closed"
        if self.is_left:
            return "left"
        return "away" if self.desk.away_since else "free"

    @property
    def is_in_call(self) -> bool:
        ticket = self.session.queue_ticket if self.session else None
        return ticket is None or ticket.state == QueueTicketState.IN_SESSION

    @property
    def minutes(self) -> int:
        """Since the person was called."""
        ticket = self.session.queue_ticket if self.session else None
        began = ticket.called_at if ticket and ticket.called_at else self.now
        return max(int((self.now - began).total_seconds() // 60), 0)

    @property
    def troubled(self) -> list[Participant]:
        """Whose connection is weak or lost."""
        return [who for who in self._people if who.state in TROUBLED]

    @property
    def beside(self) -> list[Participant]:
        """Colleagues and listeners who are in the call."""
        gone = (ParticipantState.LEFT,)
        return [who for who in self._people if who.role in BESIDE and who.state not in gone]

    @property
    def _people(self) -> list[Participant]:
        return list(self.session.participants.all()) if self.session else []


@dataclass(frozen=True)
class Supervision:
    department: Department
    desks: tuple[DeskRow, ...]
    waiting: tuple[QueueTicket, ...]
    asked: tuple[HelpRequest, ...]
    now: dt.datetime

    @property
    def free_desks(self) -> list[Desk]:
        """Where a session may be given to."""
        return [row.desk for row in self.desks if row.state in ("free", "away")]

    @property
    def longest_wait_minutes(self) -> int:
        waits = [(self.now - ticket.waiting_since).total_seconds() for ticket in self.waiting]
        return max(int(max(waits, default=0) // 60), 0)


def load_supervision(department: Department, *, now: dt.datetime | None = None) -> Supervision:
    now = now or timezone.now()
    asked = tuple(open_requests(department))
    by_desk = {question.desk_id: question for question in asked}
    sessions = {session.desk_id: session for session in _sessions(department)}
    desks = department.desks.select_related("official").order_by("number")
    waiting = QueueTicket.objects.filter(
        line__department=department, state=QueueTicketState.WAITING
    ).select_related("service")
    return Supervision(
        department=department,
        desks=tuple(
            DeskRow(desk, sessions.get(desk.pk), by_desk.get(desk.pk), now) for desk in desks
        ),
        waiting=tuple(waiting),
        asked=asked,
        now=now,
    )


def _sessions(department: Department) -> QuerySet[CounsellingSession]:
    found = CounsellingSession.objects.filter(
        desk__department=department, state__in=SessionState.unfinished()
    )
    return found.select_related("service", "official", "queue_ticket").prefetch_related(
        "participants"
    )
