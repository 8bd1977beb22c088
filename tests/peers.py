"""Real peers for the relay's tests and benchmarks: processes, a signalling client, browsers.

Nothing is faked: the relay is `python -m video.relay`, Redis is redis-server, and a browser is an
aiortc RTCPeerConnection that offers as ours do (sendonly and recvonly lines, `receives` beside).
"""

import asyncio
import contextlib
import itertools
import os
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import aioice.ice
import redis
import redis.asyncio
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from video.relay.messages import (
    EVENTS_STREAM,
    WORKERS_SET,
    Answer,
    Command,
    Event,
    Heartbeat,
    May,
    OpenCall,
    Published,
    Received,
    SdpAnswer,
    Source,
    TakeOffer,
    answers_stream,
    commands_stream,
    parse_answer,
    parse_event,
    parse_heartbeat,
    worker_key,
)

EVERYTHING = May(publish=True, share_screen=True, receive=True)
_ids = itertools.count(1)

# Tests stay on loopback; aioice leaves 127.0.0.1 out of its host candidates.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]


def free_port(kind: socket.SocketKind = socket.SOCK_DGRAM) -> int:
    """A port of 127.0.0.1 that is free now."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RedisProcess:
    """A redis-server of the test's own, that can be stopped and started again on its port."""

    def __init__(self) -> None:
        self.port = free_port(socket.SOCK_STREAM)
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server") or "redis-server"
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self._process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        client = redis.Redis.from_url(self.url)
        wait_until(lambda: _answers(client), seconds=10)
        client.close()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(10)


def _answers(client: "redis.Redis[Any]") -> bool:
    with contextlib.suppress(redis.exceptions.RedisError):
        return bool(client.ping())
    return False


def wait_until(holds: Callable[[], Any], *, seconds: float = 10.0) -> Any:
    """Waits until `holds` gives something true, and returns it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError("what was waited for did not happen")


async def eventually(holds: Callable[[], Any], *, seconds: float = 10.0) -> Any:
    """Like wait_until, in a loop that goes on."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = holds()
        if found:
            return found
        await asyncio.sleep(0.02)
    raise TimeoutError("what was waited for did not happen")


class RelayProcess:
    """A relay worker on loopback."""

    def __init__(self, redis_url: str, *, port: int = 0, **environment: str) -> None:
        environ = {
            **os.environ,
            "REDIS_URL": redis_url,
            "RELAY_PORT": str(port),
            "RELAY_ADVERTISED_ADDRESS": "127.0.0.1",
            **environment,
        }
        self.process = subprocess.Popen([sys.executable, "-m", "video.relay"], env=environ)
        client = redis.Redis.from_url(redis_url)
        self.heartbeat: Heartbeat = wait_until(lambda: self._first_heartbeat(client))
        client.close()
        self.name = self.heartbeat.worker
        self.port = self.heartbeat.port

    def _first_heartbeat(self, client: "redis.Redis[Any]") -> Heartbeat | None:
        if self.process.poll() is not None:
            raise RuntimeError("the relay ended")
        known = {name.decode() for name in client.smembers(WORKERS_SET)}
        for name in known:
            text = client.get(worker_key(name))
            if text is not None and parse_heartbeat(text).pid == self.process.pid:
                return parse_heartbeat(text)
        return None

    def stop(self) -> int:
        """Ends it politely and returns its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(5)


class Signalling:
    """What a Daphne process is to the relay: sends commands, gets answers, hears events."""

    def __init__(self, redis_url: str, worker: str) -> None:
        self._redis = redis.asyncio.from_url(redis_url, socket_timeout=10)
        self._worker = worker
        self._process = f"test-{os.getpid()}-{next(_ids)}"
        self._last_answer = "0-0"
        self._last_event = "0-0"
        self.call = ""
        self.browsers: list[Browser] = []
        self.events: list[Event] = []

    async def ask(self, kind: Callable[..., Command], *, call: str, **fields: Any) -> Answer:
        """Sends one command and waits for its answer."""
        fields.setdefault("epoch", 1)
        command = kind(id=f"c{next(_ids)}", call=call, answer_to=self._process, **fields)
        await self._redis.xadd(commands_stream(self._worker), {"data": command.to_json()})
        return await self.answer_of(command.id)

    async def send_raw(self, text: str) -> None:
        """Sends what may not be a command at all."""
        await self._redis.xadd(commands_stream(self._worker), {"data": text})

    @property
    def process(self) -> str:
        return self._process

    async def answer_of(self, ident: str, *, seconds: float = 10.0) -> Answer:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            stream = answers_stream(self._process)
            for entry, fields in _entries(
                await self._redis.xread({stream: self._last_answer}, block=500)
            ):
                self._last_answer = entry
                answer = parse_answer(fields[b"data"])
                if answer.id == ident:
                    return answer
        raise TimeoutError(f"no answer to {ident}")

    async def hear(self) -> list[Event]:
        """All events of our call so far."""
        read = await self._redis.xread({EVENTS_STREAM: self._last_event}, count=10_000)
        for entry, fields in _entries(read):
            self._last_event = entry
            event = parse_event(fields[b"data"])
            if self.call in ("", event.call):
                self.events.append(event)
        return self.events

    async def wait_event(self, kind: type[Event], *, seconds: float = 10.0, **fields: Any) -> Event:
        """The first event of that kind with these fields."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for event in await self.hear():
                if isinstance(event, kind) and fields.items() <= vars(event).items():
                    return event
            await asyncio.sleep(0.03)
        raise TimeoutError(f"no {kind.__name__} with {fields}; heard {self.events}")

    async def open_call(self, call: str, **fields: Any) -> Answer:
        return await self.ask(OpenCall, call=call, **fields)

    async def close(self) -> None:
        """Also closes every browser: an open one keeps the process alive for ever."""
        await asyncio.gather(*(browser.close() for browser in self.browsers))
        await self._redis.aclose()


def _entries(reply: Any) -> Iterator[tuple[str, dict[bytes, bytes]]]:
    if isinstance(reply, dict):
        reply = [(name, chunk) for name, chunks in reply.items() for chunk in chunks]
    for _, entries in reply or ():
        for entry, fields in entries:
            yield entry.decode(), fields


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
