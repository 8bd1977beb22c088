"""Korean days: from midnight to midnight in Asia/Seoul, which has no summer time."""

import datetime as dt
from zoneinfo import ZoneInfo

from counselling.timetable.intervals import Interval

KST = ZoneInfo("Asia/Seoul")
SATURDAY = 5
MIDNIGHT = dt.time(0, 0)


def day_of(moment: dt.datetime) -> dt.date:
    """Return the Korean day on which an aware moment falls."""
    return moment.astimezone(KST).date()


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """Return the aware moment of a Korean wall-clock time on a day."""
    return dt.datetime.combine(day, time, tzinfo=KST)


def end_of(day: dt.date) -> dt.datetime:
    """Return the midnight that ends the day."""
    return at(day + dt.timedelta(days=1), MIDNIGHT)


def whole(day: dt.date) -> Interval:
    """Return the day as an interval."""
    return Interval(at(day, MIDNIGHT), end_of(day))


def days_from(first: dt.date, count: int) -> list[dt.date]:
    """Return `count` days, the first included."""
    return [first + dt.timedelta(days=number) for number in range(count)]


def is_weekend(day: dt.date) -> bool:
    return day.weekday() >= SATURDAY
