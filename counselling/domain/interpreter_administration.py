"""Interpreters of an agency: who they are and which languages they bring (F1)."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counselling.domain import unit_changes
from counselling.domain.row_changes import change_row, subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit, unit_of
from counselling.enums import ChangeTopic, InterpretedLanguage
from counselling.models import Agency, Interpreter, InterpreterSkill, User

LABELS: dict[str, Any] = {
    "name_ko": _("이름"),
    "name_en": _("이름 (영어)"),
    "is_active": _("예약을 받습니다"),
}
LANGUAGES = _("통역하는 언어")


def interpreters_of(unit: Unit) -> QuerySet[Interpreter]:
    """Return the agency's interpreters with their languages, in two queries."""
    rows = Interpreter.objects.filter(agency=unit.agency)
    return rows.prefetch_related("skills").order_by("-is_active", "name_ko", "pk")


def languages_of(interpreter: Interpreter) -> list[str]:
    return sorted(interpreter.skills.values_list("language", flat=True))


def add_interpreter(
    agency: Agency, values: Mapping[str, Any], languages: Collection[str], *, by: User | None
) -> Interpreter:
    """Add an interpreter who can be booked from now on."""
    unit = unit_of(agency)
    with transaction.atomic():
        unit_changes.lock(unit)
        interpreter = Interpreter.objects.create(agency=agency, **values)
        _set_languages(interpreter, languages)
        change = Change(_("새 통역사"), "", f"{interpreter.name_ko} ({_spoken(languages)})")
        _record(interpreter, unit, change, by)
    return interpreter


def change_interpreter(
    interpreter: Interpreter,
    values: Mapping[str, Any],
    languages: Collection[str],
    *,
    seen: int,
    by: User | None,
) -> None:
    """Change what differs; bookings that are made already keep their interpreter.

    Raises:
        ChangedMeanwhile: Another administrator changed the interpreter first.
    """
    unit = unit_of(interpreter.agency)
    with transaction.atomic():
        change_row(
            interpreter,
            values,
            unit=unit,
            topic=ChangeTopic.PEOPLE,
            labels=LABELS,
            seen=seen,
            by=by,
        )
        before = languages_of(interpreter)
        if before != sorted(languages):
            _set_languages(interpreter, languages)
            _record(interpreter, unit, Change(LANGUAGES, _spoken(before), _spoken(languages)), by)


def _set_languages(interpreter: Interpreter, languages: Collection[str]) -> None:
    interpreter.skills.exclude(language__in=languages).delete()
    known = set(languages_of(interpreter))
    InterpreterSkill.objects.bulk_create(
        InterpreterSkill(interpreter=interpreter, language=language)
        for language in languages
        if language not in known
    )


def _spoken(languages: Collection[str]) -> str:
    return ", ".join(str(InterpretedLanguage(language).label) for language in sorted(languages))


def _record(interpreter: Interpreter, unit: Unit, change: Change, by: User | None) -> None:
    unit_changes.record(
        unit,
        [change],
        topic=ChangeTopic.PEOPLE,
        subject=subject_of(interpreter),
        name=interpreter.name_ko,
        by=by,
    )
