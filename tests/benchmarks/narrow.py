"""A viewer's way down is held to 500 kbit/s for a while: does the picture fit, is sound kept?

Two Chromiums hold a call through the relay; the shaper stands before one of them. Judged on what
the shaper saw and on what that browser says of what it played.
"""

import asyncio
import itertools
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from tests.benchmarks.table import Row
from tests.peers import RedisProcess, RelayProcess, Signalling
from tests.video.relay.chromium import ChromiumSeat, started_chromium
from tests.video.relay.shaper import Shaper

NARROW_BPS = 500_000
QUEUE_SECONDS = 0.5
SETTLING_SECONDS = 3.0
FULL_SECONDS = 10.0
NARROW_SECONDS = 60.0  # as the rows of trials T2
RECOVERY_SECONDS = 25.0
SAMPLE_SECONDS = 0.5
# Of what was received before: encoders vary by this much with the picture.
FULL_SHARE = 0.8
SENDS = ["camera", "microphone"]


@dataclass(frozen=True)
class Sample:
    """Counters at one moment: what the shaper dropped, what the viewer got and made up."""

    at: float
    dropped: int
    received_bytes: int
    frames: int
    concealed: int
    samples: int


@dataclass(frozen=True)
class Narrow:
    """fits_after: seconds until the shaper dropped nothing more; back_after: until it was full."""

    fits_after: float
    concealed: float
    frames_per_second: float
    full_bps: float
    back_after: float | None


async def measure_narrow() -> Narrow:
    redis = RedisProcess()
    relay = RelayProcess(redis.url)
    signalling = Signalling(redis.url, relay.name)
    shaper = Shaper(relay.port)
    try:
        signalling.call = "narrow"
        await signalling.open_call(signalling.call)
        shaper.open()
        with tempfile.TemporaryDirectory() as folder:
            return await _call(signalling, shaper, write_camera(Path(folder)))
    finally:
        shaper.close()
        await signalling.close()
        relay.stop()
        redis.stop()


async def _call(signalling: Signalling, shaper: Shaper, camera: Path) -> Narrow:
    arguments = [f"--use-file-for-fake-video-capture={camera}"]
    async with started_chromium(signalling, arguments=arguments) as chromium:
        anna = await chromium.seat(signalling.call, "anna")
        ben = await chromium.seat(signalling.call, "ben")
        await anna.join(SENDS, [["ben", source] for source in SENDS])
        await ben.join(SENDS, [["anna", source] for source in SENDS], port=shaper.port)
        return judge(*await _hold(ben, shaper))


def write_camera(folder: Path) -> Path:
    """Two seconds of a texture that drifts under noise: about 1.5 Mbit/s for a good picture."""
    chance = random.Random(1)
    blocks = [[chance.randrange(40, 216) for _ in range(26)] for _ in range(20)]
    noisy = [[_write_line(row, chance) for _ in range(12)] for row in blocks]
    path = folder / "camera.y4m"
    with path.open("wb") as file:
        file.write(b"YUV4MPEG2 W640 H480 F30:1 Ip A1:1 C420jpeg\n")
        for number in range(60):
            lines = (chance.choice(noisy[y // 32])[number : number + 640] for y in range(480))
            file.write(b"FRAME\n" + b"".join(lines) + b"\x80" * (320 * 240 * 2))
    return path


def _write_line(greys: list[int], chance: random.Random) -> bytes:
    return bytes(grey + chance.randrange(-4, 5) for grey in greys for _ in range(32))


async def _hold(viewer: ChromiumSeat, shaper: Shaper) -> tuple[list[Sample], ...]:
    await asyncio.sleep(SETTLING_SECONDS)
    full = await _watch(viewer, shaper, FULL_SECONDS)
    shaper.down.rate_bps, shaper.down.queue_seconds = NARROW_BPS, QUEUE_SECONDS
    narrow = await _watch(viewer, shaper, NARROW_SECONDS)
    shaper.down.rate_bps = 0
    return full, narrow, await _watch(viewer, shaper, RECOVERY_SECONDS)


async def _watch(viewer: ChromiumSeat, shaper: Shaper, seconds: float) -> list[Sample]:
    samples, began = [], monotonic()
    while monotonic() - began < seconds:
        figures: dict[str, Any] = await viewer.figures()
        samples.append(
            Sample(
                at=monotonic() - began,
                dropped=shaper.down.dropped,
                received_bytes=figures["received"]["bytes"],
                frames=figures["frames"]["2"],
                concealed=figures["concealed"],
                samples=figures["samples"],
            )
        )
        await asyncio.sleep(SAMPLE_SECONDS)
    return samples


def judge(full: list[Sample], narrow: list[Sample], after: list[Sample]) -> Narrow:
    last = narrow[-1]
    drops = [b.at for a, b in itertools.pairwise(narrow) if b.dropped > a.dropped]
    fitting = [sample for sample in narrow if sample.at >= 5.0]
    full_bps = _rate(full[-8], full[-1])
    back = [
        b.at for a, b in zip(after, after[4:], strict=False) if _rate(a, b) >= full_bps * FULL_SHARE
    ]
    return Narrow(
        fits_after=round(max(drops, default=0.0), 1),
        concealed=round(
            (last.concealed - narrow[0].concealed) / (last.samples - narrow[0].samples), 4
        ),
        frames_per_second=round(
            (last.frames - fitting[0].frames) / (last.at - fitting[0].at),
            1,
        ),
        full_bps=round(full_bps),
        back_after=round(back[0], 1) if back else None,
    )


def _rate(before: Sample, after: Sample) -> float:
    return (after.received_bytes - before.received_bytes) * 8 / (after.at - before.at)


def make_rows(narrow: Narrow) -> list[Row]:
    bottleneck = "500 kbit/s on the way down"
    back = narrow.back_after
    full = f"{narrow.full_bps / 1e6:.1f} Mbit/s before"
    return [
        Row(f"{bottleneck}: the picture fits after ({narrow.frames_per_second} frames/s then)",
            narrow.fits_after, None, None, "at most 5", narrow.fits_after <= 5, "s"),
        Row(f"{bottleneck}: sound concealed", narrow.concealed, None, None, "at most 0.02",
            narrow.concealed <= 0.02, "share"),
        Row(f"{bottleneck}, lifted: back to full after ({full})",
            "never" if back is None else back, None, None, "at most 15",
            back is not None and back <= 15, "s"),
    ]  # fmt: skip
