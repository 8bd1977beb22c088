"""Joint sessions (복합민원, F6): officials of several departments in one session, with a lead.

The lead is the session's own official. Another department is invited into the running session or
into a booked one; whoever accepts there gets a seat in the call, by name and agency. Each writes
the outcome of their own department, the citizen gets one sheet, and the lead ends.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from counselling import live
from counselling.domain.department_topics import help_topic
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import (
    AppointmentState,
    JointState,
    ParticipantRole,
    ParticipantState,
    SessionState,
)
from counselling.exceptions import (
    AlreadyInvitedToSession,
    JointOver,
    SessionClosed,
    StateChanged,
)
from counselling.models import (
    Appointment,
    CounsellingSession,
    Department,
    JointMember,
    Participant,
    User,
)
from video import calls
from video.enums import SeatRole
from video.models import Call, Seat

RELATED = (
    "department__agency",
    "official",
    "participant",
    "appointment__service__department__agency",
    "session__service",
    "session__department__agency",
    "session__desk",
    "session__official",
    "session__queue_ticket",
)


def invite(
    about: CounsellingSession | Appointment, department: Department, *, reason: str, by: User
) -> JointMember:
    """Invite another department; whoever serves there sees it at once and may accept.

    Raises:
        SessionClosed: It is over.
        AlreadyInvitedToSession: That department is there already, or leads.
    """
    session = about if isinstance(about, CounsellingSession) else None
    if session is not None and session.state not in SessionState.unfinished():
        raise SessionClosed
    own = session.department_id if session else about.service.department_id
    if department.pk == own:
        raise AlreadyInvitedToSession
    try:
        with transaction.atomic():
            member = JointMember.objects.create(
                session=session,
                appointment=about if isinstance(about, Appointment) else None,
                department=department,
                reason=reason.strip(),
                invited_by=by,
            )
            record_change(member, from_state="", to=JointState.INVITED, by=by)
            _touch(member)
    except IntegrityError as error:
        raise AlreadyInvitedToSession from error
    return member


def accept(member: JointMember, *, official: User) -> None:
    """Come for the invited department; into a running session at once.

    Raises:
        JointOver: Somebody answered before, it was taken back, or the session is over.
    """
    _settle(
        member,
        to=JointState.ACCEPTED,
        allowed_from=[JointState.INVITED],
        by=official,
        official=official,
    )


def decline(member: JointMember, *, by: User, answer: str = "") -> None:
    """Raises: JointOver."""
    _settle(
        member,
        to=JointState.DECLINED,
        allowed_from=JointState.coming(),
        by=by,
        answer=answer.strip()[:300],
    )


def withdraw(member: JointMember, *, by: AnyUser) -> None:
    """The lead takes the invitation back, as long as nobody has joined. Raises: JointOver."""
    _settle(member, to=JointState.WITHDRAWN, allowed_from=JointState.coming(), by=by)


def join(member: JointMember, *, by: User) -> Seat:
    """Give the official who accepted their seat in the call; again: the same seat.

    Raises:
        JointOver: The session is over, has not begun, or they did not accept.
    """
    session = member.session
    call = calls.open_calls().filter(ref=session.call_ref).first() if session else None
    if session is None or call is None or session.state not in SessionState.unfinished():
        raise JointOver
    with transaction.atomic():
        if member.state == JointState.JOINED and member.participant is not None:
            return Seat.objects.select_related("call").get(ref=member.participant.seat_ref)
        seat = _seat(member, session, call, by)
        _settle(
            member,
            to=JointState.JOINED,
            allowed_from=[JointState.ACCEPTED, JointState.LEFT],
            by=by,
            participant=member.participant,
        )
    return seat


def leave(member: JointMember, *, by: User) -> None:
    """Go before the end; what was written for the department stays. Raises: JointOver."""
    with transaction.atomic():
        _settle(member, to=JointState.LEFT, allowed_from=[JointState.JOINED], by=by)
        participant = member.participant
        seat = Seat.objects.filter(ref=participant.seat_ref).first() if participant else None
        if seat is not None:
            calls.revoke_seat(seat, reason="left")


def bring_members(session: CounsellingSession) -> None:
    """Bring those who were invited to the booking into the session that opens for it."""
    if session.appointment_id is None:
        return
    rows = JointMember.objects.filter(
        appointment=session.appointment_id, state__in=JointState.coming()
    )
    rows.filter(Q(session=None) | Q(session__state=SessionState.CLOSED)).update(session=session)
    for member in session.joint_members.select_related(*RELATED):
        _touch(member)


def asked_of(departments: QuerySet[Department], user: User) -> QuerySet[JointMember]:
    """Return what the departments are asked, and where the user has accepted, until it is over."""
    running = Q(session__state__in=SessionState.unfinished())
    booked = Q(
        session=None,
        appointment__state__in=AppointmentState.active(),
        appointment__ends_at__gt=timezone.now(),
    )
    mine = Q(state=JointState.INVITED) | Q(
        state__in=[JointState.ACCEPTED, JointState.JOINED, JointState.LEFT], official=user
    )
    rows = JointMember.objects.filter(running | booked, mine, department__in=departments)
    return rows.select_related(*RELATED).order_by("pk")


def members_of(about: CounsellingSession | Appointment) -> QuerySet[JointMember]:
    """Return every department that was invited, whatever it answered."""
    return about.joint_members.select_related(*RELATED).order_by("pk")


def name_in_call(member: JointMember, official: User) -> str:
    """Return how everybody in the call reads the official: name and agency."""
    return f"{official} ({member.department.full_name})"[:60]


def _seat(member: JointMember, session: CounsellingSession, call: Call, by: User) -> Seat:
    name = name_in_call(member, by)
    seat = calls.give_seat(call, name=name, role=SeatRole.OFFICIAL)
    member.participant = Participant.objects.create(
        session=session,
        user=by,
        name=name,
        role=ParticipantRole.JOINT_OFFICIAL,
        state=ParticipantState.ADMITTED,
        seat_ref=seat.ref,
    )
    return seat


def _settle(
    member: JointMember,
    *,
    to: JointState,
    allowed_from: tuple[JointState, ...] | list[JointState],
    by: AnyUser,
    **fields: Any,
) -> None:
    try:
        with transaction.atomic():
            change_state(member, to=to, allowed_from=allowed_from, by=by, **fields)
            _touch(member)
    except StateChanged as error:
        raise JointOver from error


def _touch(member: JointMember) -> None:
    """Tell the lead's page, the citizen's, and every board of the invited department."""
    topics = [help_topic(member.department_id)]
    if member.session is not None:
        topics += [live.topic_of(member.session), live.topic_of(member.session.desk)]
    live.touch(live.topic_of(member), *topics)
