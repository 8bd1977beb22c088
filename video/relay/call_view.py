"""What a robot knows of calls from the workers' events: who serves them, who publishes what."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from video.relay.commands import Source
from video.relay.events import CallClosed, Event, SeatConnected, SeatLeft, TracksChanged
from video.relay.robot_messages import PublishingSeat

MAX_CALLS = 1_000


@dataclass
class CallView:
    """One call. A higher epoch is another worker; the seats come to it by themselves."""

    worker: str = ""
    epoch: int = 0
    is_closed: bool = False
    seats: dict[str, tuple[Source, ...]] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Something happened in the call; what an older epoch says is not heard."""
        if event.epoch < self.epoch:
            return
        self.worker, self.epoch = event.worker, event.epoch
        if isinstance(event, TracksChanged):
            self.seats[event.seat] = tuple(track.source for track in event.tracks)
        elif isinstance(event, SeatConnected):
            self.seats.setdefault(event.seat, ())
        elif isinstance(event, SeatLeft):
            self.seats.pop(event.seat, None)
        elif isinstance(event, CallClosed):
            self.is_closed = True

    def learn(self, *, worker: str, epoch: int, seats: Sequence[PublishingSeat]) -> None:
        """What the database knows; what was heard meanwhile is newer."""
        if worker and epoch > self.epoch:
            self.worker, self.epoch = worker, epoch
        for entry in seats:
            self.seats.setdefault(entry.seat, entry.sources)

    def wanted(self) -> list[tuple[str, Source]]:
        """Every source that somebody publishes, in the order in which people came."""
        return [(seat, source) for seat, sources in self.seats.items() for source in sources]


class CallViews:
    """The calls of the last hours; the one that was silent longest is forgotten first."""

    def __init__(self) -> None:
        self._views: OrderedDict[str, CallView] = OrderedDict()

    def of(self, call: str) -> CallView:
        """The view of that call, made when there is none."""
        view = self._views.setdefault(call, CallView())
        self._views.move_to_end(call)
        while len(self._views) > MAX_CALLS:
            self._views.popitem(last=False)
        return view

    def take(self, event: Event) -> None:
        """Every event of every call goes through here."""
        self.of(event.call).take(event)
