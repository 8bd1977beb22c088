"""Real peers for the relay's tests: aiortc browsers that offer as ours do.

Publishing lines are sendonly, receiving ones recvonly, with `publishes` and `receives` beside.
"""

import asyncio
import contextlib
import time
from collections import Counter
from fractions import Fraction
from typing import Any

import aioice.ice
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from tests.relay_processes import (
    RedisProcess,
    RelayProcess,
    Signalling,
    eventually,
    free_port,
    wait_until,
)
from video.relay.messages import (
    Answer,
    May,
    Published,
    Received,
    SdpAnswer,
    Source,
    TakeOffer,
)

__all__ = [
    "EVERYTHING",
    "Browser",
    "MovingPicture",
    "RedisProcess",
    "RelayProcess",
    "Signalling",
    "Tone",
    "eventually",
    "free_port",
    "wait_until",
]

EVERYTHING = May(publish=True, share_screen=True, receive=True)

# Tests stay on loopback; aioice leaves 127.0.0.1 out of its host candidates.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]


class Tone(MediaStreamTrack):
    """A loud square wave, 48 kHz mono, 20 ms a frame."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._started = time.monotonic()
        self._samples = 0
        half = (b"\x00\x40" * 54) + (b"\x00\xc0" * 54)
        self._wave = (half * 20)[: 960 * 2]

    async def recv(self) -> AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        await asyncio.sleep(max(0.0, self._started + self._samples / 48000 - time.monotonic()))
        frame = AudioFrame(format="s16", layout="mono", samples=960)
        frame.planes[0].update(self._wave)
        frame.pts, frame.sample_rate = self._samples, 48000
        frame.time_base = Fraction(1, 48000)
        self._samples += 960
        return frame


class MovingPicture(MediaStreamTrack):
    """A grey that changes with every frame, 160x120, 15 frames a second."""

    kind = "video"

    def __init__(self, *, frames_per_second: int = 15) -> None:
        super().__init__()
        self._started = time.monotonic()
        self._number = 0
        self._rate = frames_per_second

    async def recv(self) -> VideoFrame:
        if self.readyState != "live":
            raise MediaStreamError
        due = self._started + self._number / self._rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        frame = VideoFrame(width=160, height=120)
        for plane in frame.planes:
            plane.update(bytes((self._number * 7 % 256,)) * plane.buffer_size)
        frame.pts, frame.time_base = self._number * 90000 // self._rate, Fraction(1, 90000)
        self._number += 1
        return frame


class Browser:
    """One seat's aiortc connection. `frames[(seat, source)]` counts what was decoded."""

    def __init__(self, signalling: Signalling, seat: str, *, may: May = EVERYTHING) -> None:
        self.signalling = signalling
        self.call = signalling.call
        signalling.browsers.append(self)
        self.seat = seat
        self.may = may
        self.connection = RTCPeerConnection(
            RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        self.frames: Counter[tuple[str, str]] = Counter()
        self.loud: Counter[tuple[str, str]] = Counter()
        self._published: list[tuple[Any, Source]] = []
        self._received: list[tuple[Any, str, Source]] = []
        self._watched: set[tuple[str, str]] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def publish(self, source: Source, track: MediaStreamTrack | None = None) -> None:
        """Adds a sendonly line; takes effect with the next offer."""
        made = track or (Tone() if source == "microphone" else MovingPicture())
        transceiver = self.connection.addTransceiver(made, direction="sendonly")
        self._published.append((transceiver, source))

    def receive(self, seat: str, *sources: Source) -> None:
        """Adds recvonly lines; takes effect with the next offer."""
        for source in sources:
            kind = "audio" if source == "microphone" else "video"
            transceiver = self.connection.addTransceiver(kind, direction="recvonly")
            self._received.append((transceiver, seat, source))

    async def join(self, *, purpose: str = "first", epoch: int = 1) -> Answer:
        """Offers and takes the answer; returns it, also when the relay refused."""
        await self.connection.setLocalDescription(await self.connection.createOffer())
        answer = await self.signalling.ask(
            TakeOffer,
            call=self.call,
            epoch=epoch,
            seat=self.seat,
            sdp=self.connection.localDescription.sdp,
            purpose=purpose,
            may=self.may,
            publishes=tuple(Published(mid=t.mid, source=s) for t, s in self._published),
            receives=tuple(Received(mid=t.mid, seat=p, source=s) for t, p, s in self._received),
        )
        if isinstance(answer, SdpAnswer):
            description = RTCSessionDescription(sdp=answer.sdp, type="answer")
            await self.connection.setRemoteDescription(description)
            for transceiver, seat, source in self._received:
                self._watch(transceiver.receiver.track, (seat, source))
        return answer

    async def wait_connected(self, *, seconds: float = 10.0) -> None:
        await eventually(lambda: self.connection.connectionState == "connected", seconds=seconds)

    async def wait_frames(self, seat: str, source: Source, more: int = 10) -> None:
        """Waits until that many more frames of that source were decoded."""
        goal = self.frames[seat, source] + more
        await eventually(lambda: self.frames[seat, source] >= goal)

    def _watch(self, track: MediaStreamTrack, key: tuple[str, str]) -> None:
        if key in self._watched:
            return
        self._watched.add(key)
        task = asyncio.create_task(self._count(track, key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _count(self, track: MediaStreamTrack, key: tuple[str, str]) -> None:
        with contextlib.suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                self.frames[key] += 1
                if isinstance(frame, AudioFrame) and max(bytes(frame.planes[0])[1::2]) > 8:
                    self.loud[key] += 1

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await self.connection.close()
