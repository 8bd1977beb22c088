"""Weekly hours, closures, holidays."""

import datetime as dt
from typing import Any

from counselling.models import Closure, Holiday, OpeningHours


def open_on_weekdays(**unit: Any) -> None:
    """Open Monday to Friday 09:00-18:00, lunch 12:00-13:00; `unit` is empty for the nation."""
    days = [_usual_hours(weekday=weekday, **unit) for weekday in range(5)]
    OpeningHours.objects.bulk_create(days)


def make_opening_hours(*, weekday: int, **fields: Any) -> OpeningHours:
    hours = _usual_hours(weekday=weekday, **fields)
    hours.save(force_insert=True)
    return hours


def _usual_hours(**fields: Any) -> OpeningHours:
    usual = {"opens_at": dt.time(9), "closes_at": dt.time(18)}
    lunch = {"lunch_from": dt.time(12), "lunch_until": dt.time(13)}
    return OpeningHours(**usual | lunch | fields)


def make_closure(starts_at: dt.datetime, ends_at: dt.datetime, **fields: Any) -> Closure:
    fields.setdefault("reason_ko", "내부 교육")
    return Closure.objects.create(starts_at=starts_at, ends_at=ends_at, **fields)


def make_holiday(day: dt.date, *, name_ko: str = "공휴일") -> Holiday:
    return Holiday.objects.create(day=day, name_ko=name_ko, source="test")
