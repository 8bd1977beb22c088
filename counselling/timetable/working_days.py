"""Working days: neither a Saturday or Sunday nor a public holiday."""

import datetime as dt
from collections.abc import Collection
from itertools import islice

from counselling.timetable.days import days_from, is_weekend

# The longest row of days off (설날 and 추석 with weekends and substitutes) is well below this.
DAYS_OFF_AT_MOST = 30


def working_days_after(day: dt.date, count: int, *, holidays: Collection[dt.date]) -> list[dt.date]:
    """Return the next `count` working days after `day`; the last one is `count` days' notice."""
    enough = days_from(day + dt.timedelta(days=1), 2 * count + DAYS_OFF_AT_MOST)
    working = (each for each in enough if not is_weekend(each) and each not in holidays)
    return list(islice(working, count))
