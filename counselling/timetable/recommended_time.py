"""The recommended time of a session (권장시간): a clock that both sides see. It cuts nobody off."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from counselling.timetable.intervals import Interval, merge

NO_TIME = dt.timedelta(0)


class Phase(StrEnum):
    """What the clock says, in words."""

    RUNNING = "running"
    ENDING = "ending"
    OVER = "over"


@dataclass(frozen=True)
class Reading:
    """What the clock shows at one moment. It stands while the connection is in trouble."""

    elapsed: dt.timedelta
    limit: dt.timedelta
    notice: dt.timedelta
    """So long before the end it is said that the end comes near."""
    is_paused: bool

    @property
    def left(self) -> dt.timedelta:
        return max(self.limit - self.elapsed, NO_TIME)

    @property
    def phase(self) -> Phase:
        if self.elapsed >= self.limit:
            return Phase.OVER
        return Phase.ENDING if self.left <= self.notice else Phase.RUNNING


def read(
    *,
    started_at: dt.datetime,
    now: dt.datetime,
    limit: dt.timedelta,
    notice: dt.timedelta,
    troubles: Sequence[Interval] = (),
    is_paused: bool = False,
) -> Reading:
    """Read the clock.

    Args:
        limit: The recommended time with all its extensions.
        troubles: When one side was not connected, up to now if one is not now.
    """
    stood = sum((_within(piece, started_at, now) for piece in merge(troubles)), NO_TIME)
    elapsed = max(now - started_at, NO_TIME) - stood
    return Reading(elapsed=elapsed, limit=limit, notice=notice, is_paused=is_paused)


def _within(piece: Interval, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    return max(min(piece.ends_at, end) - max(piece.starts_at, start), NO_TIME)
