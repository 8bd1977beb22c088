"""One day of a waiting line, simulated: people come, are told a range, wait, are served or leave.

What is shown comes from counselling.timetable.waiting_model, fed with what the product knows at
that moment and nothing else.
"""

import heapq
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from counselling.timetable.waiting_model import (
    Busy,
    Ended,
    LineFit,
    LineNow,
    adapted_level,
    span_to_show,
    still_holds,
    waits,
)
from counselling.timetable.waiting_range import WaitingRange, shown_range

DAY_MINUTES = 540.0
DESKS = 3
PLANNED_MINUTES = 15.0
MEDIAN_MINUTES, SIGMA = 12.0, 0.5
AWAY_MINUTES = 30.0
LEAVING = 0.1
LEAVE_FROM, LEAVE_UNTIL = 2.0, 30.0
# People an hour: always, and more around two peaks (minute of the day, width).
BASE_HOURLY, PEAK_HOURLY = 5.0, 22.0
PEAKS = ((100.0, 45.0), (330.0, 50.0))


@dataclass(frozen=True)
class Waited:
    """What somebody was shown, and how long they really waited."""

    shown: WaitingRange
    minutes: float

    @property
    def is_inside(self) -> bool:
        return self.shown.holds(self.minutes)


@dataclass
class Desk:
    began_at: float | None = None  # with a person since
    away_since: float | None = None
    wants_away: bool = False


@dataclass
class Day:
    """The line of one day; `run` plays it to the end."""

    chance: random.Random
    fit: LineFit
    desks: list[Desk] = field(default_factory=lambda: [Desk() for _ in range(DESKS)])
    line: list[int] = field(default_factory=list)
    came: dict[int, tuple[float, WaitingRange]] = field(default_factory=dict)
    waited: list[Waited] = field(default_factory=list)
    sessions: list[Ended] = field(default_factory=list)
    left: int = 0
    outcomes: list[bool] = field(default_factory=list)
    is_leaving: bool = False
    _events: list[tuple[float, int, str, int]] = field(default_factory=list)

    def run(self) -> "Day":
        for number, moment in enumerate(arrivals(self.chance)):
            self._plan(moment, "comes", number)
        self._plan(self.chance.uniform(60, 400), "wants away", self.chance.randrange(DESKS))
        while self._events:
            now, _order, what, number = heapq.heappop(self._events)
            self._happens(now, what, number)
            self._call_next(now)
        return self

    def _plan(self, moment: float, what: str, number: int) -> None:
        heapq.heappush(self._events, (moment, len(self._events), what, number))

    def _happens(self, now: float, what: str, number: int) -> None:
        if what == "comes":
            self.came[number] = (now, self._range(now))
            self.line.append(number)
            if self.chance.random() < LEAVING:
                self._plan(now + self.chance.uniform(LEAVE_FROM, LEAVE_UNTIL), "leaves", number)
        elif what == "leaves":
            if number in self.line:
                self.line.remove(number)
                self.left += 1
        elif what == "ends":
            self.desks[number].began_at = None
            if self.desks[number].wants_away:
                self._step_out(now, number)
        elif what == "is back":
            self.desks[number].away_since = None
        elif self.desks[number].began_at is not None:  # wants away, but has a person
            self.desks[number].wants_away = True
        else:
            self._step_out(now, number)

    def _step_out(self, now: float, number: int) -> None:
        """Nobody is called to the desk meanwhile, however many wait."""
        self.desks[number].wants_away = False
        self.desks[number].away_since = now
        self._plan(now + AWAY_MINUTES, "is back", number)

    def _range(self, now: float) -> WaitingRange:
        """What the waiting page would show to who comes now."""
        present = LineNow(
            fit=LineFit(self.fit.log_ratio, self.fit.log_spread, self.fit.leave_share, 0.0),
            free_desks=sum(d.began_at is None and d.away_since is None for d in self.desks),
            busy=tuple(
                Busy(PLANNED_MINUTES, float(round(now - d.began_at)))
                for d in self.desks
                if d.began_at is not None
            ),
            away=tuple(float(round(now - d.away_since)) for d in self.desks if d.away_since),
            ahead=(PLANNED_MINUTES,) * len(self.line),
        )
        plays = waits(present)
        return shown_range(*span_to_show(plays[-1], self._level(now, plays)))

    def _level(self, now: float, plays: Sequence[Sequence[float]]) -> float:
        """Learn from who was called, and from how it looks for those who still wait."""
        came = (self.came[number] for number in self.line)
        open_ones = [
            still_holds(
                plays[place],
                low=shown.low_minutes,
                high=shown.high_minutes,
                waited=now - came_at,
            )
            for place, (came_at, shown) in enumerate(came)
        ]
        return adapted_level([*self.outcomes, *open_ones], start=self.fit.level)

    def _call_next(self, now: float) -> None:
        for number, desk in enumerate(self.desks):
            if not self.line or desk.began_at is not None or desk.away_since is not None:
                continue
            came_at, shown = self.came[self.line.pop(0)]
            self.waited.append(Waited(shown, now - came_at))
            self.outcomes.append(self.waited[-1].is_inside)
            lasts = self.chance.lognormvariate(math.log(MEDIAN_MINUTES), SIGMA)
            self.sessions.append(Ended(PLANNED_MINUTES, lasts))
            desk.began_at = now
            self._plan(now + lasts, "ends", number)


def arrivals(chance: random.Random) -> list[float]:
    """Return when people come: a Poisson process with two peaks, by thinning."""
    most = (BASE_HOURLY + 2 * PEAK_HOURLY) / 60
    moments: list[float] = []
    now = chance.expovariate(most)
    while now < DAY_MINUTES:
        peaks = sum(math.exp(-(((now - at) / width) ** 2)) for at, width in PEAKS)
        if chance.random() < (BASE_HOURLY + PEAK_HOURLY * peaks) / 60 / most:
            moments.append(now)
        now += chance.expovariate(most)
    return moments
