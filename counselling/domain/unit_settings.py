"""Settings of units, inherited nation > agency > department > desk: the one way to read them.

settings = settings_of(service.department)      # one query for the whole page
settings.hold_minutes
setting(desk, "bookable_days")                  # when only one is needed
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from operator import or_
from typing import Any

from counselling.domain.unit_changes import text_of
from counselling.domain.units import AnyUnit, Unit, about_path, unit_of
from counselling.models import Department, UnitSettings


@dataclass(frozen=True)
class Settings:
    """What counts where nobody set anything. Durations carry their unit in the name."""

    bookable_days: int = 28
    lead_minutes: int = 0
    cutoff_minutes: int = 240
    hold_minutes: int = 5
    open_bookings_at_most: int = 5
    door_opens_minutes: int = 10
    recommended_minutes: int = 20
    end_notice_minutes: int = 5
    shows_clock: bool = False
    protects_officials: bool = False
    no_show_minutes: int = 10
    handover_minutes: int = 3
    objection_days: int = 7
    shows_position: bool = True
    calls_before_missed: int = 3
    late_minutes: int = 15
    near_ahead: int = 2
    phone: str = ""
    quiet_from: dt.time = dt.time(21)
    quiet_until: dt.time = dt.time(8)
    first_reminder_minutes: int = 1440
    second_reminder_minutes: int = 10


NAMES = [field.name for field in fields(Settings)]


@dataclass(frozen=True)
class Inherited:
    """The value that counts for a unit, and the unit that set it (None: the product's own)."""

    value: Any
    unit: Unit | None

    @property
    def text(self) -> str:
        return text_of(self.value)


def settings_of(own: AnyUnit | Unit) -> Settings:
    """Return all settings that count for the unit, in one query.

    Where nobody set a telephone number the one of the catalogue counts.
    """
    unit = own if isinstance(own, Unit) else unit_of(own)
    return _settings(unit, _rows(unit))


def setting(own: AnyUnit | Unit, name: str) -> Any:
    """Return one setting of a unit, such as `setting(department, "hold_minutes")`."""
    return getattr(settings_of(own), name)


def settings_of_departments(departments: Iterable[Department]) -> dict[int, Settings]:
    """Return the settings of many departments (agency loaded) by pk, in one query."""
    units = [unit_of(department) for department in departments]
    if not units:
        return {}
    rows = list(UnitSettings.objects.filter(reduce(or_, map(about_path, units))))
    return {unit.own.pk: _settings(unit, rows) for unit in units if unit.own}


def inherited_by(unit: Unit) -> dict[str, Inherited]:
    """Return what counts for the unit while it sets nothing itself, and from where."""
    rows = _rows(unit)
    return {name: _inherited(unit.path[:-1], rows, name, unit) for name in NAMES}


def _rows(unit: Unit) -> list[UnitSettings]:
    return list(UnitSettings.objects.filter(about_path(unit)))


def _settings(unit: Unit, rows: Sequence[UnitSettings]) -> Settings:
    values = {name: _inherited(unit.path, rows, name, unit).value for name in NAMES}
    return Settings(**values)


def _inherited(
    path: Sequence[Unit], rows: Sequence[UnitSettings], name: str, unit: Unit
) -> Inherited:
    for step in reversed(path):
        value = next((getattr(row, name) for row in rows if _is_about(row, step)), None)
        if value is not None:
            return Inherited(value, step)
    if name == "phone":
        return _phone_of_catalogue(unit)
    return Inherited(getattr(Settings, name), None)


def _phone_of_catalogue(unit: Unit) -> Inherited:
    if unit.department and unit.department.phone:
        return Inherited(unit.department.phone, Unit(unit.agency, unit.department))
    if unit.agency and unit.agency.phone:
        return Inherited(unit.agency.phone, Unit(unit.agency))
    return Inherited(Settings.phone, None)


def _is_about(row: UnitSettings, unit: Unit) -> bool:
    wanted = {name: own and own.pk for name, own in unit.columns.items()}
    return all(getattr(row, f"{name}_id") == pk for name, pk in wanted.items())
