"""Advisory meetings: gathered in a lobby, held in one call (planned in conference_planning)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain import entry_codes
from counselling.domain.state_changes import AnyUser, change_state
from counselling.enums import ConferenceState, MemberRole, MemberState
from counselling.exceptions import ConferenceClosed, NotInLobby, StateChanged
from counselling.models import Conference, ConferenceMember
from video import calls
from video.enums import CallKind, EndReason, SeatRole
from video.models import Call, CallEvent, Seat

SEAT_ROLES = {
    MemberRole.CHAIR: SeatRole.CHAIR,
    MemberRole.SECRETARY: SeatRole.SECRETARY,
    MemberRole.MEMBER: SeatRole.MEMBER,
    MemberRole.PRESENTER: SeatRole.MEMBER,
    MemberRole.OBSERVER: SeatRole.OBSERVER,
}
MODERATORS = (MemberRole.CHAIR, MemberRole.SECRETARY)


def open_lobby(conference: Conference, *, by: AnyUser) -> None:
    """Let members into the lobby and open the call that the meeting will use.

    Raises:
        StateChanged: It is open already, or the meeting is over.
    """
    with transaction.atomic():
        call = calls.open_call(subject=live.topic_of(conference), kind=CallKind.CONFERENCE)
        change_state(
            conference,
            to=ConferenceState.LOBBY,
            allowed_from=[ConferenceState.PLANNED],
            by=by,
            call_ref=call.ref,
            opened_at=timezone.now(),
        )
        live.touch(conference)


def enter_lobby(member: ConferenceMember, *, by: AnyUser = None) -> None:
    """The member is at the door. Those who were admitted stay so: a reload changes nothing.

    Raises:
        ConferenceClosed: The meeting is over.
    """
    if member.conference.state == ConferenceState.CLOSED:
        raise ConferenceClosed
    if member.state in (MemberState.LOBBY, MemberState.ADMITTED):
        return
    with transaction.atomic():
        change_state(
            member,
            to=MemberState.LOBBY,
            allowed_from=[MemberState.INVITED, MemberState.LEFT, MemberState.DENIED],
            by=by,
            in_lobby_at=timezone.now(),
        )
        live.touch(member.conference, member)


def admit(member: ConferenceMember, *, by: AnyUser) -> Seat:
    """Give a member in the lobby a seat in the call.

    Raises:
        NotInLobby: They are not (any more) in the lobby.
        ConferenceClosed: The lobby is not open, or the meeting is over.
    """
    with transaction.atomic():
        seat = _give_seat(member)
        try:
            change_state(
                member,
                to=MemberState.ADMITTED,
                allowed_from=[MemberState.LOBBY],
                by=by,
                seat_ref=seat.ref,
                admitted_at=timezone.now(),
            )
        except StateChanged as error:
            raise NotInLobby from error
        live.touch(member.conference, member)
    return seat


def admit_all(conference: Conference, *, by: AnyUser) -> int:
    """Admit everybody who is in the lobby; return how many."""
    admitted = 0
    for member in conference.members.filter(state=MemberState.LOBBY).select_related("conference"):
        try:
            admit(member, by=by)
        except NotInLobby:
            continue
        admitted += 1
    return admitted


def deny(member: ConferenceMember, *, by: AnyUser, why: str = "") -> None:
    """Turn a member in the lobby away, or take an admitted one out of the call."""
    with transaction.atomic():
        change_state(
            member,
            to=MemberState.DENIED,
            allowed_from=[MemberState.LOBBY, MemberState.ADMITTED],
            by=by,
            why=why,
        )
        seat = Seat.objects.filter(ref=member.seat_ref).select_related("call").first()
        if seat is not None:
            calls.revoke_seat(seat, reason="denied")
        live.touch(member.conference, member)


def start(conference: Conference, *, by: AnyUser) -> None:
    """Begin the meeting (also after a pause).

    Raises:
        StateChanged: The lobby is not open, or the meeting is over.
    """
    _step(
        conference,
        to=ConferenceState.IN_SESSION,
        allowed_from=[ConferenceState.LOBBY, ConferenceState.PAUSED],
        by=by,
    )


def pause(conference: Conference, *, by: AnyUser) -> None:
    _step(
        conference,
        to=ConferenceState.PAUSED,
        allowed_from=[ConferenceState.IN_SESSION],
        by=by,
    )


def close(conference: Conference, *, by: AnyUser) -> None:
    """End the meeting and its call; codes stop working 7 days later.

    Raises:
        ConferenceClosed: It is over already.
    """
    now = timezone.now()
    with transaction.atomic():
        try:
            change_state(
                conference,
                to=ConferenceState.CLOSED,
                allowed_from=[ConferenceState.PLANNED, *ConferenceState.running()],
                by=by,
                closed_at=now,
            )
        except StateChanged as error:
            raise ConferenceClosed from error
        for member in conference.members.all():
            entry_codes.end_after(member, ended_at=now)
        call = Call.objects.filter(ref=conference.call_ref).first()
        if call is not None:
            calls.end_call(call, reason=EndReason.FINISHED)
        live.touch(conference)


def leave(member: ConferenceMember, *, by: AnyUser = None) -> None:
    """The member goes; they may come back through the lobby."""
    with transaction.atomic():
        change_state(
            member,
            to=MemberState.LEFT,
            allowed_from=[MemberState.LOBBY, MemberState.ADMITTED],
            by=by,
            left_at=timezone.now(),
        )
        live.touch(member.conference, member)


def on_call_event(event: CallEvent) -> None:
    """Follow the call: who leaves it by their own will is not in the meeting any more.

    Somebody who is only lost keeps their place. Runs in the transaction that writes the event.
    """
    if event.seat is None:
        return
    member = ConferenceMember.objects.filter(seat_ref=event.seat.ref).first()
    if member is None:
        return
    if event.type == "seat_left" and event.details.get("reason") == "left":
        _follow(member, MemberState.ADMITTED, MemberState.LEFT, left_at=event.happened_at)
    elif event.type == "seat_connected" and event.seat.revoked_at is None:
        _follow(member, MemberState.LEFT, MemberState.ADMITTED)


def _follow(member: ConferenceMember, before: str, after: str, **fields: Any) -> None:
    try:
        change_state(member, to=after, allowed_from=[before], by=None, why="call", **fields)
    except StateChanged:
        return  # somebody has decided otherwise meanwhile
    live.touch(member.conference, member)


def seat_of(member: ConferenceMember) -> Seat:
    """Return the seat of an admitted member.

    Raises:
        NotInLobby: They were not admitted.
        ConferenceClosed: The meeting is over.
    """
    if member.conference.state == ConferenceState.CLOSED:
        raise ConferenceClosed
    if member.state != MemberState.ADMITTED:
        raise NotInLobby
    return Seat.objects.select_related("call").get(ref=member.seat_ref)


def _give_seat(member: ConferenceMember) -> Seat:
    """Return the member's seat: the one they had, unless it was taken away, else a new one."""
    call = Call.objects.filter(ref=member.conference.call_ref).first()
    if call is None or member.conference.state == ConferenceState.CLOSED:
        raise ConferenceClosed
    known = calls.open_seats(call).filter(ref=member.seat_ref).first()
    role = MemberRole(member.role)
    return known or calls.give_seat(
        call,
        name=member.name,
        role=SEAT_ROLES[role],
        moderate=role in MODERATORS,
        publish=role != MemberRole.OBSERVER,
    )


def _step(
    conference: Conference, *, to: ConferenceState, allowed_from: Sequence[str], by: AnyUser
) -> None:
    with transaction.atomic():
        change_state(conference, to=to, allowed_from=allowed_from, by=by)
        live.touch(conference)
