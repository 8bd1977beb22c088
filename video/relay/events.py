"""What a relay worker tells unasked: call events and its heartbeat.

Import them from video.relay.messages.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from video.relay.commands import Source
from video.relay.wire import Message

Kind = Literal["audio", "video"]


@dataclass(frozen=True, kw_only=True)
class Track:
    """One source that a seat publishes now."""

    source: Source
    kind: Kind
    muted: bool = False


@dataclass(frozen=True, kw_only=True)
class Event(Message):
    """From a worker to everybody. (call, epoch, sequence) is unique; sequence starts at 1."""

    call: str
    epoch: int
    sequence: int
    worker: str
    at: float


@dataclass(frozen=True, kw_only=True)
class SeatConnected(Event):
    """DTLS is done; also said when a weak or lost seat is heard again."""

    type = "seat_connected"
    seat: str


@dataclass(frozen=True, kw_only=True)
class TracksChanged(Event):
    """The whole list of what the seat publishes now."""

    type = "tracks_changed"
    seat: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True, kw_only=True)
class MediaReceived(Event):
    """Media of a source has arrived: said at its first packet and once more after 30 s of it."""

    type = "media_received"
    seat: str
    source: Source
    packets: int


@dataclass(frozen=True, kw_only=True)
class SeatWeak(Event):
    """Nothing was heard from the seat for 3 s."""

    type = "seat_weak"
    seat: str


@dataclass(frozen=True, kw_only=True)
class SeatLost(Event):
    """Nothing was heard for 8 s, or its connection was closed. The place is kept; it may return."""

    type = "seat_lost"
    seat: str


@dataclass(frozen=True, kw_only=True)
class SeatLeft(Event):
    """The seat is closed: removed or revoked. (A browser that goes without a word is lost.)"""

    type = "seat_left"
    seat: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Figures(Event):
    """The last 10 s of a seat. loss: 0..1, the worse direction; rtt and jitter in milliseconds."""

    type = "figures"
    seat: str
    loss: float
    rtt_ms: float
    jitter_ms: float
    received_bps: int
    sent_bps: int


@dataclass(frozen=True, kw_only=True)
class SoundOnly(Event):
    """The seat's connection takes no pictures of the others any more (on), or takes them again."""

    type = "sound_only"
    seat: str
    on: bool


@dataclass(frozen=True, kw_only=True)
class CallClosed(Event):
    type = "call_closed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """What a worker says of itself each HEARTBEAT_SECONDS; cpu is the share of one core, 0..1."""

    worker: str
    version: int
    pid: int
    at: float
    port: int
    addresses: tuple[str, ...]
    calls: int
    seats: int
    cpu: float
    loop_lag_p99_ms: float
    received_bps: int
    sent_bps: int
    draining: bool

    def to_json(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))
