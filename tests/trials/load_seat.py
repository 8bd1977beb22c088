"""One load seat: it enters as a page does, follows its call to other workers, and measures gaps.

What it hears are packets, not sound: a gap is the longest time without a new packet of somebody's
microphone.
"""

import asyncio
import contextlib
import json
import secrets
import struct
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.benchmarks.lean_peer import OPUS_TYPE, VP8_TYPE, LeanPeer

SOUND = bytes((0x78,)) + secrets.token_bytes(79)
# VP8 descriptor, a keyframe's tag, start code and size (RFC 6386, 9.1): every picture may begin.
PICTURE = b"\x10\x10\x02\x00\x9d\x01\x2a\x40\x01\xf0\x00" + secrets.token_bytes(400)
OLD_GOES_ON_SECONDS = 3.0
OFFER_SECONDS = 8.0


@dataclass
class Heard:
    """The sound of one other seat."""

    last_at: float
    longest: float = 0.0


@dataclass
class Link:
    """One connection and its numbers."""

    peer: LeanPeer
    sound_ssrc: int = 0
    picture_ssrc: int = 0
    numbers: list[int] = field(default_factory=lambda: [0, 0, 0])
    is_up: bool = False


class LoadSeat:
    """`enter` it, `play` it on every beat, `leave` or `vanish` at the end."""

    def __init__(self, url: str, call: str, ref: str, others: list[str]) -> None:
        self._url, self._call, self._ref = url, call, ref
        self._others = others
        self._heard: dict[str, Heard] = {}
        self._links: list[Link] = []
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self._answers: dict[int, asyncio.Future[str]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._offers = 0
        self._is_gone = False
        self.moves = 0
        self.ended = ""

    async def enter(self) -> None:
        """Takes the seat over HTTP, then comes in over the WebSocket."""
        async with self._session.get(f"{self._url}/sit/{self._ref}/") as page:
            page.raise_for_status()
        self._spawn(self._live())
        deadline = time.monotonic() + 40
        while not any(link.is_up for link in self._links):
            if time.monotonic() > deadline:
                raise TimeoutError(f"seat {self._ref} did not come in")
            await asyncio.sleep(0.05)

    def mark(self) -> None:
        """Gaps count from now on."""
        now = time.monotonic()
        for heard in self._heard.values():
            heard.last_at, heard.longest = now, 0.0

    def report(self) -> dict[str, Any]:
        now = time.monotonic()
        gaps = [max(heard.longest, now - heard.last_at) for heard in self._heard.values()]
        silent = [now - heard.last_at for heard in self._heard.values()]
        return {
            "hears": len(gaps),
            "gap_ms": round(max(gaps, default=0.0) * 1000),
            "silent_ms": round(max(silent, default=0.0) * 1000),
            "moves": self.moves,
            "ended": self.ended,
        }

    async def leave(self) -> None:
        await self._say("leave")
        await self._end()

    async def vanish(self) -> None:
        """As when its process is killed: no goodbye of any kind."""
        for link in self._links:
            asyncio.get_running_loop().remove_reader(link.peer.socket)
            link.peer.socket.close()
        if self._socket is not None and self._socket._response.connection is not None:
            self._socket._response.connection.transport.abort()  # type: ignore[union-attr]
        await self._end(polite=False)

    async def _end(self, *, polite: bool = True) -> None:
        self._is_gone = True
        for task in list(self._tasks):
            task.cancel()
        for link in self._links if polite else ():
            with contextlib.suppress(Exception):
                await link.peer.close()
        await self._session.close()

    # Signalling

    async def _live(self) -> None:
        while not self._is_gone and not self.ended:
            with contextlib.suppress(aiohttp.ClientError, OSError, TimeoutError):
                await self._follow_socket()
            await asyncio.sleep(0.5)

    async def _follow_socket(self) -> None:
        cookies = self._session.cookie_jar.filter_cookies(aiohttp.client.URL(self._url))
        headers = {"X-CSRFToken": cookies["csrftoken"].value, "Referer": self._url}
        path = f"{self._url}/calls/{self._call}/token/"
        async with self._session.post(path, headers=headers) as answer:
            token = (await answer.json())["token"]
        address = f"{self._url.replace('http', 'ws', 1)}/ws/calls/{self._call}/"
        async with self._session.ws_connect(address, origin=self._url, heartbeat=None) as socket:
            self._socket = socket
            await self._say("join", token=token, resume=self.moves > 0)
            beating = asyncio.create_task(self._beat())
            try:
                async for message in socket:
                    if message.type == aiohttp.WSMsgType.TEXT:
                        self._take(json.loads(message.data))
            finally:
                beating.cancel()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(15)
            await self._say("heartbeat")

    async def _say(self, kind: str, **body: Any) -> None:
        if self._socket is not None and not self._socket.closed:
            with contextlib.suppress(ConnectionError):
                await self._socket.send_str(json.dumps({"type": kind, "v": 1, **body}))

    def _take(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "joined" and not any(link.is_up for link in self._links):
            self._rebuild()
        elif kind == "sdp_answer":
            future = self._answers.pop(message["offer"], None)
            if future is not None and not future.done():
                future.set_result(message["sdp"])
        elif kind == "error" and message.get("offer") in self._answers:
            self._answers.pop(message["offer"]).set_exception(ConnectionError(message["code"]))
        elif kind == "move":
            self.moves += 1
            self._rebuild()
        elif kind in ("ended", "refused"):
            self.ended = kind

    # Connections

    def _rebuild(self) -> None:
        self._spawn(self._connect())

    async def _connect(self) -> None:
        """A new connection for all; the old ones go on beside it for a while."""
        old = list(self._links)
        link = self._make_link()
        self._offers += 1
        number = self._offers
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._say(
            "sdp_offer",
            offer=number,
            purpose="first",
            sdp=link.peer.offer(),
            publishes=[vars(one) for one in link.peer.publishes],
            receives=[vars(one) for one in link.peer.receives],
        )
        try:
            async with asyncio.timeout(OFFER_SECONDS):
                sdp = await self._answers[number]
            await link.peer.connect(sdp)
        except (TimeoutError, ConnectionError, OSError):
            if number == self._offers and not self._is_gone:
                await asyncio.sleep(0.5)
                self._rebuild()
            return
        self._hear(link)
        link.is_up = True
        self._links.append(link)
        await asyncio.sleep(OLD_GOES_ON_SECONDS)
        for one in old:
            if one in self._links:
                self._links.remove(one)
                await one.peer.close()

    def _make_link(self) -> Link:
        link = Link(LeanPeer())
        link.sound_ssrc = link.peer.publish("microphone")
        link.picture_ssrc = link.peer.publish("camera")
        for ref in self._others:
            link.peer.receive(ref, "microphone")
            link.peer.receive(ref, "camera")
        return link

    def _hear(self, link: Link) -> None:
        legs = {
            link.peer.leg_ssrcs.get(one.mid): one.seat
            for one in link.peer.receives
            if one.source == "microphone"
        }

        def take(packet: bytes) -> None:
            ref = legs.get(int.from_bytes(packet[8:12], "big"))
            if ref is not None:
                now = time.monotonic()
                heard = self._heard.setdefault(ref, Heard(now))
                heard.longest = max(heard.longest, now - heard.last_at)
                heard.last_at = now

        link.peer.on_rtp = take

    # Media

    def play(self, beat: int, *, picture: bool) -> None:
        """One beat of 20 ms on every connection."""
        for link in self._links:
            if link.is_up:
                self._send(link, 0, OPUS_TYPE | 0x80, beat * 960, link.sound_ssrc, SOUND)
                if picture:
                    self._send(link, 1, VP8_TYPE | 0x80, beat * 1800, link.picture_ssrc, PICTURE)

    def _send(
        self, link: Link, kind: int, second: int, timestamp: int, ssrc: int, payload: bytes
    ) -> None:
        numbers = link.numbers
        numbers[kind] = numbers[kind] + 1 & 0xFFFF
        numbers[2] = numbers[2] + 1 & 0xFFFF
        header = struct.pack(
            "!BBHII", 0x90, second, numbers[kind], timestamp & 0xFFFFFFFF, ssrc
        ) + struct.pack("!HHBHB", 0xBEDE, 1, 0x31, numbers[2], 0)
        with contextlib.suppress(Exception):
            link.peer.send_rtp(header + payload)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
