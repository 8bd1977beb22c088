"""The WebSocket of one browser in one call: reads, hands on, forwards. It decides nothing."""

import asyncio
import contextlib
import json
import logging
from typing import Any

from django.utils import translation

from video.browser_messages import call_group, seat_group
from video.browser_socket import AWAY, BrowserSocket
from video.db import db
from video.exceptions import VideoError
from video.join_tokens import use_token
from video.relay.messages import Message
from video.seat_connection import SeatConnection
from video.signalling import (
    Chat,
    CloseCode,
    Heartbeat,
    Join,
    Layer,
    Leave,
    Moderate,
    Mute,
    QualityReport,
    SdpOffer,
    Sync,
)
from video.turn_credentials import ice_servers

logger = logging.getLogger(__name__)


class CallConsumer(BrowserSocket):
    connection: SeatConnection | None = None
    offer_task: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        self.call_ref: str = self.scope["url_route"]["kwargs"]["call_ref"]
        await super().connect()

    async def disconnect(self, code: int) -> None:
        # No database here: Channels cancels this midway when it takes long.
        if self.connection:
            with contextlib.suppress(*AWAY):  # Redis forgets the member by itself
                await self.leave_groups(self.connection)

    async def obey(self, said: Message) -> None:
        if self.is_joined == isinstance(said, Join):
            await self.strike("not_now", "join comes first, and once.")
            return
        await self.ACTS[type(said)](self, said)

    @property
    def is_joined(self) -> bool:
        return self.connection is not None

    def let_go(self) -> None:
        if self.offer_task:
            self.offer_task.cancel()
        if self.connection:
            self.connection.close()

    async def join(self, said: Join) -> None:
        session_key = self.scope["session"].session_key
        try:
            token, seat = await db(
                use_token, said.token, call_ref=self.call_ref, session_key=session_key
            )
        except VideoError as error:
            await self.refuse(error)
            return
        self.connection = SeatConnection(seat, token)
        await self.enter_groups(self.connection)
        # Whoever sits there in another tab makes room.
        await self.channel_layer.group_send(
            seat_group(seat.ref), {"type": "seat.taken", "by": self.channel_name}
        )
        await self.say("joined", **await self.whole_state(self.connection))
        # The worker gets ready while the browser writes its offer.
        self.offer_task = asyncio.create_task(self.prepare(self.connection), name="call-open")

    async def sdp_offer(self, said: SdpOffer) -> None:
        # A newer offer replaces the one under way: the browser has given that up.
        if self.offer_task and self.offer_task.get_name() == "call-offer":
            self.offer_task.cancel()
        self.offer_task = asyncio.create_task(self.answer(said, self.offer_task), name="call-offer")

    async def mute(self, said: Mute) -> None:
        await self.seated.mute(said.source, muted=said.muted)

    async def chat(self, said: Chat) -> None:
        line = await self.seated.say(text=said.text, client_id=said.client_id)
        # To the one who said it also directly: it must know even when the group does not hear.
        await self.say("chat", sequence=line["number"], **line)

    async def moderate(self, said: Moderate) -> None:
        await self.seated.moderate(said)

    async def leave(self, said: Leave) -> None:
        await self.seated.leave()
        await self.close()

    async def sync(self, said: Sync) -> None:
        await self.say("state", **await self.whole_state(self.seated))

    async def heartbeat(self, said: Heartbeat) -> None:
        """Being heard is all it is for."""

    async def layer(self, said: Layer) -> None:
        await self.seated.set_layer(said.mid, max_height=said.max_height)

    async def quality(self, said: QualityReport) -> None:
        """The relay has figures of its own: only what it cannot see is taken from here."""
        logger.debug("Seat %s: %s", self.seated.seat.ref, said.report)
        await self.seated.report_busy(is_busy=said.report.is_busy)

    ACTS: dict[type[Message], Any] = {
        Join: join,
        SdpOffer: sdp_offer,
        Mute: mute,
        Layer: layer,
        QualityReport: quality,
        Chat: chat,
        Moderate: moderate,
        Leave: leave,
        Sync: sync,
        Heartbeat: heartbeat,
    }

    @property
    def seated(self) -> SeatConnection:
        assert self.connection is not None  # noqa: S101 - obey() lets only join through before
        return self.connection

    async def call_tell(self, event: dict[str, Any]) -> None:
        """A message for the browsers of the call, or for this seat, from wherever it was made."""
        told = event["message"]
        await self.send(json.dumps(told))
        if told["type"] == "ended":
            await self.close(CloseCode.ENDED)
        elif told["type"] == "refused":
            await self.close(CloseCode.REFUSED)
        elif told["type"] == "move" and self.connection:
            # An offer to the worker that is gone will not be answered.
            if self.offer_task:
                self.offer_task.cancel()
            self.offer_task = asyncio.create_task(self.prepare(self.connection), name="call-open")

    async def seat_taken(self, event: dict[str, Any]) -> None:
        if event["by"] == self.channel_name:
            return
        with self.in_language():
            text = translation.gettext(
                "다른 창에서 이 상담에 들어갔습니다. 이 창에서는 끊었습니다."
            )
        await self.say("refused", code="taken_over", text=text)
        await self.close(CloseCode.TAKEN_OVER)

    async def prepare(self, connection: SeatConnection) -> None:
        try:
            await connection.open()
        except (VideoError, *AWAY) as error:
            # The offer tries again and tells the browser.
            logger.info("Call %s is not open yet: %s", self.call_ref, type(error).__name__)

    async def answer(self, said: SdpOffer, before: asyncio.Task[None] | None) -> None:
        if before:
            await asyncio.wait([before])
        try:
            sdp = await self.seated.take_offer(said)
        except VideoError as error:
            await self.tell_error(error, offer=said.offer)
        except AWAY as error:
            await self.give_up(said.type, error)
        else:
            await self.say("sdp_answer", offer=said.offer, sdp=sdp)

    async def look_after(self) -> None:
        """Tells the browser how far the call is, so that it notices what it missed."""
        if over := await self.seated.is_over():
            await self.refuse(over)
            return
        # Membership is lost when Redis is emptied, and nobody would notice (traps.md).
        await self.enter_groups(self.seated)
        await self.say("heartbeat", sequence=self.seated.sequence)

    async def whole_state(self, connection: SeatConnection) -> dict[str, Any]:
        seat = connection.seat
        return {
            "seat": seat.ref,
            "may": {
                "publish": seat.may_publish,
                "share_screen": seat.may_share_screen,
                "moderate": seat.may_moderate,
            },
            "ice_servers": ice_servers(seat.ref),
            **await connection.state(),
        }

    async def enter_groups(self, connection: SeatConnection) -> None:
        await self.channel_layer.group_add(call_group(self.call_ref), self.channel_name)
        await self.channel_layer.group_add(seat_group(connection.seat.ref), self.channel_name)

    async def leave_groups(self, connection: SeatConnection) -> None:
        await self.channel_layer.group_discard(call_group(self.call_ref), self.channel_name)
        await self.channel_layer.group_discard(seat_group(connection.seat.ref), self.channel_name)
