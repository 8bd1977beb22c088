"""Is somebody still there? Weak after 3 s without a packet, lost after 8 s."""

from enum import StrEnum


class SeatState(StrEnum):
    """What the other people in the call should be told of a seat."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    WEAK = "weak"
    LOST = "lost"


class SeatWatch:
    """Turns silence into states. `heard` per packet (or set `heard_at`), `check` on every tick."""

    WEAK_AFTER_SECONDS = 3.0
    LOST_AFTER_SECONDS = 8.0
    # Then a browser that comes back has long made a new connection.
    HOPELESS_AFTER_SECONDS = 120.0

    __slots__ = ("heard_at", "state")

    def __init__(self, now: float) -> None:
        self.heard_at = now
        self.state = SeatState.CONNECTING

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

    def check(self, now: float) -> SeatState | None:
        """The new state when it has changed, else None."""
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
        if silence_seconds >= self.WEAK_AFTER_SECONDS:
            return SeatState.WEAK
        return SeatState.CONNECTED
