"""The load: lean peers that replay the clip and a sound, as a browser would send them.

About 170 packets a second and peer: 120 of VP8 at 1 Mbit/s, 50 of Opus. Sound packets carry the
time they were sent, and the kernel says when they arrived, so that one stream in twenty also
measures the forwarding delay, without how long a packet waited for the load itself.
"""

import asyncio
import secrets
import struct
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from time import monotonic, time_ns

from aiortc.codecs.opus import OpusEncoder
from av import AudioFrame

from tests.benchmarks.clip import FRAMES, FRAMES_PER_SECOND, ClipPacket, read_clip
from tests.benchmarks.lean_peer import OPUS_TYPE, TRANSPORT_CC_ID, VP8_TYPE, LeanPeer
from video.relay.core.rtcp import ReportBlock
from video.relay.core.rtcp_writing import write_receiver_report, write_remb

_HEADER = struct.Struct("!BBHII")
_EXTENSION = struct.Struct("!HHBHB")  # one word: id and length, transport-wide number, padding
# RTP padding behind the sound: when it was sent, and the count of padding bytes.
_PADDING = struct.Struct("!QB")
_PADDED = 0xB0
_SOUND_SECONDS = 0.02
# How often what is due is sent: about as often as a browser's pacer wakes, and, for a load so
# large that the bursts of its own would be measured as delay, more often.
PACE_SECONDS = 0.004
FINE_PACE_SECONDS = 0.001
_PLAYERS_AT_A_TIME = 8
_SETTLING_SECONDS = 0.3
DECRYPTED_ONE_IN = 20
REMB_BPS = 1_100_000  # what a transcoder may send: as much as it gets
SOUNDS = 50


def make_sound() -> list[bytes]:
    """A second of Opus."""
    encoder, payloads = OpusEncoder(), []
    for number in range(SOUNDS):
        frame = AudioFrame(format="s16", layout="stereo", samples=960)
        frame.planes[0].update(bytes((n * 37 * (number + 1) & 0xFF) for n in range(3840)))
        frame.sample_rate, frame.pts = 48000, number * 960
        frame.time_base = Fraction(1, 48000)
        payloads += encoder.encode(frame)[0]
    return payloads


@dataclass
class Player:
    """One peer and where it is in the clip."""

    peer: LeanPeer
    video_ssrc: int
    audio_ssrc: int
    started: float = 0.0
    frame: int = 0
    sounds: int = 0
    position: int = 0
    sent: int = 0
    numbers: dict[str, int] = field(default_factory=lambda: {"video": 0, "audio": 0, "all": 0})


class Load:
    """Plays to all peers at once; `play` runs until cancelled."""

    def __init__(self, *, pace_seconds: float = PACE_SECONDS) -> None:
        self._pace_seconds = pace_seconds
        self.players: list[Player] = []
        self.delays_ms: list[float] = []
        self._clip: list[ClipPacket] = read_clip()
        self._sound = make_sound()
        self._paused_at: float | None = monotonic()

    def add(self, peer: LeanPeer, video_ssrc: int, audio_ssrc: int) -> Player:
        """Adds a connected peer; one in twenty decrypts what it gets and measures the delay."""
        player = Player(peer, video_ssrc, audio_ssrc, started=monotonic())
        if len(self.players) % DECRYPTED_ONE_IN == 0:
            peer.note_arrivals()
            peer.on_rtp = partial(self._measure, peer)
        self.players.append(player)
        return player

    def _measure(self, peer: LeanPeer, packet: bytes) -> None:
        if packet[0] & 0x20 and packet[-1] == _PADDING.size:
            sent_at, _ = _PADDING.unpack_from(packet, len(packet) - _PADDING.size)
            self.delays_ms.append((peer.arrived_ns - sent_at) / 1e6)

    async def play(self) -> None:
        """Sends every packet when it is due; peers are spread over the frame time."""
        began = self._paused_at or monotonic()
        for n, player in enumerate(self.players):
            player.started = began + n * 0.0137 % (1 / FRAMES_PER_SECOND)
        reported = 0
        while True:
            for n, player in enumerate(self.players if self._paused_at is None else ()):
                self._send_due(player, monotonic())
                if n % _PLAYERS_AT_A_TIME == 0:
                    await asyncio.sleep(0)  # what has arrived must not wait for what is sent
            while reported < (monotonic() - began) * len(self.players):
                self._report(self.players[reported % len(self.players)])
                reported += 1
            await asyncio.sleep(self._pace_seconds)

    def pause(self) -> None:
        """Sends nothing until `resume`; a load is paused until it is resumed for the first time."""
        if self._paused_at is None:
            self._paused_at = monotonic()

    def resume(self) -> None:
        """Goes on where it paused."""
        if self._paused_at is not None:
            for player in self.players:
                player.started += monotonic() - self._paused_at
            self._paused_at = None

    async def count(self) -> tuple[int, int]:
        """Packets sent and received so far, with none on the way: holds the load for a moment."""
        self.pause()
        await asyncio.sleep(_SETTLING_SECONDS)
        counted = self.sent, self.received
        self.resume()
        return counted

    def _send_due(self, player: Player, now: float) -> None:
        elapsed = now - player.started
        if player.sounds * _SOUND_SECONDS <= elapsed:
            self._send_sound(player)
        if player.frame / FRAMES_PER_SECOND > elapsed:
            return
        wanted = player.frame % FRAMES
        while self._clip[player.position].frame == wanted:
            packet = self._clip[player.position]
            player.position = (player.position + 1) % len(self._clip)
            second = VP8_TYPE | (0x80 if packet.marker else 0)
            timestamp = player.frame * 90000 // FRAMES_PER_SECOND
            self._send(player, "video", second, timestamp, player.video_ssrc, packet.payload)
        player.frame += 1

    def _send_sound(self, player: Player) -> None:
        sound = self._sound[player.sounds % len(self._sound)]
        payload = sound + _PADDING.pack(time_ns(), _PADDING.size)
        self._send(player, "audio", OPUS_TYPE, player.sounds * 960, player.audio_ssrc, payload)
        player.sounds += 1

    def _send(
        self, player: Player, kind: str, second: int, timestamp: int, ssrc: int, payload: bytes
    ) -> None:
        numbers = player.numbers
        first = _PADDED if kind == "audio" else 0x90
        head = _HEADER.pack(first, second, numbers[kind], timestamp & 0xFFFFFFFF, ssrc)
        wide = _EXTENSION.pack(0xBEDE, 1, TRANSPORT_CC_ID << 4 | 1, numbers["all"], 0)
        numbers[kind] = numbers[kind] + 1 & 0xFFFF
        numbers["all"] = numbers["all"] + 1 & 0xFFFF
        player.sent += 1
        player.peer.send_rtp(head + wide + payload)

    def _report(self, player: Player) -> None:
        """A receiver report and an estimate, each second, as every browser sends."""
        ssrcs = list(player.peer.leg_ssrcs.values())
        blocks = [ReportBlock(ssrc, 0, 0, 1, 0, 0, 0) for ssrc in ssrcs]
        remb = write_remb(1, REMB_BPS, ssrcs)
        player.peer.send_rtcp(write_receiver_report(secrets.randbits(32), blocks) + remb)

    @property
    def sent(self) -> int:
        return sum(player.sent for player in self.players)

    @property
    def received(self) -> int:
        return sum(player.peer.received_rtp for player in self.players)
