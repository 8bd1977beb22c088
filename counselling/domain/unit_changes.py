"""The history of administration. It also keeps administrators from overwriting each other.

Every administrative act locks its agency, asks `begin` whether the subject is still as the page
showed it, writes, and records what changed. The newest history row of a subject is its version.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from counselling.domain.units import Unit
from counselling.enums import ChangeTopic
from counselling.exceptions import ChangedMeanwhile
from counselling.models import Agency, UnitChange, User


@dataclass(frozen=True)
class Change:
    """One thing that is different now; texts for people."""

    what: str | Promise
    before: Any
    after: Any


def version_of(subject: str) -> int:
    """Return the version of a subject such as `service:12`; 0 while nobody has changed it."""
    newest = UnitChange.objects.filter(subject=subject).aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def was_changed(topic: ChangeTopic) -> set[str]:
    """Return the subjects of a topic that people have changed: loaders leave them alone."""
    return set(UnitChange.objects.filter(topic=topic).values_list("subject", flat=True))


def begin(unit: Unit, *, subject: str, seen: int) -> None:
    """Lock the agency (for the nation all of them) and check that `seen` is still the version.

    Call it first in the transaction of the act.

    Raises:
        ChangedMeanwhile: Somebody changed the subject after the page was made.
    """
    lock(unit)
    if version_of(subject) != seen:
        raise ChangedMeanwhile


def lock(unit: Unit) -> None:
    """Let administrative acts of one agency follow one another; bookings do not wait."""
    agencies = Agency.objects.select_for_update(no_key=True).order_by("pk")
    list(agencies.filter(pk=unit.agency.pk) if unit.agency else agencies)


def record(
    unit: Unit,
    changes: Sequence[Change],
    *,
    topic: ChangeTopic,
    subject: str,
    name: str,
    by: User | None,
) -> None:
    """Write one history row for each thing that is really different."""
    with translation.override("ko"):
        rows = [
            UnitChange(
                agency=unit.agency,
                department=unit.department,
                topic=topic,
                subject=subject,
                subject_name=name[:200],
                what=str(change.what)[:120],
                from_text=text_of(change.before),
                to_text=text_of(change.after),
                actor=by,
                actor_name=str(by)[:100] if by else "",
            )
            for change in changes
            if text_of(change.before) != text_of(change.after)
        ]
    UnitChange.objects.bulk_create(rows)


def changes_since(subject: str, version: int) -> QuerySet[UnitChange]:
    """Return what others changed of the subject since that version, newest first."""
    return UnitChange.objects.filter(subject=subject, pk__gt=version).select_related("actor")


def history_of(unit: Unit, *, limit: int, topics: Sequence[str] = ()) -> list[UnitChange]:
    """Return the newest changes of an agency (or of the nation), newest first."""
    rows = UnitChange.objects.filter(agency=unit.agency).select_related("department")
    if topics:
        rows = rows.filter(topic__in=topics)
    return list(rows[:limit])


def history_about(subject: str, *, limit: int = 10) -> list[UnitChange]:
    """Return the newest changes of one subject, newest first."""
    return list(UnitChange.objects.filter(subject=subject)[:limit])


def text_of(value: Any) -> str:
    """Write a value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return " / ".join(text_of(item) for item in value)
    return str(value)
