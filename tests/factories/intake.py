"""Intake questions."""

from typing import Any

from counselling.domain.intake import next_position
from counselling.enums import AnswerKind
from counselling.models import IntakeQuestion, Service


def make_question(service: Service, **fields: Any) -> IntakeQuestion:
    """Create a question that is asked after the others, answered in a short text."""
    fields.setdefault("kind", AnswerKind.TEXT)
    fields.setdefault("text_ko", "제품 이름이 무엇인가요?")
    fields.setdefault("position", next_position(service))
    return IntakeQuestion.objects.create(service=service, **fields)
