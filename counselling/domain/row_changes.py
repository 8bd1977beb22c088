"""The one way in which administration changes named fields of a row, with its history."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from counselling.domain import unit_changes
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit
from counselling.enums import ChangeTopic
from counselling.models import User
from counselling.references import new_ref


def subject_of(row: models.Model) -> str:
    """Name a row in the history, such as `service:12`."""
    return f"{row._meta.model_name}:{row.pk}"


def new_code() -> str:
    """Make the code of a row that people add; those of the catalogue are words."""
    return f"x-{new_ref()}"


def change_row(
    row: models.Model,
    values: Mapping[str, Any],
    *,
    unit: Unit,
    topic: ChangeTopic,
    labels: Mapping[str, Any],
    seen: int,
    by: User | None,
) -> list[str]:
    """Write those `values` that differ from the row and return their names.

    Args:
        labels: What people call each field.
        seen: The version (unit_changes.version_of) that the page showed.

    Raises:
        ChangedMeanwhile: Somebody changed the row after the page was made.
    """
    with transaction.atomic():
        unit_changes.begin(unit, subject=subject_of(row), seen=seen)
        row.refresh_from_db()
        before = {name: getattr(row, name) for name in values}
        changed = [name for name, value in values.items() if value != before[name]]
        if not changed:
            return []
        for name in changed:
            setattr(row, name, values[name])
        row.save(update_fields=[*changed, *_times_of(row)])
        changes = [
            Change(labels[name], _shown(row, name, before[name]), _shown(row, name, values[name]))
            for name in changed
        ]
        unit_changes.record(
            unit,
            changes,
            topic=topic,
            subject=subject_of(row),
            name=str(row),
            by=by,
        )
    return changed


def _shown(row: models.Model, name: str, value: Any) -> Any:
    """Return the word for a value that is one of several choices."""
    choices = dict(row._meta.get_field(name).flatchoices or ())  # type: ignore[union-attr]
    return choices.get(value, value) if choices else value


def _times_of(row: models.Model) -> list[str]:
    """Fields that a save sets by itself."""
    return ["changed_at"] if hasattr(row, "changed_at") else []
