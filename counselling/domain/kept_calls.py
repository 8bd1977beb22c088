"""The call of a citizen who is handed over goes on in the next session, in the same seat."""

from counselling import live
from counselling.domain.state_changes import AnyUser, change_state
from counselling.enums import HandoverState, ParticipantRole
from counselling.models import CounsellingSession, Handover, Participant, QueueTicket
from video import calls
from video.models import Call, Seat

GUESTS = (
    ParticipantRole.CITIZEN,
    ParticipantRole.REPRESENTATIVE,
    ParticipantRole.INTERPRETER,
    ParticipantRole.HELPER,
    ParticipantRole.GUEST,
)


def take_over(session: CounsellingSession, ticket: QueueTicket) -> Call | None:
    """Give a session that is just opened the call in which its citizen waits, if they do.

    Those who came with the citizen keep their seats and what is known of them.
    """
    handover = _offered(queue_ticket=ticket)
    call = calls.open_calls().filter(ref=handover.call_ref).first() if handover else None
    if handover is None or call is None:
        return None
    handover.to_session = session
    handover.save(update_fields=["to_session"])
    moved: dict[int, Participant] = {}
    for guest in handover.from_session.participants.filter(role__in=GUESTS).order_by("pk"):
        before, guest.pk, guest.session = guest.pk, None, session
        guest.ref = Participant._meta.get_field("ref").get_default()
        guest.linked_to = moved.get(guest.linked_to_id or 0)
        guest._state.adding = True
        guest.save(force_insert=True)
        moved[before] = guest
    live.touch(handover.from_session)
    return call


def note_taken(session: CounsellingSession, *, by: AnyUser) -> None:
    """The next official joins the call: the handover is done, and nobody takes it back."""
    handover = _offered(to_session=session)
    if handover is not None:
        change_state(handover, to=HandoverState.TAKEN, allowed_from=[HandoverState.OFFERED], by=by)
        live.touch(handover.from_session, handover.queue_ticket)


def give_back(session: CounsellingSession) -> bool:
    """Leave the call to the next one who is called: this session ends before it began.

    Returns False for a session whose call is its own: that one ends with it.
    """
    handover = _offered(to_session=session)
    if handover is None:
        return False
    Handover.objects.filter(pk=handover.pk).update(to_session=None)
    official = session.participants.get(role=ParticipantRole.OFFICIAL)
    calls.revoke_seat(
        Seat.objects.select_related("call").get(ref=official.seat_ref), reason="moved"
    )
    live.touch(handover.from_session)
    return True


def _offered(**about: object) -> Handover | None:
    rows = Handover.objects.filter(state=HandoverState.OFFERED, **about)
    return rows.select_related("from_session", "queue_ticket").first()
