"""`python -m tests.benchmarks.meeting`: a meeting of twelve, everybody seeing everybody.

Two are Chromiums in the product's own page, ten replay VP8 in three layers and check each packet
of every picture they get; each of them looks at another picture in large every three seconds.
"""

import asyncio
import itertools
import os
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from playwright.async_api import Page

from tests.benchmarks.layered_peer import LayeredPeer, known_packets, make_layers
from tests.benchmarks.leg_check import LegCheck
from tests.benchmarks.process_cpu import cpu_seconds, go_first, pin
from tests.benchmarks.table import Row, print_rows, write_rows
from tests.journeys.browser import chromium
from tests.journeys.media import Picture, watch_pictures
from tests.peers import EVERYTHING, Signalling
from tests.video.call_pages import media_arguments, sees, sit
from tests.video.call_site import CallSite, start_call_site
from video.relay.messages import SdpAnswer, SetLayer, TakeOffer

RESULTS = Path("var/bench/meeting.json")
SEATS, BROWSERS = 12, 2
LEGS = SEATS * (SEATS - 1)
SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
WARM_UP_SECONDS = 8.0
LOOK_SECONDS = 3.0
LARGE, SMALL = 540, 130
PACE_SECONDS = 0.004
LEAST_FRAMES = 10
MOST_OF_A_CORE = 0.5

# Of every picture a page receives: frames that came whole, packets lost, keyframes asked for.
INBOUND = """async () => {
  const found = [];
  for (const one of window.__peerConnections) {
    if (one.connectionState !== "connected") continue;
    for (const entry of (await one.getStats()).values()) {
      if (entry.type !== "inbound-rtp" || entry.kind !== "video") continue;
      found.push([entry.mid, entry.framesReceived, entry.packetsLost, entry.pliCount]);
    }
  }
  return found;
}"""


@dataclass
class Seen:
    """What was measured in one meeting."""

    cpu: float = 0.0
    load_cpu: float = 0.0
    checks: list[LegCheck] = field(default_factory=list)
    span: tuple[int, int] = (0, 0)
    page_frames: list[int] = field(default_factory=list)  # the worst second of each picture
    page_lost: int = 0
    page_keyframe_requests: int = 0
    pictures: list[list[Picture]] = field(default_factory=list)


class Meeting:
    """The ten that replay."""

    def __init__(self, site: CallSite, call: str, worker: str) -> None:
        self._signalling = Signalling(site.environment["REDIS_URL"], worker)
        self._call = call
        self._clip = make_layers()
        self.peers: dict[str, LayeredPeer] = {}

    async def join(self, seat: str, everybody: list[str]) -> None:
        peer = LayeredPeer(self._clip)
        peer.publish_all()
        for other in everybody:
            if other != seat:
                peer.receive(other, "camera")
                peer.receive(other, "microphone")
        answer = await self._signalling.ask(
            TakeOffer,
            call=self._call,
            seat=seat,
            sdp=peer.offer(),
            purpose="first",
            may=EVERYTHING,
            publishes=tuple(peer.publishes),
            receives=tuple(peer.receives),
        )
        assert isinstance(answer, SdpAnswer), answer
        await peer.connect(answer.sdp)
        peer.watch(known_packets(self._clip))
        self.peers[seat] = peer

    async def play(self) -> None:
        """Sends what is due, for ever; seats are spread over the frame time."""
        began, reported = monotonic(), 0
        while True:
            for number, peer in enumerate(self.peers.values()):
                peer.send_due(monotonic() - began - number * 0.0137 % 0.05)
                await asyncio.sleep(0)  # what has arrived must not wait for what is sent
            while reported < (monotonic() - began) * len(self.peers):
                list(self.peers.values())[reported % len(self.peers)].report()
                reported += 1
            await asyncio.sleep(PACE_SECONDS)

    async def look_around(self) -> None:
        """Each looks at one picture in large and at all others in small, in turns."""
        for turn in itertools.count():
            for number, (seat, peer) in enumerate(self.peers.items()):
                lines = [line.mid for line in peer.receives if line.source == "camera"]
                for mid in lines:
                    large = mid == lines[(turn + number) % len(lines)]
                    before = mid == lines[(turn + number - 1) % len(lines)]
                    if large or before or turn == 0:
                        await self._show(seat, mid, LARGE if large else SMALL)
            await asyncio.sleep(LOOK_SECONDS)

    async def _show(self, seat: str, mid: str, height: int) -> None:
        await self._signalling.ask(SetLayer, call=self._call, seat=seat, mid=mid, max_height=height)

    def start_anew(self) -> None:
        """Forgets what was seen while everybody came."""
        for peer in self.peers.values():
            for check in peer.checks.values():
                check.frames, check.faults, check.switches = Counter(), Counter(), 0

    async def close(self) -> None:
        await asyncio.gather(*(peer.close() for peer in self.peers.values()))
        await self._signalling.close()


async def measure() -> Seen:
    site = start_call_site()
    try:
        with tempfile.TemporaryDirectory() as folder:
            camera = media_arguments(Path(folder), width=960, height=540, fps=20)
            async with chromium(arguments=camera) as browser:
                call, seats = site.make_call(seats=SEATS, kind="conference")
                pages = [await sit(browser, site, seat) for seat in seats[:BROWSERS]]
                meeting = Meeting(site, call, site.facts(call)["worker"])
                for seat in seats[BROWSERS:]:
                    await meeting.join(seat, seats)
                return await watch(site, meeting, pages)
    finally:
        site.stop()


async def watch(site: CallSite, meeting: Meeting, pages: list[Page]) -> Seen:
    relay = site.processes["relay"].pid
    pin(relay, 0)
    tasks = [asyncio.create_task(act()) for act in (meeting.play, meeting.look_around)]
    try:
        for page in pages:
            await sees(page, SEATS - 1, seconds=40)
        await asyncio.sleep(WARM_UP_SECONDS)
        meeting.start_anew()
        seen = Seen(span=(int(monotonic()) + 1, int(monotonic()) + SECONDS))
        began, cpu, own = monotonic(), cpu_seconds(relay), cpu_seconds(os.getpid())
        counting = [asyncio.create_task(count_frames(page, seen)) for page in pages]
        seen.pictures = await asyncio.gather(
            *(watch_pictures(page, seconds=SECONDS) for page in pages)
        )
        await asyncio.gather(*counting)
        seconds = monotonic() - began
        seen.cpu = round((cpu_seconds(relay) - cpu) / seconds, 3)
        seen.load_cpu = round((cpu_seconds(os.getpid()) - own) / seconds, 3)
        seen.checks = [check for peer in meeting.peers.values() for check in peer.checks.values()]
        return seen
    finally:
        for task in tasks:
            task.cancel()
        await meeting.close()


async def count_frames(page: Page, seen: Seen) -> None:
    """Notes the worst rate of each picture between two looks, each at least a second apart."""
    worst: dict[str, float] = {}
    before, at = by_mid(await page.evaluate(INBOUND)), monotonic()
    first, until = before, at + SECONDS - 1
    while monotonic() < until:
        await asyncio.sleep(1)
        now, later = by_mid(await page.evaluate(INBOUND)), monotonic()
        for mid, (frames, _, _) in now.items():
            rate = (frames - before[mid][0]) / (later - at)
            worst[mid] = min(worst.get(mid, rate), rate)
        before, at = now, later
    seen.page_frames += [int(rate) for rate in worst.values()]
    seen.page_lost += sum(before[mid][1] - first[mid][1] for mid in first)
    seen.page_keyframe_requests += sum(before[mid][2] - first[mid][2] for mid in first)


def by_mid(rows: list[list[Any]]) -> dict[str, tuple[int, int, int]]:
    return {mid: (frames, lost, asked) for mid, frames, lost, asked in rows if frames}


def rows_of(seen: Seen) -> list[Row]:
    faults = sum((check.faults for check in seen.checks), Counter[str]())
    frames = [check.worst_second(*seen.span) for check in seen.checks] + seen.page_frames
    slow = sum(count < LEAST_FRAMES for count in frames)
    switches = sum(check.switches for check in seen.checks)
    wrong_switches = faults.pop("switch without keyframe", 0)
    broken = sum(faults.values()) + seen.page_lost
    moving = [sum(one.is_moving for one in pictures) for pictures in seen.pictures]
    what = f"share of a core in a {SEATS}-person meeting in three layers"
    load = f"load at {seen.load_cpu} of a core"
    gaps = f"gaps and wrong numbers in them ({dict(faults)}, at the browsers {seen.page_lost})"
    return [
        Row(f"{what} ({load})", seen.cpu, None, None, f"at most {MOST_OF_A_CORE}",
            seen.cpu <= MOST_OF_A_CORE, "core"),
        Row(f"pictures received of {LEGS}", len(frames), None, None, str(LEGS),
            len(frames) == LEGS, "legs"),
        Row(f"whole frames in the worst second of the worst leg ({slow} legs below)",
            min(frames), None, None, f"at least {LEAST_FRAMES}", slow == 0, "frames/s"),
        Row(gaps, broken, None, None, "0", broken == 0, "packets"),
        Row(f"switches without a keyframe, of {switches}", wrong_switches, None, None, "0",
            wrong_switches == 0 and switches > 0, "switches"),
        Row("moving pictures at the Chromiums", "/".join(map(str, moving)), None, None,
            f"{SEATS - 1} each", moving == [SEATS - 1] * BROWSERS, "pictures"),
        Row("keyframes the Chromiums had to ask for", seen.page_keyframe_requests, None, None,
            "-", None, "requests"),
    ]  # fmt: skip


def main() -> None:
    go_first()
    seen = asyncio.run(measure())
    rows = rows_of(seen)
    print_rows(rows)
    write_rows(rows, RESULTS)


if __name__ == "__main__":
    main()
