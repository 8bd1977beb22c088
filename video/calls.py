"""Open a call, give a seat in it, end it: what other apps do with calls."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from video.browser_messages import next_sequence, seat_view, tell_call, tell_seat
from video.enums import CallKind, EndReason, SeatRole, SeatState
from video.exceptions import CallEnded
from video.models import Call, CallEvent, CallRecord, RelayAssignment, Seat
from video.receivers import tell_receivers
from video.relay.messages import CloseCall, May, RemoveSeat, SetPermissions
from video.workers import NO_ANSWER, new_command_id, send_after_commit

logger = logging.getLogger(__name__)

ECHO_CALL_LIFE = timedelta(minutes=10)
CALL_ENDED = "call_ended"  # an event of ours: epoch 0, sequence 1


def open_call(*, subject: str, kind: CallKind = CallKind.COUNSELLING) -> Call:
    """A new call about `subject`. A relay worker is chosen when the first seat joins."""
    return Call.objects.create(subject=subject, kind=kind)


def open_echo_call(*, name: str) -> Seat:
    """The only seat of a new call in which one sees and hears oneself over the relay."""
    call = open_call(subject="echo", kind=CallKind.ECHO)
    return give_seat(call, name=name, role=SeatRole.GUEST, share_screen=False)


def end_old_echo_calls() -> int:
    """Ends the checks and practices that nobody has ended; gives how many."""
    too_old = timezone.now() - ECHO_CALL_LIFE
    old = list(open_calls().filter(kind__in=CallKind.tried_alone(), created_at__lt=too_old))
    for call in old:
        end_call(call, reason=EndReason.EMPTY)
    return len(old)


def give_seat(
    call: Call,
    *,
    name: str,
    role: SeatRole,
    moderate: bool = False,
    share_screen: bool = True,
    publish: bool = True,
) -> Seat:
    """A new seat; those who are in the call see that somebody is expected.

    Raises: CallEnded.
    """
    with transaction.atomic():
        if not open_calls().select_for_update().filter(pk=call.pk).exists():
            raise CallEnded
        seat = Seat.objects.create(
            call=call,
            name=name,
            role=role,
            may_moderate=moderate,
            may_share_screen=share_screen,
            may_publish=publish,
        )
        next_sequence(call)
        tell_call(call, "seat_changed", **seat_view(seat))
    return seat


def open_calls() -> QuerySet[Call]:
    return Call.objects.filter(ended_at__isnull=True)


def open_seats(call: Call) -> QuerySet[Seat]:
    """Seats that may be taken or are."""
    return call.seats.filter(revoked_at__isnull=True)


def end_call(call: Call, *, reason: EndReason) -> None:
    """Ends the call for everybody; ending it again changes nothing.

    After commit the worker closes it, the browsers are told, and the receivers get CALL_ENDED.
    """
    now = timezone.now()
    with transaction.atomic():
        if not open_calls().filter(pk=call.pk).update(ended_at=now, end_reason=reason):
            return
        call.refresh_from_db()
        _finish_record(call)
        next_sequence(call)
        tell_call(call, "ended", reason=call.end_reason)
        close_on_worker(call)
        event = CallEvent.objects.create(
            call=call,
            epoch=0,
            sequence=1,
            type=CALL_ENDED,
            happened_at=now,
            details={"reason": call.end_reason},
        )
        # Not now: who ends a call may be in the middle of a change of its own.
        transaction.on_commit(lambda: _tell_ended(event), robust=True)
    logger.info("Call %s ended: %s", call.ref, call.end_reason)


def close_on_worker(call: Call) -> None:
    """After commit, tells the call's worker, if any, that the call is over."""
    assignment = RelayAssignment.objects.filter(call=call).first()
    if assignment:
        close = CloseCall(
            id=new_command_id(),
            call=call.ref,
            epoch=assignment.epoch,
            answer_to=NO_ANSWER,
            reason=call.end_reason,
        )
        send_after_commit(assignment.worker, close)


def revoke_seat(seat: Seat, *, reason: str) -> None:
    """Takes the seat away for good: media stops within a second, its browser is told why."""
    with transaction.atomic():
        revoked = Seat.objects.filter(pk=seat.pk, revoked_at__isnull=True).update(
            revoked_at=timezone.now(), state=SeatState.LEFT, tracks=[]
        )
        if not revoked:
            return
        seat.refresh_from_db()
        next_sequence(seat.call)
        tell_call(seat.call, "seat_changed", gone=True, **seat_view(seat))
        tell_seat(seat, "refused", code="revoked", reason=reason)
        _send_to_worker(seat, SetPermissions, may=May())
    logger.info("Seat %s of call %s revoked: %s", seat.ref, seat.call.ref, reason)


def leave(seat: Seat) -> None:
    """The person has left by their own will; the seat stays theirs.

    A listener's does not: nobody listens again without being announced anew.
    """
    if seat.role == SeatRole.LISTENER:
        revoke_seat(seat, reason="left")
        return
    with transaction.atomic():
        left = Seat.objects.filter(pk=seat.pk, revoked_at__isnull=True).update(
            state=SeatState.LEFT, tracks=[]
        )
        if not left:
            return
        seat.refresh_from_db()
        next_sequence(seat.call)
        tell_call(seat.call, "seat_changed", **seat_view(seat))
        _send_to_worker(seat, RemoveSeat, reason="left")
    if seat.call.kind in CallKind.tried_alone():
        end_call(seat.call, reason=EndReason.EMPTY)


def hold_seat(seat: Seat, *, on_hold: bool) -> None:
    """On hold nobody hears or sees the seat, and it hears and sees nobody."""
    with transaction.atomic():
        if not Seat.objects.filter(pk=seat.pk, on_hold=not on_hold).update(on_hold=on_hold):
            return
        seat.refresh_from_db()
        next_sequence(seat.call)
        tell_call(seat.call, "seat_changed", **seat_view(seat))
        _send_to_worker(seat, SetPermissions, may=may_of(seat))


def may_of(seat: Seat) -> May:
    """What the worker lets the seat do with media."""
    if seat.revoked_at is not None or seat.on_hold:
        return May()
    return May(
        publish=seat.may_publish,
        share_screen=seat.may_share_screen,
        receive=True,
        receive_self=seat.call.kind == CallKind.ECHO,
    )


def _send_to_worker(seat: Seat, command: type, **fields: object) -> None:
    assignment = RelayAssignment.objects.filter(call=seat.call).first()
    if assignment:
        made = command(
            id=new_command_id(),
            call=seat.call.ref,
            epoch=assignment.epoch,
            answer_to=NO_ANSWER,
            seat=seat.ref,
            **fields,
        )
        send_after_commit(assignment.worker, made)


def _finish_record(call: Call) -> None:
    record = CallRecord.objects.filter(call=call, ended_at__isnull=True).first()
    if record and call.ended_at:
        seconds = max(0, round((call.ended_at - record.started_at).total_seconds()))
        CallRecord.objects.filter(pk=record.pk).update(
            ended_at=call.ended_at, reason=call.end_reason, seconds=seconds
        )


def _tell_ended(event: CallEvent) -> None:
    with transaction.atomic():
        tell_receivers(event)
