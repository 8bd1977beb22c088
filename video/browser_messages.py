"""What the server says to the browsers of a call, and how it gets there.

Every message carries the call's `sequence`. One that announces a change has a number of its own
(`next_sequence`, inside the transaction of the change); after a gap the browser fetches the state.
"""

import asyncio
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db.models import F
from django.utils import timezone

from video.after_commit import after_commit
from video.models import Call, CallMessage, RelayAssignment, Seat
from video.relay.messages import PROTOCOL_VERSION

MESSAGES_IN_STATE = 200
SEND_TIMEOUT_SECONDS = 2


def call_group(call_ref: str) -> str:
    return f"call.{call_ref}"


def seat_group(seat_ref: str) -> str:
    return f"seat.{seat_ref}"


def next_sequence(call: Call) -> int:
    """The number of the next message; call it inside the transaction that makes the change."""
    Call.objects.filter(pk=call.pk).update(sequence=F("sequence") + 1)
    call.sequence = Call.objects.values_list("sequence", flat=True).get(pk=call.pk)
    return call.sequence


def tell_call(call: Call, type: str, **body: Any) -> None:
    """After commit, every browser of the call gets the message (at most once: see `sequence`)."""
    _after_commit(call_group(call.ref), message(type, sequence=call.sequence, **body))


def tell_seat(seat: Seat, type: str, **body: Any) -> None:
    """After commit, the browser at that seat gets the message."""
    _after_commit(seat_group(seat.ref), message(type, sequence=seat.call.sequence, **body))


def message(type: str, **body: Any) -> dict[str, Any]:
    return {"type": type, "v": PROTOCOL_VERSION, **body}


def seat_view(seat: Seat) -> dict[str, Any]:
    """A seat as the browsers see it."""
    return {
        "seat": seat.ref,
        "name": seat.name,
        "role": seat.role,
        "state": seat.state,
        "quality": seat.quality,
        "cause": seat.quality_cause,
        "sound_only": seat.sound_only,
        "on_hold": seat.on_hold,
        "tracks": [] if seat.on_hold else seat.tracks,
    }


def message_view(said: CallMessage) -> dict[str, Any]:
    """A line of the written talk as the browsers see it."""
    return {
        "number": said.sequence,
        "seat": said.seat.ref,
        "name": said.seat.name,
        "client_id": said.client_id,
        "text": said.text,
        "at": said.created_at.isoformat(),
    }


def call_state(call: Call) -> dict[str, Any]:
    """All that a browser must know of the call. The sequence is read first: what happens while
    the rest is read is then told twice, never missed."""
    call.refresh_from_db()
    assignment = RelayAssignment.objects.filter(call=call).first()
    seats = call.seats.filter(revoked_at__isnull=True)
    said = call.messages.select_related("seat").order_by("-sequence")[:MESSAGES_IN_STATE]
    record = getattr(call, "record", None)
    return {
        "sequence": call.sequence,
        "epoch": assignment.epoch if assignment else 0,
        "kind": call.kind,
        "now": timezone.now().isoformat(),
        "started_at": record.started_at.isoformat() if record else None,
        "seats": [seat_view(seat) for seat in seats],
        "messages": [message_view(line) for line in reversed(said)],
    }


def _after_commit(group: str, body: dict[str, Any]) -> None:
    after_commit(_send, group, body)


def _send(group: str, body: dict[str, Any]) -> None:
    async_to_sync(_group_send)(group, body)


async def _group_send(group: str, body: dict[str, Any]) -> None:
    async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
        await get_channel_layer().group_send(group, {"type": "call.tell", "message": body})
