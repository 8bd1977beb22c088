"""Weekly hours, closures, holidays."""

import datetime as dt
from typing import Any

from counselling.models import Closure, Holiday, OpeningHours


def open_on_weekdays(**unit: Any) -> None:
    """Open Monday to Friday 09:00-18:00, lunch 12:00-13:00; `unit` is empty for the nation."""
    for weekday in range(5):
        make_opening_hours(weekday=weekday, **unit)


def make_opening_hours(*, weekday: int, **fields: Any) -> OpeningHours:
    fields.setdefault("opens_at", dt.time(9))
    fields.setdefault("closes_at", dt.time(18))
    fields.setdefault("lunch_from", dt.time(12))
    fields.setdefault("lunch_until", dt.time(13))
    return OpeningHours.objects.create(weekday=weekday, **fields)


def make_closure(starts_at: dt.datetime, ends_at: dt.datetime, **fields: Any) -> Closure:
    fields.setdefault("reason_ko", "내부 교육")
    return Closure.objects.create(starts_at=starts_at, ends_at=ends_at, **fields)


def make_holiday(day: dt.date, *, name_ko: str = "공휴일") -> Holiday:
    return Holiday.objects.create(day=day, name_ko=name_ko, source="test")
