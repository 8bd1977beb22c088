"""A place in a call, and what the call needs of the worker around it."""

from dataclasses import dataclass, field
from typing import Protocol

from aiortc import RTCCertificate

from video.relay.commands import May, Source
from video.relay.events import Event, Track
from video.relay.ice import IceCredentials
from video.relay.peer import Peer
from video.relay.seat_figures import SeatFigures
from video.relay.track import Track as MediaTrack


class Host(Protocol):
    """The worker a call runs in."""

    name: str
    candidates: tuple[str, ...]

    @property
    def certificate(self) -> RTCCertificate: ...

    def admit(self, peer: Peer, local: IceCredentials, remote_ufrag: str) -> None: ...

    def expel(self, peer: Peer) -> None: ...

    def hurry(self, peer: Peer) -> None: ...

    def say(self, event: Event) -> None: ...


@dataclass
class Seat:
    """peer carries the seat's media; next_peer is about to take over (make before break)."""

    ref: str
    may: May
    muted: set[Source] = field(default_factory=set)
    peer: Peer | None = None
    next_peer: Peer | None = None
    take_over_at: float | None = None
    empty_since: float | None = None
    told_tracks: tuple[Track, ...] = ()
    told_sound_only: bool = False
    attended: set[Source] = field(default_factory=set)
    figures: SeatFigures = field(default_factory=SeatFigures)

    def peers(self) -> list[Peer]:
        """Its connections, the one in use first."""
        return [peer for peer in (self.peer, self.next_peer) if peer is not None]

    def may_publish(self, source: Source) -> bool:
        """The screen needs a permission of its own."""
        return self.may.publish and (self.may.share_screen or source != "screen")

    def find_track(self, source: Source) -> MediaTrack | None:
        """The track of that source which may be seen now, muted or forbidden ones not."""
        if self.peer is None or source in self.muted or not self.may_publish(source):
            return None
        for track in self.peer.lines.tracks.values():
            if track.source == source:
                return track
        return None

    def tracks(self) -> tuple[Track, ...]:
        """What it publishes, as told in `tracks_changed`."""
        if self.peer is None:
            return ()
        return tuple(
            Track(source=track.source, kind=track.kind, muted=track.source in self.muted)
            for track in self.peer.lines.tracks.values()
            if self.may_publish(track.source)
        )
