"""A colleague or supervisor comes into a session that is another official's. Never silently.

Their seat is in the call like everybody's, by name and role: both sides are told before it can
hear anything, and a listener's seat is shown as "관리자가 듣고 있습니다" as long as it is there,
also to a browser that comes back later. Each coming is one row of the access log.
"""

from django.db import transaction

from counselling import live
from counselling.domain import audit
from counselling.domain.department_topics import supervision_topic
from counselling.enums import AccessKind, ParticipantRole
from counselling.exceptions import NoCallToJoin
from counselling.models import CounsellingSession, Participant, User
from video import calls
from video.enums import SeatRole
from video.exceptions import CallEnded
from video.models import Call, Seat

SEAT_ROLES = {
    ParticipantRole.COLLEAGUE: SeatRole.OFFICIAL,
    ParticipantRole.LISTENER: SeatRole.LISTENER,
}
KINDS = {
    ParticipantRole.COLLEAGUE: AccessKind.STEPPED_IN,
    ParticipantRole.LISTENER: AccessKind.LISTENED_IN,
}


def come_along(
    session: CounsellingSession,
    *,
    by: User,
    reason: str,
    role: ParticipantRole = ParticipantRole.COLLEAGUE,
    address: str | None = None,
) -> Seat:
    """Give `by` a seat beside the official: as a colleague who takes part, or to listen only.

    Who is there already keeps the seat; who listened and now takes part changes it, both visibly.

    Raises:
        NoCallToJoin: The session has ended or its official has not joined the call.
    """
    call = Call.objects.filter(ref=session.call_ref).first()
    if session.is_closed or call is None:
        raise NoCallToJoin
    with transaction.atomic():
        seat = _seat_of(session, by, role) or _new_seat(session, call, by, role)
        audit.log_access(
            actor=by,
            address=address,
            kind=KINDS[role],
            subject=live.topic_of(session),
            subject_name=str(session.service),
            whose=_citizen_of(session),
            reason=reason,
        )
        live.touch(session, session.desk, supervision_topic(session.department_id))
    return seat


def beside(session: CounsellingSession, user: User) -> Participant | None:
    """Return the user's place beside the official of the session, the last one given."""
    found = session.participants.filter(user=user, role__in=SEAT_ROLES).exclude(seat_ref="")
    return found.order_by("pk").last()


def _seat_of(session: CounsellingSession, user: User, role: ParticipantRole) -> Seat | None:
    """Return the seat that the user has in this role; one in another role is given up."""
    last = beside(session, user)
    if last is None:
        return None
    seat = Seat.objects.select_related("call").get(ref=last.seat_ref)
    if last.role == role and seat.revoked_at is None:
        return seat
    calls.revoke_seat(seat, reason="removed")
    return None


def _new_seat(session: CounsellingSession, call: Call, user: User, role: ParticipantRole) -> Seat:
    takes_part = role == ParticipantRole.COLLEAGUE
    try:
        seat = calls.give_seat(
            call,
            name=str(user),
            role=SEAT_ROLES[role],
            publish=takes_part,
            share_screen=takes_part,
        )
    except CallEnded as error:
        raise NoCallToJoin from error
    Participant.objects.create(
        session=session, user=user, name=str(user), role=role, seat_ref=seat.ref, admitted_by=user
    )
    return seat


def _citizen_of(session: CounsellingSession) -> str:
    people = session.participants.filter(role=ParticipantRole.CITIZEN)
    return people.values_list("name", flat=True).first() or ""
