"""Is somebody still there? People are told weak within 3 s without a packet, lost within 8 s."""

from enum import StrEnum


class SeatState(StrEnum):
    """What the other people in the call should be told of a seat."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    WEAK = "weak"
    LOST = "lost"


class SeatWatch:
    """Turns silence into states. Set `heard_at` per packet, `check` on every tick."""

    # Somebody who only listens may be silent between two STUN checks, 2.5 s apart.
    WEAK_AFTER_SECONDS = 3.0
    # Silence in the midst of media is told sooner; what is left of the 3 s and 8 s is for the way
    # to the other people's pages.
    WEAK_AFTER_MEDIA_SECONDS = 2.4
    LOST_AFTER_SECONDS = 7.5
    MEDIA_BYTES = 1000  # at least so many came between the last two checks before the silence
    # So long the place is kept. A browser that comes back later takes it anew.
    HOPELESS_AFTER_SECONDS = 118.0

    __slots__ = ("_bytes", "_grown", "_has_media", "heard_at", "state")

    def __init__(self, now: float) -> None:
        self.heard_at = now
        self.state = SeatState.CONNECTING
        self._bytes = 0
        self._grown = 0
        self._has_media = False

    def connect(self, now: float) -> None:
        """Its connection is up: from here on silence counts."""
        self.heard_at = now
        self.state = SeatState.CONNECTED

    def lose(self) -> bool:
        """Its connection was closed by the browser; True when that is news."""
        news = self.state is not SeatState.LOST
        self.state = SeatState.LOST
        return news

    def is_hopeless(self, now: float) -> bool:
        """True when the connection is not worth keeping any longer."""
        return self.state is SeatState.LOST and now - self.heard_at > self.HOPELESS_AFTER_SECONDS

    def check(self, now: float, received_bytes: int = 0) -> SeatState | None:
        """The new state when it has changed, else None. received_bytes: from it since ever."""
        grown, self._bytes = received_bytes - self._bytes, received_bytes
        if grown > 0:
            self._has_media = grown + self._grown >= self.MEDIA_BYTES
        self._grown = grown
        if self.state is SeatState.CONNECTING:
            return None
        state = self._judge(now - self.heard_at)
        if state is self.state:
            return None
        self.state = state
        return state

    def _judge(self, silence_seconds: float) -> SeatState:
        if silence_seconds >= self.LOST_AFTER_SECONDS:
            return SeatState.LOST
        weak_after = self.WEAK_AFTER_MEDIA_SECONDS if self._has_media else self.WEAK_AFTER_SECONDS
        if silence_seconds >= weak_after:
            return SeatState.WEAK
        return SeatState.CONNECTED
