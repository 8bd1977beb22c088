"""A supervisor gives a session to another desk of the department; the citizen stays in the call."""

from django.db import transaction

from counselling import live
from counselling.domain.department_topics import supervision_topic
from counselling.domain.state_changes import record_change
from counselling.enums import ParticipantRole, ParticipantState, QueueTicketState, SessionState
from counselling.exceptions import DeskBusy, DeskNotStaffed, SessionClosed
from counselling.models import CounsellingSession, Desk, Participant, QueueTicket, User
from video import calls
from video.enums import SeatRole
from video.models import Call, Seat


def reassign(session: CounsellingSession, *, to: Desk, by: User) -> None:
    """Give the session, its ticket and the host's seat to the official at the desk `to`.

    Both desks are locked, the smaller number first.

    Raises:
        SessionClosed: It is over.
        DeskNotStaffed: Nobody sits at the desk, or it is of another department.
        DeskBusy: Somebody is at the desk already.
    """
    with transaction.atomic():
        here, there = session.desk, _lock_desks(session.desk_id, to.pk)[to.pk]
        if there.official is None or there.department_id != session.department_id:
            raise DeskNotStaffed
        if QueueTicket.objects.filter(desk=there, state__in=QueueTicketState.at_desk()).exists():
            raise DeskBusy
        same = CounsellingSession.objects.filter(
            pk=session.pk, desk=here, state__in=SessionState.unfinished()
        )
        if same.update(desk=there, official=there.official) != 1:
            raise SessionClosed
        session.desk, session.official = there, there.official
        ticket = session.queue_ticket
        if ticket is not None:
            QueueTicket.objects.filter(pk=ticket.pk).update(desk=there)
            live.touch(ticket, ticket.line)
        _change_host(session, there.official)
        why = f"desk {here.number} -> {there.number}"
        record_change(session, from_state=session.state, to=session.state, by=by, why=why)
        live.touch(session, here, there, supervision_topic(session.department_id))


def _lock_desks(*pks: int) -> dict[int, Desk]:
    rows = Desk.objects.select_for_update(of=("self",), no_key=True).select_related("official")
    return {desk.pk: desk for desk in rows.filter(pk__in=pks).order_by("pk")}


def _change_host(session: CounsellingSession, official: User) -> None:
    """The new official gets a host's seat; the one before leaves the call and is told why."""
    before = session.participants.get(role=ParticipantRole.OFFICIAL)
    if before.user_id == official.pk:
        return
    call = Call.objects.get(ref=session.call_ref)
    seat = calls.give_seat(call, name=str(official), role=SeatRole.OFFICIAL, moderate=True)
    calls.revoke_seat(Seat.objects.select_related("call").get(ref=before.seat_ref), reason="moved")
    Participant.objects.filter(pk=before.pk).update(
        role=ParticipantRole.COLLEAGUE, state=ParticipantState.LEFT
    )
    Participant.objects.create(
        session=session,
        user=official,
        name=str(official),
        role=ParticipantRole.OFFICIAL,
        seat_ref=seat.ref,
    )
