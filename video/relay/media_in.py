"""One stream that a peer publishes: a layer of a track, with an SSRC of its own.

`Layer.receive` is the hot path: it runs once per packet that comes in, and calls `Leg.forward`
once per viewer. Everything in it is precomputed when the routing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from video.relay.core import rtcp
from video.relay.core.broken_picture import BrokenPicture
from video.relay.core.keyframes import KeyframeThrottle, is_h264_keyframe, is_vp8_keyframe
from video.relay.core.nack import NackScheduler
from video.relay.core.packet_cache import CachedPacket, PacketCache
from video.relay.core.rates import RateMeter
from video.relay.core.reception import Reception
from video.relay.core.rtp import MIN_BYTES, Header
from video.relay.core.vp8 import read_height
from video.relay.leg_reports import LOSS_WEIGHT
from video.relay.media_out import Leg
from video.relay.outbox import BATCH
from video.relay.srtp import Slot

if TYPE_CHECKING:
    from video.relay.track import Track

_KeyframeTest = Callable[[bytes | bytearray, int, int], bool]
_KEYFRAME_TESTS: Mapping[str, _KeyframeTest] = {
    "vp8": is_vp8_keyframe,
    "h264": is_h264_keyframe,
}


class Layer:
    """One incoming RTP stream: counted, repaired, kept for a second, forwarded."""

    __slots__ = (
        "_is_keyframe",
        "_payload_type",
        "broken",
        "cache",
        "codec_name",
        "first_received_at",
        "height",
        "is_broken",
        "is_repeat",
        "nacks",
        "octets",
        "on_first_media",
        "on_urgent",
        "rate",
        "reception",
        "report",
        "report_at",
        "rid",
        "smoothed_loss",
        "ssrc",
        "throttle",
        "track",
        "viewers",
        "waiting",
    )

    def __init__(self, track: Track, ssrc: int, clock_rate: int, rid: str = "") -> None:
        self.track = track
        self.rid = rid
        self.height = 0  # known after the first keyframe of a simulcast layer
        self.is_repeat = False  # what is being received came as RTX
        self.ssrc = ssrc
        self.reception = Reception(clock_rate)
        video = track.kind == "video"
        # Sound is not repaired: Opus carries its own redundancy, a repeat would come too late.
        self.nacks = NackScheduler() if video else None
        self.cache = PacketCache() if video else None
        self.throttle = KeyframeThrottle()
        self.broken = BrokenPicture()
        self.is_broken = False  # as said by `broken`, for the hot path
        self.rate = RateMeter()
        self.octets = 0
        self.smoothed_loss = 0.0  # on the way to us
        self.viewers: tuple[Leg, ...] = ()
        self.waiting: tuple[Leg, ...] = ()
        self.codec_name = ""
        self.report: rtcp.SenderReport | None = None
        self.report_at = 0.0
        self.first_received_at: float | None = None
        self.on_first_media: Callable[[Layer, float], None] | None = None
        self.on_urgent: Callable[[], None] | None = None
        self._payload_type = -1
        self._is_keyframe: _KeyframeTest | None = None

    def take_over(self, old: Layer) -> None:
        """The same layer under a new SSRC: its viewers start again at the next keyframe."""
        for leg in (*old.viewers, *old.waiting):
            leg.attach(self)
        self.first_received_at = old.first_received_at
        self.on_first_media = old.on_first_media
        self.on_urgent = old.on_urgent
        old.on_first_media = old.on_urgent = None

    def receive(
        self,
        slot: Slot,
        start: int,
        end: int,
        head: Header,
        now: float,
    ) -> None:
        """One packet: `head` is its unpacked header, start..end its payload with padding.

        Afterwards the slot holds something else: the last viewer's packet is made in it.
        """
        _, second, sequence_number, timestamp, _ = head
        data = slot.data
        if second & 0x7F != self._payload_type and not self._change_codec(second & 0x7F):
            return
        reception = self.reception
        expected = reception.highest + 1
        number = reception.receive(sequence_number, timestamp, now)
        if self.first_received_at is None:
            self._begin(now)
        cache = self.cache
        if cache is not None:
            self.octets += end
            if self.rid and not self.height:
                self.height = read_height(data, start, end)
            if not self.viewers and not self.waiting:
                return  # a layer nobody looks at is neither repaired nor kept
            if number != expected:
                if cache.get(sequence_number, now) is not None:
                    return  # it came twice: late, and asked for meanwhile
                self._account(number, expected, now)
            if self.is_broken and self._is_keyframe and self._is_keyframe(data, start, end):
                self._mend(number)
            cache.add(sequence_number, (bytes(slot.view[:end]), start, now))
        if self.waiting and (self._is_keyframe is None or self._is_keyframe(data, start, end)):
            self._let_in(data, start, end, now)
        viewers = self.viewers
        if viewers:
            send_time = int(now * 262144) & 0xFFFFFF  # abs_send_time, without the call
            for leg in viewers[:-1]:
                leg.forward(slot, BATCH.spare(), start, end, head, now, send_time)
            viewers[-1].forward(slot, slot, start, end, head, now, send_time)

    def receive_repeat(self, slot: Slot, end: int, head: Header, now: float) -> None:
        """A packet that was unwrapped from RTX; it has a plain header."""
        self.is_repeat = True
        self.receive(slot, MIN_BYTES, end, head, now)
        self.is_repeat = False

    def _change_codec(self, payload_type: int) -> bool:
        codec = self.track.codecs.get(payload_type)
        if codec is None:
            return False
        self._payload_type = payload_type
        if codec.name != self.codec_name:
            self.codec_name = codec.name
            self._is_keyframe = _KEYFRAME_TESTS.get(codec.name)
            self.waiting = tuple(dict.fromkeys((*self.waiting, *self.viewers)))
            self.viewers = ()
            self._hurry()
        return True

    def _account(self, number: int, expected: int, now: float) -> None:
        nacks = self.nacks
        if nacks is None or expected == 0:
            return
        if number > expected:
            nacks.lost(expected, number, now)
            self._hurry()
        elif self.is_repeat or not self.track.repairs:
            nacks.arrived(number)
        else:
            nacks.overtaken(number, now)

    def watch_repairs(self, now: float) -> None:
        """What was given up only a keyframe mends: asks for one. Called while repairs go on."""
        if self.nacks is None:
            return
        if self.broken.watch(self.nacks.given_up, now):
            self.throttle.want()
        if not self.viewers:
            self.broken.mended()
        self.is_broken = self.broken.is_broken

    def _mend(self, number: int) -> None:
        self.broken.mended()
        self.is_broken = False
        if self.nacks is not None:
            self.nacks.forget_before(number)

    def want_keyframe(self) -> None:
        """A viewer cannot go on, or start, without a keyframe."""
        if self.cache is not None:
            self.throttle.want()
            self._hurry()

    def _hurry(self) -> None:
        if self.on_urgent is not None:
            self.on_urgent()

    def _begin(self, now: float) -> None:
        self.first_received_at = now
        if self.on_first_media is not None:
            self.on_first_media(self, now)

    def _let_in(self, data: bytearray | bytes, start: int, end: int, now: float) -> None:
        self.throttle.forget()
        for leg in self.waiting:
            leg.start(self, data, start, end, now)

    def newest(self) -> CachedPacket | None:
        """The last video packet that was kept."""
        return None if self.cache is None else self.cache.newest()

    def keep_report(self, report: rtcp.SenderReport, now: float) -> None:
        """The publisher's SR: passed on to every viewer in its own numbers (lip sync)."""
        self.report = report
        self.report_at = now
        for leg in self.viewers:
            leg.send_report(report, now)

    def repair(self, sequence_number: int, now: float) -> CachedPacket | None:
        """A packet that a viewer misses, when it is still here."""
        return None if self.cache is None else self.cache.get(sequence_number, now)

    def report_block(self, now: float) -> rtcp.ReportBlock:
        """What we tell the publisher of this stream."""
        last_sr = delay = 0
        if self.report is not None:
            last_sr = self.report.ntp_time >> 16 & 0xFFFFFFFF
            delay = int((now - self.report_at) * 65536)
        block = self.reception.report(self.ssrc, last_sr, delay)
        self.smoothed_loss += (block.fraction_lost / 256 - self.smoothed_loss) * LOSS_WEIGHT
        if self.cache is None and self.viewers:
            # Sound is protected by Opus itself, as strongly as its sender believes it is lost:
            # tell it of the worst way, not only of the way to us.
            worst = max(leg.reports.fraction_lost for leg in self.viewers)
            block = replace(block, fraction_lost=max(block.fraction_lost, int(worst * 256)))
        return block

    @property
    def is_unfinished(self) -> bool:
        """Something is asked of the publisher, or will be soon."""
        return bool(self.nacks or self.waiting) or self.throttle.wanted or self.is_broken

    def is_live(self) -> bool:
        return self.first_received_at is not None

    def close(self) -> None:
        """The stream has ended: nobody is fed by it any more, and it keeps nobody alive."""
        self.on_first_media = self.on_urgent = None
        for leg in (*self.viewers, *self.waiting):
            leg.detach()
        if self.cache is not None:
            self.cache.clear()
