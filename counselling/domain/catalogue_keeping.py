"""Keeps what administrators changed while the catalogue is loaded again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models

from counselling.domain.unit_changes import was_changed
from counselling.enums import ChangeTopic
from counselling.models import Booth, Department, Desk, Service, Site

TOPICS: dict[type[models.Model], ChangeTopic] = {
    Service: ChangeTopic.SERVICE,
    Department: ChangeTopic.UNIT,
    Desk: ChangeTopic.UNIT,
    Site: ChangeTopic.SITE,
    Booth: ChangeTopic.SITE,
}


@contextmanager
def what_people_changed_is_kept() -> Iterator[None]:
    """Put the rows that people changed back as they were before the block."""
    kept: dict[type[models.Model], list[Any]] = {
        model: list(model._default_manager.filter(pk__in=changed_rows(model))) for model in TOPICS
    }
    yield
    for model, rows in kept.items():
        fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._default_manager.bulk_update(rows, fields)


def changed_rows(model: type[models.Model]) -> set[int]:
    """Return the keys of the rows that people changed or added."""
    prefix = f"{model._meta.model_name}:"
    subjects = was_changed(TOPICS[model])
    return {int(text.removeprefix(prefix)) for text in subjects if text.startswith(prefix)}


def arranged_departments() -> set[int]:
    """Return the departments whose desks people arranged: none is added or renumbered there."""
    desks = Desk.objects.filter(pk__in=changed_rows(Desk))
    return set(desks.values_list("department_id", flat=True))
