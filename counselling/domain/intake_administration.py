"""The questions of a service, changed by the agency's administrator. Old answers stay."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from counselling.domain import unit_changes
from counselling.domain.intake import next_position
from counselling.domain.row_changes import change_row, subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import unit_of
from counselling.enums import ChangeTopic
from counselling.models import IntakeQuestion, Service, User

LABELS: dict[str, Any] = {
    "kind": _("답하는 방법"),
    "text_ko": _("질문"),
    "text_en": _("질문 (영어)"),
    "help_ko": _("도움말"),
    "help_en": _("도움말 (영어)"),
    "choices_ko": _("고를 것"),
    "choices_en": _("고를 것 (영어)"),
    "is_required": _("꼭 답해야 합니다"),
    "is_asked": _("지금 묻습니다"),
    "position": _("순서"),
}


def add_question(service: Service, values: Mapping[str, Any], *, by: User | None) -> IntakeQuestion:
    """Ask one more thing, after the others."""
    unit = unit_of(service.department)
    with transaction.atomic():
        unit_changes.lock(unit)
        question = IntakeQuestion.objects.create(
            service=service, position=next_position(service), **values
        )
        unit_changes.record(
            unit,
            [Change(_("사전 질문 추가"), "", question.text_ko)],
            topic=ChangeTopic.SERVICE,
            subject=subject_of(question),
            name=str(service),
            by=by,
        )
    return question


def change_question(
    question: IntakeQuestion, values: Mapping[str, Any], *, seen: int, by: User | None
) -> list[str]:
    """Change what differs. Answers keep the words of the question they were given to.

    Raises:
        ChangedMeanwhile: Another administrator changed the question first.
    """
    return change_row(
        question,
        values,
        unit=unit_of(question.service.department),
        topic=ChangeTopic.SERVICE,
        labels=LABELS,
        seen=seen,
        by=by,
    )


def move_up(question: IntakeQuestion, *, by: User | None) -> None:
    """Ask it before the one that comes before it now; the first stays where it is."""
    unit = unit_of(question.service.department)
    with transaction.atomic():
        unit_changes.lock(unit)
        rows = list(question.service.intake_questions.all())
        place = next(index for index, row in enumerate(rows) if row.pk == question.pk)
        if place == 0:
            return
        rows[place - 1 : place + 1] = [rows[place], rows[place - 1]]
        for position, row in enumerate(rows, start=1):
            row.position = position
        IntakeQuestion.objects.bulk_update(rows, ["position"])
        unit_changes.record(
            unit,
            [Change(LABELS["position"], place + 1, place)],
            topic=ChangeTopic.SERVICE,
            subject=subject_of(question),
            name=str(question),
            by=by,
        )
