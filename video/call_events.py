"""What the relay workers say of calls, written to the database once each.

The same event may come again (a restart between writing and acknowledging): the unique
(call, epoch, sequence) makes that harmless.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from video import calls, seat_quality
from video.browser_messages import next_sequence, seat_view, tell_call
from video.enums import CallKind, EndReason, SeatRole, SeatState
from video.models import Call, CallEvent, CallRecord, RelayAssignment, Seat
from video.receivers import tell_receivers
from video.relay.messages import (
    CallClosed,
    CloseCall,
    Event,
    Figures,
    May,
    MediaReceived,
    SeatConnected,
    SeatLeft,
    SeatLost,
    SeatWeak,
    SetPermissions,
    SoundOnly,
    TracksChanged,
)
from video.workers import NO_ANSWER, new_command_id, send_after_commit

logger = logging.getLogger(__name__)

COMMON_FIELDS = {"call", "epoch", "sequence", "worker", "at", "seat"}
# Less than sound takes, even of silence, and more than reports of a connection without media.
SOUND_BPS = 8_000


def record_event(event: Event, *, with_receivers: bool = True) -> CallEvent | None:
    """Writes the event, changes the seat it is about, calls the receivers; all or nothing.

    None when it was written before or its call is not known here.
    """
    with transaction.atomic():
        call = Call.objects.filter(ref=event.call).first()
        if call is None:
            logger.info("An event of call %s, which is not known here.", event.call)
            return None
        written, is_new = CallEvent.objects.get_or_create(
            call=call,
            epoch=event.epoch,
            sequence=event.sequence,
            defaults=_fields_of(event, call),
        )
        if not is_new:
            return None
        _apply(event, call)
        if with_receivers:
            tell_receivers(written)
    return written


def _fields_of(event: Event, call: Call) -> dict[str, Any]:
    details = {name: value for name, value in asdict(event).items() if name not in COMMON_FIELDS}
    return {
        "type": event.type,
        "seat": call.seats.filter(ref=getattr(event, "seat", "")).first(),
        "details": details,
        "happened_at": datetime.fromtimestamp(event.at, UTC),
    }


def _apply(event: Event, call: Call) -> None:
    assignment = RelayAssignment.objects.filter(call=call).first()
    if call.ended_at is not None or (assignment and event.epoch < assignment.epoch):
        _tell_it_is_over(event, call, assignment)
        return
    change = CHANGES.get(type(event))
    seat = call.seats.filter(ref=getattr(event, "seat", "")).first()
    if seat is None:
        return
    if assignment and _was_not_told(event, seat):
        _tell_it_may_nothing(call, seat, assignment)
    if change and seat.revoked_at is None:
        change(event, call, seat)


def _tell_it_is_over(event: Event, call: Call, assignment: RelayAssignment | None) -> None:
    """The worker missed that the call has ended or moved: say it again."""
    if isinstance(event, CallClosed | SeatLeft) or assignment is None:
        return
    close = CloseCall(
        id=new_command_id(),
        call=call.ref,
        epoch=assignment.epoch,
        answer_to=NO_ANSWER,
        reason=call.end_reason or "moved",
    )
    send_after_commit(event.worker, close)


def _was_not_told(event: Event, seat: Seat) -> bool:
    """The worker serves a seat that may nothing any more: Redis was away when it was told.

    A seat on hold may be connected, but nothing is sent to it.
    """
    if seat.revoked_at is not None:
        return not isinstance(event, SeatLeft)
    return seat.on_hold and isinstance(event, Figures) and event.sent_bps >= SOUND_BPS


def _tell_it_may_nothing(call: Call, seat: Seat, assignment: RelayAssignment) -> None:
    nothing = SetPermissions(
        id=new_command_id(),
        call=call.ref,
        epoch=assignment.epoch,
        answer_to=NO_ANSWER,
        seat=seat.ref,
        may=May(),
    )
    send_after_commit(assignment.worker, nothing)


def _connected(event: SeatConnected, call: Call, seat: Seat) -> None:
    CallRecord.objects.get_or_create(
        call=call, defaults={"started_at": datetime.fromtimestamp(event.at, UTC)}
    )
    # A seat that comes back has a new connection, which takes pictures until it proves otherwise.
    comes_back = {"sound_only": False} if seat.state == SeatState.LOST else {}
    _change_seat(call, seat, state=SeatState.CONNECTED, **comes_back)


def _weak(event: SeatWeak, call: Call, seat: Seat) -> None:
    _change_seat(call, seat, state=SeatState.WEAK)


def _lost(event: SeatLost, call: Call, seat: Seat) -> None:
    _change_seat(call, seat, state=SeatState.LOST)
    if call.kind in CallKind.tried_alone() and seat.role != SeatRole.ROBOT:
        calls.end_call(call, reason=EndReason.EMPTY)


def _left(event: SeatLeft, call: Call, seat: Seat) -> None:
    # A seat on hold is closed by the worker too, but its person is still there.
    if not seat.on_hold:
        _change_seat(call, seat, state=SeatState.LEFT, tracks=[])


def _tracks(event: TracksChanged, call: Call, seat: Seat) -> None:
    _change_seat(call, seat, tracks=[asdict(track) for track in event.tracks])


def _heard(event: MediaReceived, call: Call, seat: Seat) -> None:
    if seat.state != SeatState.CONNECTED:
        _change_seat(call, seat, state=SeatState.CONNECTED)


def _figures(event: Figures, call: Call, seat: Seat) -> None:
    seat_quality.take_figures(seat, loss=event.loss, rtt_ms=event.rtt_ms, jitter_ms=event.jitter_ms)


def _sound_only(event: SoundOnly, call: Call, seat: Seat) -> None:
    _change_seat(call, seat, sound_only=event.on)


def _change_seat(call: Call, seat: Seat, **fields: Any) -> None:
    if all(getattr(seat, name) == value for name, value in fields.items()):
        return
    Seat.objects.filter(pk=seat.pk).update(**fields)
    seat.refresh_from_db()
    next_sequence(call)
    tell_call(call, "seat_changed", **seat_view(seat))


CHANGES: dict[type[Event], Callable[..., None]] = {
    SeatConnected: _connected,
    SeatWeak: _weak,
    SeatLost: _lost,
    SeatLeft: _left,
    TracksChanged: _tracks,
    MediaReceived: _heard,
    Figures: _figures,
    SoundOnly: _sound_only,
}
