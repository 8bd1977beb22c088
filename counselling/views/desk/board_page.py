"""What the templates of the board show, from one load of the board."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.utils import timezone

from counselling.actors import Actor
from counselling.domain import joint_sessions, side_room
from counselling.domain.equipment import latest_check
from counselling.domain.help_requests import shown_at
from counselling.domain.queries.board import Board, BoardRow, load_board
from counselling.domain.queries.earlier_sessions import earlier_sessions, ended_today
from counselling.enums import (
    AppointmentState,
    HelpState,
    JointState,
    ParticipantRole,
    QueueTicketState,
)
from counselling.models import (
    Appointment,
    CounsellingSession,
    Department,
    Desk,
    EquipmentCheck,
    HelpRequest,
    JointMember,
    Line,
    Participant,
    QueueTicket,
    User,
)
from counselling.rules import may_supervise
from counselling.views.desk.case_panel import CaseFile, load_case_file

# From here on a wait is shown as long, and as too long.
LONG_MINUTES = 5
TOO_LONG_MINUTES = 10

SHOWN_APPOINTMENTS = (
    AppointmentState.CONFIRMED,
    AppointmentState.ENTERED,
    AppointmentState.IN_SESSION,
    AppointmentState.DONE,
    AppointmentState.NO_SHOW,
)


@dataclass(frozen=True)
class Case:
    """The person who was called to the desk, or is in the call, and what is known of them."""

    session: CounsellingSession
    ticket: QueueTicket
    check: EquipmentCheck | None
    earlier: QuerySet[CounsellingSession]
    file: CaseFile
    has_side_room: bool = False
    """Officials of other departments are in the call, so that there is somebody to talk to."""
    is_apart: bool = False
    """They talk among themselves, and the citizen is on hold."""

    @property
    def is_handed_over(self) -> bool:
        """Its official has not been in the call yet, though the session goes on."""
        people = self.session.participants.all()
        host = next((who for who in people if who.role == ParticipantRole.OFFICIAL), None)
        return host is not None and host.joined_at is None and self.session.live_at is not None

    @property
    def citizen(self) -> Participant | None:
        people = self.session.participants.all()
        return next((who for who in people if who.role == ParticipantRole.CITIZEN), None)


@dataclass(frozen=True)
class BoardPage:
    """The board with the words and limits of its page."""

    board: Board
    case: Case | None
    now: dt.datetime
    help: list[HelpRequest]
    """Open calls for help in the department, and the official's own fresh answers."""
    joint: list[JointMember]
    """What this department is asked to join, and where the official has accepted."""
    ended: QuerySet[CounsellingSession]
    supervises: bool = False
    long_minutes: int = LONG_MINUTES
    too_long_minutes: int = TOO_LONG_MINUTES

    @property
    def desk(self) -> Desk:
        return self.board.desk

    @property
    def line(self) -> Line:
        return self.board.desk.department.line

    @property
    def is_in_call(self) -> bool:
        """The official joined; before that the person is only called."""
        return self.case is not None and self.case.ticket.state == QueueTicketState.IN_SESSION

    @property
    def is_away(self) -> bool:
        return self.case is None and self.desk.away_since is not None

    @property
    def is_free(self) -> bool:
        """Nobody is at the desk, so that somebody may be called."""
        return self.case is None

    @property
    def called_minutes(self) -> int:
        called_at = self.case.ticket.called_at if self.case else None
        return int((self.now - called_at).total_seconds() // 60) if called_at else 0

    @property
    def shown(self) -> str:
        """Names what the centre shows; a page that shows something else is out of date."""
        if self.case is None:
            return "away" if self.is_away else "free"
        return f"{'call' if self.is_in_call else 'called'}-{self.case.ticket.ref}"

    @property
    def next_row(self) -> BoardRow | None:
        return self.board.next_row

    @property
    def appointments(self) -> list[Appointment]:
        return [item for item in self.board.appointments if item.state in SHOWN_APPOINTMENTS]

    @property
    def appointments_to_come(self) -> int:
        return sum(item.state == AppointmentState.CONFIRMED for item in self.board.appointments)

    @property
    def alarm_refs(self) -> str:
        """What the page rings for: who waits, and colleagues who ask for help.

        During a call and while away it does not.
        """
        if not self.is_free or self.is_away:
            return ""
        waiting = [row.ticket.ref for row in self.board.waiting if row.may_be_called]
        own = self.board.desk.official_id
        asking = [
            f"help-{asked.ref}"
            for asked in self.help
            if asked.state == HelpState.ASKED and asked.asked_by_id != own
        ]
        return " ".join([*waiting, *asking])


def load_board_page(desk: Desk, actor: Actor) -> BoardPage:
    """Load the board and the case at the desk, in a constant number of queries."""
    now = timezone.now()
    board = load_board(desk, now=now)
    return BoardPage(
        board=board,
        case=_case(board),
        now=now,
        help=shown_at(desk, official=cast(User, actor.user), now=now),
        joint=list(_joint(desk, actor)),
        ended=ended_today(desk, now=now),
        supervises=bool(may_supervise(actor, desk.department)),
    )


def _joint(desk: Desk, actor: Actor) -> QuerySet[JointMember]:
    departments = Department.objects.filter(pk=desk.department_id)
    return joint_sessions.asked_of(departments, cast(User, actor.user))


def _case(board: Board) -> Case | None:
    if board.session is None or board.called is None:
        return None
    return Case(
        session=board.session,
        ticket=board.called,
        check=latest_check(board.called),
        earlier=earlier_sessions(board.session),
        file=load_case_file(board.session, board.called),
        **_side_room(board.session, board.called),
    )


def _side_room(session: CounsellingSession, ticket: QueueTicket) -> dict[str, bool]:
    """Say whether there is one; who is apart comes back also after the others have left."""
    if ticket.state != QueueTicketState.IN_SESSION:
        return {}
    states = set(session.joint_members.values_list("state", flat=True))
    is_apart = bool(states) and side_room.is_apart(session)
    return {"has_side_room": is_apart or JointState.JOINED in states, "is_apart": is_apart}
