"""A caller for recordings: packets carry the time they were made at, whoever serves the call."""

import asyncio
import contextlib
import itertools
import struct
from pathlib import Path
from time import monotonic
from typing import Any

import av

from tests.benchmarks.lean_peer import OPUS_TYPE, VP8_TYPE, LeanPeer
from tests.peers import EVERYTHING, Signalling
from video.relay.core.rtcp import SenderReport
from video.relay.core.rtcp_writing import write_sender_report
from video.relay.messages import SdpAnswer, TakeOffer

# VP8 descriptor, a keyframe's tag, start code and size (RFC 6386, 9.1): every picture may begin.
PICTURE = b"\x10\x10\x02\x00\x9d\x01\x2a\x40\x01\xf0\x00" + bytes(100)
SOUND = b"\x78" + bytes(79)  # 20 ms; larger than what a recorder puts where sound is missing
BEAT_SECONDS = 0.02
REPORT_BEATS = 50


class Caller:
    """`join` a worker, again to move to another one; it speaks on until it is closed."""

    def __init__(self, seat: str, *, sources: tuple[str, ...] = ("microphone", "camera")) -> None:
        self._seat = seat
        self._sources = sources
        self._peer: LeanPeer | None = None
        self._ssrcs: dict[str, int] = {}
        self._beat = 0
        self._task = asyncio.create_task(self._speak())

    async def join(self, signalling: Signalling, *, epoch: int) -> None:
        peer = LeanPeer()
        ssrcs: dict[str, int] = {source: peer.publish(source) for source in self._sources}  # type: ignore[arg-type]
        answer = await signalling.ask(
            TakeOffer,
            call=signalling.call,
            epoch=epoch,
            seat=self._seat,
            sdp=peer.offer(),
            purpose="first",
            may=EVERYTHING,
            publishes=tuple(peer.publishes),
            receives=(),
        )
        assert isinstance(answer, SdpAnswer), answer
        await peer.connect(answer.sdp)
        old, self._peer, self._ssrcs = self._peer, peer, ssrcs
        if old is not None:
            await old.close()

    async def _speak(self) -> None:
        began = monotonic()
        while True:
            self._beat += 1
            await asyncio.sleep(max(0.0, began + self._beat * BEAT_SECONDS - monotonic()))
            if self._peer is not None:
                with contextlib.suppress(Exception):  # the worker may be gone
                    self._send(self._peer)

    def _send(self, peer: LeanPeer) -> None:
        beat = self._beat
        for source, ssrc in self._ssrcs.items():
            is_sound = source == "microphone"
            stamp = beat * (960 if is_sound else 1800)
            kind = OPUS_TYPE if is_sound else VP8_TYPE
            header = struct.pack("!BBHII", 0x80, kind | 0x80, beat & 0xFFFF, stamp, ssrc)
            peer.send_rtp(header + (SOUND if is_sound else PICTURE))
            if beat % REPORT_BEATS == 0:
                ntp_time = int(beat * BEAT_SECONDS * 2**32)
                peer.send_rtcp(write_sender_report(SenderReport(ssrc, ntp_time, stamp, 0, 0)))

    async def close(self) -> None:
        self._task.cancel()
        if self._peer is not None:
            await self._peer.close()


def longest_gaps(path: Path) -> dict[str, float]:
    """The longest time without a packet, by kind, in seconds of the file."""
    times: dict[str, list[float]] = {}
    with av.open(str(path)) as file:
        packet: Any
        for packet in file.demux():
            if packet.pts is not None and packet.size > 5:  # not what fills a hole in the sound
                at = float(packet.pts * packet.time_base)
                times.setdefault(packet.stream.type, []).append(at)
    return {
        kind: max((b - a for a, b in itertools.pairwise(found)), default=99.0)
        for kind, found in times.items()
    }
