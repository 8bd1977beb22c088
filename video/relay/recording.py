"""The recording of one call: a receive-only seat that follows the call, and a file per person."""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from video.relay.call_view import CallView
from video.relay.commands import Source
from video.relay.endings import end
from video.relay.recorded_seat import Kind, RecordedSeat
from video.relay.recording_connection import RecordingConnection
from video.relay.robot_link import RobotLink

logger = logging.getLogger(__name__)

TICK_SECONDS = 0.02
WRITE_SECONDS = 0.2
INDEX_SECONDS = 5.0
RETRY_SECONDS = 0.25
LINES = 32  # of one offer (core.sdp_policy): more need a second connection
INDEX = "index.json"


class Recording:
    """`run()` until `stop()`; the folder then holds the files and index.json."""

    def __init__(
        self, *, ref: str, call: str, folder: Path, link: RobotLink, view: CallView
    ) -> None:
        self.ref = ref
        self.call = call
        self.is_paused = False
        self.on_began: Callable[[], None] = _ignore
        self.seats: dict[str, RecordedSeat] = {}
        self._folder = folder
        self._link = link
        self._view = view
        self._connections: list[RecordingConnection | None] = []
        self._stopping = asyncio.Event()
        self._began_at: float | None = None  # of our clock
        self._began_wall = 0.0
        self._index_at = 0.0

    def stop(self) -> None:
        """Asks for the end; `run` returns when the files are finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Follows the call and writes until it is told to stop."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._read_beginning()
        following = asyncio.create_task(self._follow())
        try:
            await self._write()
        finally:
            await end(following)
            await self._leave()
            for seat in self.seats.values():
                seat.close(monotonic())
            self._write_index()

    # The seat in the call

    async def _follow(self) -> None:
        while True:
            try:
                await self._keep_up()
            except Exception:
                # The edge of one recording: it tries again, the others do not notice.
                logger.exception("recording %s stumbled", self.ref)
                await asyncio.sleep(RETRY_SECONDS)
            await asyncio.sleep(TICK_SECONDS)

    async def _keep_up(self) -> None:
        if self.is_paused:
            await self._leave()
            return
        wanted = self._view.wanted()
        if not wanted or not self._view.worker:
            return
        parts = [wanted[first : first + LINES] for first in range(0, len(wanted), LINES)]
        for number, part in enumerate(parts):
            await self._keep_up_with(number, part)
        await self._leave(len(parts))

    async def _keep_up_with(self, number: int, wanted: list[tuple[str, Source]]) -> None:
        """One connection. What moves from one to another when people go comes by both a while."""
        if number == len(self._connections):
            self._connections.append(None)
        connection = self._connections[number]
        place = (self._view.worker, self._view.epoch)
        if connection is None or connection.place != place or connection.is_lost:
            await self._join(number, place, wanted)
        elif connection.adds(wanted) and not await connection.take_lines(wanted):
            self._connections[number] = None
            await connection.close()
        else:
            connection.tick(monotonic())

    async def _join(
        self, number: int, place: tuple[str, int], wanted: list[tuple[str, Source]]
    ) -> None:
        """Makes the new connection before the old one is broken."""
        seat = f"recorder-{self.ref}-{number}" if number else f"recorder-{self.ref}"
        made = RecordingConnection(
            link=self._link, call=self.call, seat=seat, place=place, find=self._stream_of
        )
        if not await made.take_lines(wanted):
            await made.close()
            await asyncio.sleep(RETRY_SECONDS)
            return
        old, self._connections[number] = self._connections[number], made
        logger.info("recording %s is at %s, epoch %s", self.ref, *place)
        if old is not None:
            await old.close()

    async def _leave(self, kept: int = 0) -> None:
        """Closes all connections but the first so many."""
        surplus, self._connections = self._connections[kept:], self._connections[:kept]
        await asyncio.gather(*(one.close() for one in surplus if one is not None))

    def _stream_of(self, seat: str, source: Source) -> "tuple[RecordedSeat, Kind]":
        name = f"{seat}-screen" if source == "screen" else seat
        recorded = self.seats.get(name)
        if recorded is None:
            recorded = RecordedSeat(
                folder=self._folder, name=name, seat=seat, is_screen=source == "screen"
            )
            recorded.on_part = self._has_begun
            self.seats[name] = recorded
        return recorded, "sound" if source == "microphone" else "picture"

    # The files

    async def _write(self) -> None:
        while not self._stopping.is_set():
            now = monotonic()
            for seat in self.seats.values():
                seat.write(now)
            if now - self._index_at > INDEX_SECONDS and self._began_at is not None:
                self._write_index()
            try:
                async with asyncio.timeout(WRITE_SECONDS):
                    await self._stopping.wait()
            except TimeoutError:
                continue

    def _has_begun(self) -> None:
        if self._began_at is None:
            self._began_at = min(p.starts_at for s in self.seats.values() for p in s.parts)
            self._began_wall = time.time() - (monotonic() - self._began_at)
            self.on_began()
        self._index_at = 0.0

    def _read_beginning(self) -> None:
        """A recording that was begun by a recorder that is gone goes on under its time line."""
        self._older: list[dict[str, object]] = []
        try:
            found = json.loads((self._folder / INDEX).read_text(encoding="utf-8"))
            self._older = list(found["files"])
            self._began_wall = float(found["began_at"])
        except (OSError, ValueError, KeyError, TypeError):
            return
        self._began_at = monotonic() - (time.time() - self._began_wall)
        self.on_began()

    def index(self) -> dict[str, object]:
        """What index.json says: times in milliseconds since the recording began."""
        files = list(self._older)
        for seat in self.seats.values():
            for part in seat.parts:
                files.append(
                    {
                        "file": part.path.name,
                        "seat": seat.seat,
                        "source": "screen" if seat.is_screen else "camera",
                        "sound": part.has_sound,
                        "picture": part.has_picture,
                        "starts_ms": round((part.starts_at - (self._began_at or 0.0)) * 1000),
                        "ends_ms": round((part.ends_at - (self._began_at or 0.0)) * 1000),
                        "size_bytes": part.size_bytes,
                    }
                )
        return {
            "v": 1,
            "recording": self.ref,
            "call": self.call,
            "began_at": round(self._began_wall, 3),
            "files": files,
        }

    def _write_index(self) -> None:
        """In one step, so that nobody ever reads half of it."""
        self._index_at = monotonic()
        made = self._folder / f"{INDEX}.new"
        made.write_text(json.dumps(self.index(), indent=1), encoding="utf-8")
        made.replace(self._folder / INDEX)

    @property
    def seconds(self) -> int:
        """From the first to the last that was written."""
        ends = [int(str(entry["ends_ms"])) for entry in self.index()["files"]]  # type: ignore[attr-defined]
        return round(max(ends, default=0) / 1000)

    @property
    def size_bytes(self) -> int:
        return sum(path.stat().st_size for path in self._folder.glob("*.webm"))


def _ignore() -> None:
    return
