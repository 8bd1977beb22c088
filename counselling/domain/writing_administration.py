"""Ready texts of a department and outcome codes of a service, changed by administrators.

What is no longer offered stays with the sessions that were written with it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from counselling.domain import unit_changes
from counselling.domain.row_changes import change_row, subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit, unit_of
from counselling.enums import ChangeTopic
from counselling.models import Department, OutcomeCode, Service, TextModule, User

Writing = TextModule | OutcomeCode

TEXT_LABELS: dict[str, Any] = {
    "title": _("제목"),
    "text": _("내용"),
    "note_for": _("어디에 넣나요?"),
    "position": _("순서"),
    "is_offered": _("지금 씁니다"),
}
CODE_LABELS: dict[str, Any] = {
    "text_ko": _("결과 문구"),
    "text_en": _("결과 문구 (영어)"),
    "outcome": _("뜻"),
    "position": _("순서"),
    "is_offered": _("지금 씁니다"),
}


def add_text(department: Department, values: Mapping[str, Any], *, by: User | None) -> TextModule:
    """Offer one more ready text to the officials of a department."""
    with transaction.atomic():
        unit_changes.lock(unit_of(department))
        module = TextModule.objects.create(department=department, **values)
        _record_new(module, _("상용구 추가"), by)
    return module


def add_code(service: Service, values: Mapping[str, Any], *, by: User | None) -> OutcomeCode:
    """Offer one more outcome of a service; with the first the general ones are not offered."""
    with transaction.atomic():
        unit_changes.lock(unit_of(service.department))
        code = OutcomeCode.objects.create(service=service, **values)
        _record_new(code, _("처리 결과 추가"), by)
    return code


def change(row: Writing, values: Mapping[str, Any], *, seen: int, by: User | None) -> list[str]:
    """Change what differs.

    Raises:
        ChangedMeanwhile: Another administrator changed the row first.
    """
    labels = TEXT_LABELS if isinstance(row, TextModule) else CODE_LABELS
    return change_row(
        row,
        values,
        unit=unit_of_writing(row),
        topic=ChangeTopic.SERVICE,
        labels=labels,
        seen=seen,
        by=by,
    )


def unit_of_writing(row: Writing) -> Unit:
    """Return the department that uses a text or holds the service of a code."""
    return unit_of(row.department if isinstance(row, TextModule) else row.service.department)


def _record_new(row: Writing, what: Any, by: User | None) -> None:
    unit = unit_of_writing(row)
    unit_changes.record(
        unit,
        [Change(what, "", str(row))],
        topic=ChangeTopic.SERVICE,
        subject=subject_of(row),
        name=unit.full_name,
        by=by,
    )
