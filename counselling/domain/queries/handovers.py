"""Handovers: which is open, which was the last, and where a session goes on."""

from counselling.enums import HandoverState, SessionState
from counselling.models import CounsellingSession, Desk, Handover, QueueTicket
from video import calls

RELATED = (
    "transfer__to_service__department__agency",
    "transfer__from_service__department__agency",
    "queue_ticket__line",
    "queue_ticket__appointment",
    "from_session__department__agency",
    "from_session__department__line",
    "from_session__desk",
    "from_session__service",
    "to_session__department__agency",
    "to_session__official",
)


def open_handover_of(ticket: QueueTicket) -> Handover | None:
    """Return the handover during which the person waits in the call."""
    rows = ticket.handovers.filter(state=HandoverState.OFFERED)
    return rows.select_related(*RELATED).first()


def last_handover_of(ticket: QueueTicket) -> Handover | None:
    """Return the last one, whatever became of it."""
    return ticket.handovers.select_related(*RELATED).order_by("-pk").first()


def given_at(desk: Desk) -> Handover | None:
    """Return the handover whose first official, at this desk, is still in the call."""
    rows = Handover.objects.filter(
        from_session__desk=desk, from_session__state=SessionState.HANDING_OVER
    )
    return rows.order_by("-pk").first()


def has_open_call(ticket: QueueTicket) -> bool:
    """Say whether the session of the ticket has a call that can be kept."""
    refs = ticket.counselling_sessions.filter(state__in=SessionState.unfinished())
    return calls.open_calls().filter(ref__in=refs.values("call_ref")).exists()


def is_call_kept(session: CounsellingSession) -> bool:
    """Say whether a session that was handed over is over, but not its call."""
    was_given = session.handovers_given.exclude(state=HandoverState.TAKEN_BACK).exists()
    return was_given and calls.open_calls().filter(ref=session.call_ref).exists()


def where_it_goes_on(session: CounsellingSession) -> QueueTicket | None:
    """Return the ticket of a session that was handed over and not ended with an outcome."""
    was_given = session.handovers_given.exclude(state=HandoverState.TAKEN_BACK).exists()
    return session.queue_ticket if was_given and session.is_closed else None
