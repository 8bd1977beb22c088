"""Whose turn it is: the one rule of a waiting line, as pure functions.

Everybody waits since some moment, and a priority class puts that moment earlier by a head start.
The earliest goes first; of two alike, whoever came first. So

- appointments come before walk-ins while they are in their window;
- nobody starves: nobody is overtaken by somebody who came more than the longest head start later;
- whoever is parked, missed or transferred comes back to the old place, because `waiting_since`
  stays;
- whose waiting page is gone for two minutes keeps the place too, but those who are there are
  called first.

`counselling.domain.queries.turns` says the same in SQL; a test holds the two together.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# By the values of counselling.enums.PriorityClass.
HEAD_STARTS = {
    5: dt.timedelta(hours=4),  # urgent
    10: dt.timedelta(hours=2),  # appointment
    30: dt.timedelta(minutes=30),  # preferred
    50: dt.timedelta(0),  # walk-in
}
LONGEST_HEAD_START = max(HEAD_STARTS.values())
LOST_AFTER = dt.timedelta(minutes=2)


@dataclass(frozen=True)
class Place:
    """A waiting person. Smaller keys came first."""

    key: int
    service: int
    priority: int
    waiting_since: dt.datetime
    is_lost: bool = False

    @property
    def turn_at(self) -> dt.datetime:
        return self.waiting_since - HEAD_STARTS[self.priority]


@dataclass(frozen=True)
class Step:
    """One thing that happened in a line.

    `place` is how the person waits after it, None when they do not wait (any more). A call in turn
    carries what the desk serves.
    """

    key: int
    place: Place | None = None
    serves: frozenset[int] | None = None


def in_turn(places: Iterable[Place]) -> list[Place]:
    """Return the places in the order in which they are called."""
    return sorted(places, key=lambda place: (place.is_lost, place.turn_at, place.key))


def next_place(places: Iterable[Place], *, serves: frozenset[int]) -> Place | None:
    """Return whom a desk that serves these services calls next."""
    return next(iter(in_turn(place for place in places if place.service in serves)), None)


def replay(steps: Sequence[Step]) -> list[tuple[int, int | None]]:
    """Play a line again: for each call in turn, who was called and who should have been."""
    waiting: dict[int, Place] = {}
    calls: list[tuple[int, int | None]] = []
    for step in steps:
        if step.serves is not None:
            wanted = next_place(waiting.values(), serves=step.serves)
            calls.append((step.key, wanted.key if wanted else None))
        if step.place is None:
            waiting.pop(step.key, None)
        else:
            waiting[step.key] = step.place
    return calls
