"""Settings of a unit, changed by its administrator; what is None is inherited."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from counselling.domain import unit_changes
from counselling.domain.opening_hours import touch_lines
from counselling.domain.unit_changes import Change
from counselling.domain.unit_settings import NAMES
from counselling.domain.units import Unit
from counselling.enums import ChangeTopic
from counselling.models import UnitSettings, User


def subject_of(unit: Unit) -> str:
    return f"settings:{unit.key}"


def own_settings(unit: Unit) -> UnitSettings:
    """Return the unit's own row, or an empty one that is not stored."""
    return UnitSettings.objects.filter(**unit.columns).first() or UnitSettings(**unit.columns)


def change_settings(
    unit: Unit, values: Mapping[str, Any], *, seen: int, by: User | None
) -> list[str]:
    """Set what differs; None takes the unit's own value away. Returns the names changed.

    Raises:
        ChangedMeanwhile: Another administrator changed settings of the unit first.
    """
    with transaction.atomic():
        unit_changes.begin(unit, subject=subject_of(unit), seen=seen)
        row = own_settings(unit)
        before = {name: getattr(row, name) for name in NAMES}
        changed = [name for name in NAMES if name in values and values[name] != before[name]]
        if not changed:
            return []
        for name in changed:
            setattr(row, name, values[name])
        row.save()
        unit_changes.record(
            unit,
            [Change(_label(name), before[name], values[name]) for name in changed],
            topic=ChangeTopic.SETTINGS,
            subject=subject_of(unit),
            name=unit.full_name,
            by=by,
        )
        touch_lines(unit)
    return changed


def _label(name: str) -> Any:
    return UnitSettings._meta.get_field(name).verbose_name  # type: ignore[union-attr]
