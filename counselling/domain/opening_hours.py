"""Weekly hours of a unit, hours for a period, one-off days: read and changed by administrators.

A unit's rows with the same validity make one week. Without dates it is the unit's standing week;
with dates it counts instead while they last; a week of a single day is a one-off day.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from counselling import live
from counselling.domain import unit_changes
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit, unit_of
from counselling.enums import ChangeTopic, Weekday
from counselling.exceptions import HoursOverlap
from counselling.models import Department, Desk, Line, OpeningHours, User


@dataclass(frozen=True, order=True)
class Period:
    """When a week counts, both days included; None is without end."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def is_standing(self) -> bool:
        return self.first is None and self.last is None

    @property
    def is_one_day(self) -> bool:
        return self.first is not None and self.first == self.last

    @property
    def key(self) -> str:
        """How addresses name it, such as `2027-07-01_2027-08-31`."""
        return f"{self.first or 'always'}_{self.last or 'always'}"


STANDING = Period()


@dataclass(frozen=True)
class DayHours:
    """The hours of one weekday. `closes_at` 00:00 is midnight at the end of the day."""

    weekday: int
    opens_at: dt.time
    closes_at: dt.time
    lunch_from: dt.time | None = None
    lunch_until: dt.time | None = None
    is_open_on_holidays: bool = False
    is_closed: bool = False

    def __str__(self) -> str:
        if self.is_closed:
            return _("쉼")
        text = f"{self.opens_at:%H:%M}~{_clock(self.closes_at)}"
        if self.lunch_from and self.lunch_until:
            times = {"from": f"{self.lunch_from:%H:%M}", "until": f"{self.lunch_until:%H:%M}"}
            text += " " + _("(점심 %(from)s~%(until)s)") % times
        return text + (" " + _("공휴일에도 엶") if self.is_open_on_holidays else "")


def subject_of(unit: Unit) -> str:
    return f"hours:{unit.key}"


def weeks_of(unit: Unit) -> dict[Period, dict[int, DayHours]]:
    """Return every week the unit itself has, by its period: standing first, then by date."""
    weeks: dict[Period, dict[int, DayHours]] = defaultdict(dict)
    for row in OpeningHours.objects.filter(**unit.columns).order_by("weekday", "pk"):
        weeks[Period(row.valid_from, row.valid_until)].setdefault(row.weekday, _day(row))
    return dict(sorted(weeks.items(), key=lambda item: item[0].key.replace("always", "")))


def inherited_days(unit: Unit, period: Period | None) -> dict[int, tuple[DayHours, Unit]]:
    """Return what counts on weekdays that a week leaves out, and which unit says so.

    A standing week leaves it to the units above, a week for a period to the unit itself first.
    """
    path = unit.path[:-1] if period == STANDING else unit.path
    days: dict[int, tuple[DayHours, Unit]] = {}
    for step in path:
        for weekday, day in weeks_of(step).get(STANDING, {}).items():
            days[weekday] = (day, step)
    return days


def units_below_with_own_hours(unit: Unit) -> list[Unit]:
    """Return the departments and desks of an agency or department that have hours of their own.

    What is changed above does not reach them on the weekdays they set.
    """
    if unit.agency is None or unit.desk:
        return []
    rows = OpeningHours.objects.all()
    desks = Desk.objects.filter(pk__in=rows.values("desk"), department__agency=unit.agency)
    departments = Department.objects.filter(pk__in=rows.values("department"), agency=unit.agency)
    if unit.department:
        desks, departments = desks.filter(department=unit.department), departments.none()
    found: list[Department | Desk] = [*departments.select_related("agency")]
    found += desks.select_related("department__agency")
    return [unit_of(row) for row in found]


def set_week(
    unit: Unit,
    days: Sequence[DayHours],
    *,
    period: Period,
    replaces: Period | None,
    seen: int,
    by: User | None,
) -> None:
    """Write the unit's week for a period; weekdays left out are inherited.

    Args:
        replaces: The period whose week was edited; None for a new week.

    Raises:
        ChangedMeanwhile: Another administrator changed hours of the unit first.
        HoursOverlap: The unit has another week for this very period.
    """
    with transaction.atomic():
        unit_changes.begin(unit, subject=subject_of(unit), seen=seen)
        weeks = weeks_of(unit)
        if period != replaces and period in weeks:
            raise HoursOverlap
        before = weeks.get(replaces, {}) if replaces is not None else {}
        if replaces is not None:
            _rows(unit, replaces).delete()
        OpeningHours.objects.bulk_create([_row(unit, day, period) for day in days])
        after = {day.weekday: day for day in days}
        _record(unit, _differences(before, after, replaces, period), by)


def remove_week(unit: Unit, period: Period, *, seen: int, by: User | None) -> None:
    """Take the week of a period (or a one-off day) away: what is above counts again.

    Raises:
        ChangedMeanwhile: Another administrator changed hours of the unit first.
    """
    with transaction.atomic():
        unit_changes.begin(unit, subject=subject_of(unit), seen=seen)
        before = weeks_of(unit).get(period, {})
        _rows(unit, period).delete()
        _record(unit, _differences(before, {}, period, period), by)


def period_text(period: Period) -> str:
    """Name a period for people."""
    if period.is_standing:
        return _("항상")
    if period.is_one_day:
        return f"{period.first}"
    return f"{period.first or ''} ~ {period.last or ''}".strip()


def touch_lines(unit: Unit) -> None:
    """Tell the pages of every line under the unit that its hours may be different."""
    lines = Line.objects.all()
    if unit.department:
        lines = lines.filter(department=unit.department)
    elif unit.agency:
        lines = lines.filter(department__agency=unit.agency)
    live.touch(*lines)


def _record(unit: Unit, changes: Sequence[Change], by: User | None) -> None:
    unit_changes.record(
        unit,
        changes,
        topic=ChangeTopic.HOURS,
        subject=subject_of(unit),
        name=unit.full_name,
        by=by,
    )
    touch_lines(unit)


def _differences(
    before: dict[int, DayHours], after: dict[int, DayHours], was: Period | None, now: Period
) -> list[Change]:
    days = [
        Change(_what(Weekday(weekday), now), before.get(weekday, ""), after.get(weekday, ""))
        for weekday in Weekday.values
    ]
    if was is None or was == now:
        return days
    return [Change(_("기간"), period_text(was), period_text(now)), *days]


def _what(weekday: Weekday, period: Period) -> str:
    if period.is_standing:
        return str(weekday.label)
    if period.is_one_day:
        return period_text(period)
    return f"{weekday.label} ({period_text(period)})"


def _rows(unit: Unit, period: Period) -> QuerySet[OpeningHours]:
    return OpeningHours.objects.filter(
        **unit.columns, valid_from=period.first, valid_until=period.last
    )


def _row(unit: Unit, day: DayHours, period: Period) -> OpeningHours:
    return OpeningHours(
        **unit.columns,
        weekday=day.weekday,
        opens_at=day.opens_at,
        closes_at=day.closes_at,
        lunch_from=day.lunch_from,
        lunch_until=day.lunch_until,
        is_open_on_holidays=day.is_open_on_holidays,
        is_closed=day.is_closed,
        valid_from=period.first,
        valid_until=period.last,
    )


def _day(row: OpeningHours) -> DayHours:
    return DayHours(
        weekday=row.weekday,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        lunch_from=row.lunch_from,
        lunch_until=row.lunch_until,
        is_open_on_holidays=row.is_open_on_holidays,
        is_closed=row.is_closed,
    )


def _clock(time: dt.time) -> str:
    return "24:00" if time == dt.time(0) else f"{time:%H:%M}"
