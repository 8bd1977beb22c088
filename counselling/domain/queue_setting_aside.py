"""Setting waiting people aside and bringing them back, and giving them another class."""

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain import near_turn, waits
from counselling.domain.line_locks import lock_line_of
from counselling.domain.state_changes import AnyUser, change_state
from counselling.enums import PriorityClass, QueueTicketState
from counselling.models import QueueTicket


def park(ticket: QueueTicket, *, by: AnyUser, why: str = "") -> None:
    """Set a waiting person aside, for example until papers arrive."""
    with transaction.atomic():
        line = lock_line_of(ticket)
        change_state(
            ticket,
            to=QueueTicketState.PARKED,
            allowed_from=[QueueTicketState.WAITING],
            by=by,
            why=why,
        )
        waits.forget_shown(ticket)
        near_turn.tell_who_is_near(line)
        live.touch(ticket, line)


def resume(ticket: QueueTicket, *, by: AnyUser) -> None:
    """Bring a parked or missed person back to their old place in the line."""
    with transaction.atomic():
        line = lock_line_of(ticket)
        change_state(
            ticket,
            to=QueueTicketState.WAITING,
            allowed_from=[QueueTicketState.PARKED, QueueTicketState.MISSED],
            by=by,
            why="resumed",
            lost_at=None,
            seen_at=timezone.now(),
        )
        live.touch(ticket, line)


def give_class(ticket: QueueTicket, priority: PriorityClass, *, by: AnyUser, why: str) -> None:
    """Put a waiting walk-in into another priority class, for a reason that the history keeps.

    Raises:
        StateChanged: They do not wait (any more).
    """
    with transaction.atomic():
        line = lock_line_of(ticket)
        change_state(
            ticket,
            to=QueueTicketState.WAITING,
            allowed_from=[QueueTicketState.WAITING],
            by=by,
            why=why,
            priority=priority,
        )
        near_turn.tell_who_is_near(line)
        live.touch(ticket, line)
