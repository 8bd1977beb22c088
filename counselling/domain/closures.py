"""Closures of a unit and public holidays, added and taken away by administrators."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.domain import unit_changes
from counselling.domain.holiday_import import import_holidays
from counselling.domain.opening_hours import touch_lines
from counselling.domain.unit_changes import Change
from counselling.domain.units import NATION, Unit
from counselling.enums import ChangeTopic
from counselling.exceptions import ChangedMeanwhile
from counselling.models import Closure, Holiday, User
from counselling.timetable.days import MIDNIGHT, end_of

BY_HAND = "office"
HOLIDAYS = "holidays"
"""The subject of every change of holidays."""


def closures_to_come(unit: Unit) -> QuerySet[Closure]:
    """Return the unit's own closures that are not over."""
    return Closure.objects.filter(**unit.columns, ends_at__gt=timezone.now())


def add_closure(
    unit: Unit,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    reason_ko: str,
    reason_en: str = "",
    by: User | None,
) -> Closure:
    """Shut the unit for a while, whatever its weekly hours say."""
    with transaction.atomic():
        unit_changes.lock(unit)
        closure = Closure.objects.create(
            **unit.columns,
            starts_at=starts_at,
            ends_at=ends_at,
            reason_ko=reason_ko.strip(),
            reason_en=reason_en.strip(),
        )
        _record(unit, closure, [Change(closure.reason_ko, "", closure_text(closure))], by)
    return closure


def remove_closure(unit: Unit, closure: Closure, *, by: User | None) -> None:
    """Open again.

    Raises:
        ChangedMeanwhile: Somebody has taken it away already.
    """
    with transaction.atomic():
        unit_changes.lock(unit)
        if not Closure.objects.filter(pk=closure.pk).exists():
            raise ChangedMeanwhile
        _record(unit, closure, [Change(closure.reason_ko, closure_text(closure), "")], by)
        Closure.objects.filter(pk=closure.pk).delete()


def add_holiday(day: dt.date, *, name_ko: str, name_en: str = "", by: User | None) -> Holiday:
    """Enter a public holiday that the imported calendar does not know; once."""
    with transaction.atomic():
        unit_changes.lock(NATION)
        holiday, is_new = Holiday.objects.get_or_create(
            day=day,
            name_ko=name_ko.strip(),
            defaults={"name_en": name_en.strip(), "source": BY_HAND},
        )
        if is_new:
            _record_holidays([Change(holiday.name_ko, "", str(day))], by)
    return holiday


def remove_holiday(holiday: Holiday, *, by: User | None) -> None:
    """Make the day a working day again."""
    with transaction.atomic():
        unit_changes.lock(NATION)
        if Holiday.objects.filter(pk=holiday.pk).delete()[0]:
            _record_holidays([Change(holiday.name_ko, str(holiday.day), "")], by)


def import_year(year: int, *, by: User | None) -> int:
    """Add the public holidays of a year that are missing; return how many are new."""
    with transaction.atomic():
        unit_changes.lock(NATION)
        new = import_holidays([year])
        if new:
            _record_holidays([Change(_("공휴일 가져오기"), "", f"{year}: {new}")], by)
    return new


def closure_text(closure: Closure) -> str:
    """Write when a closure lasts; whole days without times."""
    starts_at, ends_at = timezone.localtime(closure.starts_at), timezone.localtime(closure.ends_at)
    if starts_at.time() == ends_at.time() == MIDNIGHT:
        first, last = starts_at.date(), (ends_at - dt.timedelta(days=1)).date()
        return f"{first}" if first == last else f"{first} ~ {last}"
    if ends_at == end_of(starts_at.date()):
        until = "24:00"
    elif ends_at.date() == starts_at.date():
        until = f"{ends_at:%H:%M}"
    else:
        until = f"{ends_at:%Y-%m-%d %H:%M}"
    return f"{starts_at:%Y-%m-%d %H:%M} ~ {until}"


def _record(unit: Unit, closure: Closure, changes: list[Change], by: User | None) -> None:
    unit_changes.record(
        unit,
        changes,
        topic=ChangeTopic.CLOSURE,
        subject=f"closure:{closure.pk}",
        name=unit.full_name,
        by=by,
    )
    touch_lines(unit)


def _record_holidays(changes: list[Change], by: User | None) -> None:
    unit_changes.record(
        NATION, changes, topic=ChangeTopic.HOLIDAY, subject=HOLIDAYS, name=NATION.name, by=by
    )
    touch_lines(NATION)
