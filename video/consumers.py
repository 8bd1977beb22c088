"""The WebSocket of one browser in one call: reads, hands on, forwards. It decides nothing."""

import asyncio
import contextlib
import json
import logging
import time
from typing import Any

from autobahn.exception import Disconnected
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils import translation
from redis import RedisError

from video.browser_messages import call_group, message, seat_group
from video.db import db
from video.exceptions import CallEnded, TokenRefused, VideoError
from video.join_tokens import use_token
from video.rate import TokenBucket
from video.relay.messages import Message, MessageError
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
    parse,
)
from video.turn_credentials import ice_servers

logger = logging.getLogger(__name__)

JOIN_WITHIN_SECONDS = 10
HEARTBEAT_SECONDS = 15
SILENT_SECONDS = 35
STRIKES = 5
MESSAGES_A_SECOND = 20
MESSAGES_AT_ONCE = 60
MOST_SLOWED = 40  # so many in a row that had to wait, and the browser is cut off


class CallConsumer(AsyncWebsocketConsumer):
    connection: SeatConnection | None = None
    heartbeat_task: asyncio.Task[None] | None = None
    offer_task: asyncio.Task[None] | None = None

    async def __call__(self, *arguments: Any) -> None:
        """Lets go of everything at the end, also when Redis broke it off without disconnect()."""
        try:
            await super().__call__(*arguments)
        finally:
            for task in filter(None, (self.heartbeat_task, self.offer_task)):
                task.cancel()
            if self.connection:
                self.connection.close()

    async def connect(self) -> None:
        self.call_ref: str = self.scope["url_route"]["kwargs"]["call_ref"]
        self.heard_at = time.monotonic()
        self.bucket = TokenBucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE, self.heard_at)
        self.strikes = 0
        self.slowed = 0
        await self.accept()
        self.heartbeat_task = asyncio.create_task(self.beat(), name="call-heartbeat")

    async def disconnect(self, code: int) -> None:
        # No database here: Channels cancels this midway when it takes long.
        if self.connection:
            await self.leave_groups(self.connection)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.heard_at = time.monotonic()
        if not await self.keeps_pace():
            return
        try:
            said = parse(text_data or "")
        except MessageError as error:
            await self.strike("bad_message", str(error))
            return
        await self.obey(said)

    async def obey(self, said: Message) -> None:
        """Does what the browser asked for; what goes wrong is told in words."""
        if (self.connection is None) != isinstance(said, Join):
            await self.strike("not_now", "join comes first, and once.")
            return
        try:
            await self.ACTS[type(said)](self, said)
        except VideoError as error:
            await self.tell_error(error)
        except (RedisError, OSError) as error:
            logger.warning("Call %s: %s not done: %s", self.call_ref, said.type, error)
            await self.close(CloseCode.TRY_AGAIN)

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
        """What people are told comes from the relay's figures; these are for the log."""
        logger.debug("Seat %s: %s", self.seated.seat.ref, said.report)

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
        except (VideoError, RedisError) as error:
            # The offer tries again and tells the browser.
            logger.info("Call %s is not open yet: %s", self.call_ref, type(error).__name__)

    async def answer(self, said: SdpOffer, before: asyncio.Task[None] | None) -> None:
        if before:
            await asyncio.wait([before])
        try:
            sdp = await self.seated.take_offer(said)
        except VideoError as error:
            await self.tell_error(error, offer=said.offer)
        else:
            await self.say("sdp_answer", offer=said.offer, sdp=sdp)

    async def beat(self) -> None:
        """Tells the browser how far the call is, and ends a socket that is of no use any more."""
        await asyncio.sleep(JOIN_WITHIN_SECONDS)
        if self.connection is None:
            await self.refuse(TokenRefused())
            return
        while True:
            if time.monotonic() - self.heard_at > SILENT_SECONDS:
                await self.close(CloseCode.SILENT)
                return
            try:
                await self.look_after(self.connection)
            except (RedisError, OSError) as error:
                logger.warning("Call %s: heartbeat failed: %s", self.call_ref, error)
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def look_after(self, connection: SeatConnection) -> None:
        if over := await connection.is_over():
            await self.refuse(over)
            return
        # Membership is lost when Redis is emptied, and nobody would notice (traps.md).
        await self.enter_groups(connection)
        await self.say("heartbeat", sequence=connection.sequence)

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

    async def keeps_pace(self) -> bool:
        wait = self.bucket.seconds_to_wait(self.heard_at)
        self.slowed = self.slowed + 1 if wait else 0
        if self.slowed > MOST_SLOWED:
            await self.close(CloseCode.TOO_FAST)
            return False
        await asyncio.sleep(wait)
        return True

    async def strike(self, code: str, text: str) -> None:
        self.strikes += 1
        await self.say("error", code=code, text=text)
        if self.strikes >= STRIKES:
            await self.close(CloseCode.BAD_MESSAGES)

    async def tell_error(self, error: VideoError, **more: Any) -> None:
        with self.in_language():
            await self.say("error", code=error.code, text=str(error), **more)

    async def refuse(self, error: VideoError) -> None:
        with self.in_language():
            await self.say("refused", code=error.code, text=str(error))
        await self.close(CloseCode.ENDED if isinstance(error, CallEnded) else CloseCode.REFUSED)

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        # autobahn refuses an IntEnum and would drop the connection without saying why.
        await super().close(None if code is None else int(code), reason)

    async def say(self, type: str, **body: Any) -> None:
        await self.send(json.dumps(message(type, **body), ensure_ascii=False))

    async def send(self, *args: Any, **kwargs: Any) -> None:
        # The browser went while we were about to speak; Daphne tells us so in disconnect().
        with contextlib.suppress(Disconnected):
            await super().send(*args, **kwargs)

    def in_language(self) -> translation.override:
        chosen = self.scope.get("cookies", {}).get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        return translation.override(chosen if chosen in known else settings.LANGUAGE_CODE)
