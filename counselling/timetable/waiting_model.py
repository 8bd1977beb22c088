"""How long somebody will wait, as honestly as it can be known: a model of a waiting line.

Sessions last log-normally, as long as the line's own history says (`fit`). A line is played many
times, each with other lengths: whoever is at a desk stays for what is left, people ahead go to the
desk that is free first or give up, desks whose official stepped out come back (`waits`). What is
shown is the narrowest span that holds enough of those plays (`span_to_show`). How many are enough
is learned from what became of the ranges shown before (`adapted_level`, after Gibbs and Candes,
Adaptive Conformal Inference, 2021): a day on which waits run out of their ranges widens them, a
calm one narrows them. Who still waits is counted by the share of today's plays in which their
range will come true (`still_holds`): when an official steps out, the next range is wider at once,
not an hour later when those in the line are called.
"""

import heapq
import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

# Before there is history: most sessions are a little shorter than planned, some much longer.
PRIOR_LOG_RATIO = math.log(0.85)
PRIOR_LOG_SPREAD = 0.5
PRIOR_WEIGHT = 20.0
SHORTEST_MINUTES, LONGEST_MINUTES = 0.5, 240.0
# Officials who stepped out are mostly back after this long.
AWAY_LOG_MEDIAN, AWAY_LOG_SPREAD = math.log(20.0), 0.6
# After so many sessions an official steps out, and nobody knows before.
AWAY_CHANCE = 0.01
# Who gives up does so after about this long.
LEAVE_AFTER_MINUTES = 12.0

PLAYS = 300
SEED = 20161

# So many of the ranges shown shall hold.
TARGET = 0.89
START_LEVEL = 0.86
# What the day lacks is made up for by the next four people.
LEARNING_RATE = 0.25
OVERNIGHT = 0.3  # of a day's learning
LOWEST_LEVEL, HIGHEST_LEVEL = 0.4, 1.3
WIDEST_SHARE = 0.97
# "10 to 60 minutes" tells nobody anything: of a long wait, at most this share of its upper end.
WIDEST_OF_HIGH = 0.55
LONG_MINUTES = 20.0

STANDARD = NormalDist()


@dataclass(frozen=True)
class LineFit:
    """How a line's sessions last against their plan, and how many people give up."""

    log_ratio: float = PRIOR_LOG_RATIO
    log_spread: float = PRIOR_LOG_SPREAD
    leave_share: float = 0.0  # of all people; they do so after LEAVE_AFTER_MINUTES on average
    level: float = START_LEVEL
    samples: int = 0


@dataclass(frozen=True)
class Ended:
    """A session of the past: minutes planned and taken."""

    planned: float
    taken: float


@dataclass(frozen=True)
class Busy:
    """A desk with a person: minutes planned, and gone by."""

    planned: float
    elapsed: float


@dataclass(frozen=True)
class LineNow:
    """What the wait depends on. `ahead` are the planned minutes of those who wait, in turn."""

    fit: LineFit
    free_desks: int
    busy: tuple[Busy, ...] = ()
    away: tuple[float, ...] = ()  # minutes since each official stepped out
    ahead: tuple[float, ...] = ()

    @property
    def has_desk(self) -> bool:
        return bool(self.free_desks or self.busy or self.away)


def fit(
    sessions: Sequence[Ended],
    *,
    left: int = 0,
    level: float = START_LEVEL,
) -> LineFit:
    """Fit a line to its history; with little of it the start counts for as much as 20 sessions.

    Args:
        left: How many people gave up meanwhile.
    """
    logs = [math.log(_clipped(item.taken) / max(item.planned, 1.0)) for item in sessions]
    count = len(logs)
    mean = (sum(logs) + PRIOR_WEIGHT * PRIOR_LOG_RATIO) / (count + PRIOR_WEIGHT)
    squares = sum((value - mean) ** 2 for value in logs)
    spread = math.sqrt((squares + PRIOR_WEIGHT * PRIOR_LOG_SPREAD**2) / (count + PRIOR_WEIGHT))
    share = left / (count + left + PRIOR_WEIGHT)
    return LineFit(mean, spread, share, level, count)


@lru_cache(maxsize=32)
def waits(line: LineNow) -> tuple[tuple[float, ...], ...]:
    """Return for each place in the line, and for one behind it, the sorted waits of all plays."""
    chance = random.Random(SEED)  # noqa: S311 - plays, not secrets
    plays = [_play(line, chance) for _ in range(PLAYS)]
    return tuple(tuple(sorted(column)) for column in zip(*plays, strict=True))


def narrowest(sorted_waits: Sequence[float], level: float) -> tuple[float, float]:
    """Return the narrowest span that holds the share `level` of the plays.

    A level beyond all plays stretches their span: the model itself has been too sure.
    """
    held = max(math.ceil(len(sorted_waits) * min(level, WIDEST_SHARE)), 2)
    spans = zip(sorted_waits, sorted_waits[held - 1 :], strict=False)
    low, high = min(spans, key=lambda span: span[1] - span[0])
    stretch = max(level - WIDEST_SHARE, 0.0) * (high - low)
    return max(low - stretch, 0.0), high + stretch


def span_to_show(sorted_waits: Sequence[float], level: float) -> tuple[float, float]:
    """Return the narrowest span for the level; of a long wait the densest part that may be told."""
    low, high = narrowest(sorted_waits, level)
    width = WIDEST_OF_HIGH * high
    if high < LONG_MINUTES or high - low <= width:
        return low, high
    begins = [wait for wait in sorted_waits if low <= wait <= high - width] or [low]

    def held(begin: float) -> int:
        return bisect_right(sorted_waits, begin + width) - bisect_left(sorted_waits, begin)

    densest = max(begins, key=held)
    return densest, densest + width


def still_holds(sorted_waits: Sequence[float], *, low: float, high: float, waited: float) -> float:
    """Return in what share of the plays a range that was shown `waited` minutes ago comes true."""
    begin, end = low - waited, high - waited
    return (bisect_right(sorted_waits, end) - bisect_left(sorted_waits, begin)) / len(sorted_waits)


def adapted_level(
    outcomes: Iterable[float], *, start: float, target: float = TARGET, rate: float = LEARNING_RATE
) -> float:
    """Return the level after ranges held (1) or did not (0), or will with some likelihood.

    Only their sum counts, so that the share of the day is made good again.
    """
    level = start + rate * sum(target - held for held in outcomes)
    return min(max(level, LOWEST_LEVEL), HIGHEST_LEVEL)


def level_overnight(level: float, outcomes: Iterable[float]) -> float:
    """Return the level to begin the next day with: what the day taught, but not all of it."""
    return level + OVERNIGHT * (adapted_level(outcomes, start=level) - level)


def _play(line: LineNow, chance: random.Random) -> list[float]:
    """Play the line once: when the desk is free for each place, and for one behind the last."""
    desks = [0.0] * line.free_desks
    desks += [_left(item, line.fit, chance) for item in line.busy]
    desks += [_until_back(minutes, chance) for minutes in line.away]
    heapq.heapify(desks)
    found = []
    for planned in line.ahead:
        wait = desks[0]
        found.append(wait)
        if chance.random() < line.fit.leave_share * -math.expm1(-wait / LEAVE_AFTER_MINUTES):
            continue
        heapq.heapreplace(desks, wait + _lasts(planned, line.fit, chance))
    found.append(desks[0])
    return found


def _lasts(planned: float, fitted: LineFit, chance: random.Random) -> float:
    median = math.log(max(planned, 1.0)) + fitted.log_ratio
    return chance.lognormvariate(median, fitted.log_spread) + _stepped_out(chance)


def _left(item: Busy, fitted: LineFit, chance: random.Random) -> float:
    median = math.log(max(item.planned, 1.0)) + fitted.log_ratio
    return _rest(median, fitted.log_spread, item.elapsed, chance) + _stepped_out(chance)


def _stepped_out(chance: random.Random) -> float:
    """Draw how long the official is away after a session: mostly not at all."""
    if chance.random() >= AWAY_CHANCE:
        return 0.0
    return chance.lognormvariate(AWAY_LOG_MEDIAN, AWAY_LOG_SPREAD)


def _until_back(minutes: float, chance: random.Random) -> float:
    return _rest(AWAY_LOG_MEDIAN, AWAY_LOG_SPREAD, minutes, chance)


def _rest(median: float, spread: float, elapsed: float, chance: random.Random) -> float:
    """Draw what is left of something log-normal that goes on since `elapsed` minutes."""
    if elapsed <= 0:
        return chance.lognormvariate(median, spread)
    gone = STANDARD.cdf((math.log(elapsed) - median) / spread)
    at = gone + (1 - gone) * chance.random()
    if at >= 1 - 1e-9:
        return elapsed * 0.2
    return max(math.exp(median + spread * STANDARD.inv_cdf(at)) - elapsed, 0.0)


def _clipped(minutes: float) -> float:
    return min(max(minutes, SHORTEST_MINUTES), LONGEST_MINUTES)
