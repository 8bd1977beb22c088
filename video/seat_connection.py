"""One seat's dealings with the relay and the call, as long as its WebSocket lives.

Knows nothing of Channels: the consumer translates between this and the browser's messages.
"""

import logging
from functools import partial
from typing import Any

from redis import RedisError

from video import calls, seat_quality, workers, written_talk
from video.browser_messages import call_state, message_view, tell_seat
from video.db import db
from video.enums import CallKind, EndReason
from video.exceptions import NotAllowed, NoWorker, RelayFailed, SeatRevoked, VideoError
from video.join_tokens import JoinToken, require_usable
from video.models import Call, RelayAssignment, Seat
from video.relay.messages import OpenCall, SdpAnswer, SetLayer, SetMuted, TakeOffer
from video.relay_link import RelayLink
from video.signalling import Moderate, SdpOffer

logger = logging.getLogger(__name__)

LIMIT_SEATS = 20


class SeatConnection:
    """Made after a join token was used. `open()` first, `close()` at the end."""

    def __init__(self, seat: Seat, token: JoinToken) -> None:
        self.seat = seat
        self.token = token
        self._link = RelayLink.of_this_loop()
        self._assignment: RelayAssignment | None = None
        self._is_waiting = False
        self._was_busy = False

    async def open(self) -> None:
        """Has the call served by a living worker.

        Raises: CallEnded, NoWorker, RelayFailed.
        """
        try:
            self._assignment = await db(workers.assign, self.seat.call)
        except RedisError as error:
            raise RelayFailed("no_answer") from error
        self._link.watch(self, self._assignment.worker, self._rescue)
        await self._ask(OpenCall, limit_seats=LIMIT_SEATS)

    def close(self) -> None:
        self._link.unwatch(self)

    async def state(self) -> dict[str, Any]:
        """The call as its browsers see it."""
        return await db(call_state, self.seat.call)

    async def take_offer(self, offer: SdpOffer) -> str:
        """The relay's SDP answer.

        Raises: VideoError.
        """
        await db(self._reread)
        if self._assignment is None:
            await self.open()
        try:
            return await self._offer(offer)
        except RelayFailed as error:
            if error.code not in ("unknown_call", "stale_epoch"):
                raise
        # The worker is new, or the call has moved since we looked.
        await self.open()
        return await self._offer(offer)

    async def mute(self, source: str, *, muted: bool) -> None:
        """Raises: RelayFailed."""
        await self._tell_relay(self.seat.ref, source, muted=muted)

    async def set_layer(self, mid: str, *, max_height: int) -> None:
        """How high the browser shows the picture on that m-line, in pixels.

        Raises: RelayFailed.
        """
        if self._assignment is not None:
            command = self._command(SetLayer)(seat=self.seat.ref, mid=mid, max_height=max_height)
            await self._link.tell(self._assignment.worker, command)

    async def report_busy(self, *, is_busy: bool) -> None:
        """Whether the browser's computer keeps up, as it says of itself."""
        if is_busy != self._was_busy:
            self._was_busy = is_busy
            await db(seat_quality.take_busy, self.seat, is_busy=is_busy)

    async def say(self, *, text: str, client_id: str) -> dict[str, Any]:
        """Raises: CallEnded, SeatRevoked."""
        said = await db(written_talk.say, self.seat, text=text, client_id=client_id)
        return await db(message_view, said)

    async def leave(self) -> None:
        await db(calls.leave, self.seat)

    async def moderate(self, order: Moderate) -> None:
        """Raises: VideoError."""
        await db(self._reread)
        if not (self.token.may_moderate and self.seat.may_moderate):
            raise NotAllowed
        if order.act == "end":
            await db(calls.end_call, self.seat.call, reason=EndReason.FINISHED)
            return
        seat = await db(self._seat_of_call, order.seat)
        if order.act == "mute":
            await self._tell_relay(seat.ref, "microphone", muted=True)
            await db(tell_seat, seat, "moderated", act="mute", by=self.seat.name)
        elif order.act == "remove":
            await db(calls.revoke_seat, seat, reason="removed")
        else:
            await db(calls.hold_seat, seat, on_hold=order.act == "hold")

    async def is_over(self) -> VideoError | None:
        """Why the seat can go on no more, if so; else refreshes what is known of the call."""
        try:
            await db(self._reread)
        except VideoError as error:
            return error
        return None

    @property
    def sequence(self) -> int:
        """Of the call, as last read."""
        return self.seat.call.sequence

    @property
    def is_echo(self) -> bool:
        return self.seat.call.kind == CallKind.ECHO

    async def _offer(self, offer: SdpOffer) -> str:
        answer = await self._ask(
            TakeOffer,
            seat=self.seat.ref,
            sdp=offer.sdp,
            purpose=offer.purpose,
            publishes=offer.publishes,
            receives=offer.receives,
            may=calls.may_of(self.seat),
        )
        if not isinstance(answer, SdpAnswer):
            raise RelayFailed("internal")
        return answer.sdp

    async def _tell_relay(self, seat_ref: str, source: str, *, muted: bool) -> None:
        if self._assignment is None:
            return  # nothing is forwarded yet; the browser says it again after its offer
        command = self._command(SetMuted)
        await self._link.tell(
            self._assignment.worker, command(seat=seat_ref, source=source, muted=muted)
        )

    async def _ask(self, kind: type, **fields: object) -> Any:
        assert self._assignment is not None  # noqa: S101 - open() comes first
        command = self._command(kind)(**fields)
        return await self._link.ask(self._assignment.worker, command)

    def _command(self, kind: type) -> Any:
        assert self._assignment is not None  # noqa: S101 - open() comes first
        return partial(
            kind,
            id=workers.new_command_id(),
            call=self.seat.call.ref,
            epoch=self._assignment.epoch,
            answer_to=self._link.process,
        )

    async def _rescue(self) -> None:
        if self._assignment is None:
            return
        call = self.seat.call.ref
        try:
            moved = await db(workers.rescue, call, epoch=self._assignment.epoch)
        except (NoWorker, RedisError) as error:
            # It is asked three times a second, by every seat: once in the log is enough.
            level = logging.DEBUG if self._is_waiting else logging.WARNING
            logger.log(level, "Call %s waits for a relay: %s", call, type(error).__name__)
            self._is_waiting = True
            return
        self._is_waiting = False
        if moved and moved.worker != self._assignment.worker:
            await self.open()

    def _reread(self) -> None:
        """Raises: CallEnded, SeatRevoked."""
        self.seat = Seat.objects.select_related("call").get(pk=self.seat.pk)
        require_usable(self.seat)

    def _seat_of_call(self, ref: str) -> Seat:
        found = calls.open_seats(Call(pk=self.seat.call_id)).filter(ref=ref)
        seat = found.select_related("call").first()
        if seat is None:
            raise SeatRevoked
        return seat
