"""The questions that a service asks beforehand, and the answers kept with their question."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import formats

from counselling.domain.cases import Case, about, case_of
from counselling.enums import AnswerKind
from counselling.models import IntakeAnswer, IntakeQuestion, Service

YES, NO = "예", "아니요"


@dataclass(frozen=True)
class Answered:
    """One question with the answer as people read it; "" when it was left empty."""

    question: IntakeQuestion
    text: str


def questions_of(service: Service, *, at_kiosk: bool = False) -> QuerySet[IntakeQuestion]:
    """Return what is asked now; at a kiosk only what must be known and needs no typing."""
    asked = service.intake_questions.filter(is_asked=True)
    if at_kiosk:
        asked = asked.filter(is_required=True, kind__in=AnswerKind.without_typing())
    return asked


def in_words(question: IntakeQuestion, value: object) -> str:
    """Write an answer the way the official reads it, in Korean."""
    if value is None or value == "":
        return ""
    if question.kind == AnswerKind.YES_NO:
        return YES if value == "yes" else NO
    if question.kind == AnswerKind.CHOICE:
        return str(question.choices_ko[int(str(value))])
    if isinstance(value, dt.date):
        return formats.date_format(value, "Y-m-d")
    return str(value).strip()


def store_answers(case: Case, answers: Iterable[Answered]) -> None:
    """Write the answers with the words of their questions; an empty one is no row.

    Answering again replaces the answer to the same question only.
    """
    with transaction.atomic():
        for answered in answers:
            question = answered.question
            rows = IntakeAnswer.objects.filter(**about(case), question=question)
            if not answered.text:
                rows.delete()
                continue
            rows.update_or_create(
                **about(case),
                question=question,
                defaults={
                    "question_text": question.text_ko,
                    "kind": question.kind,
                    "position": question.position,
                    "text": answered.text,
                },
            )


def answers_of(subject: Case) -> QuerySet[IntakeAnswer]:
    """Return the answers of a case in the order of the questions."""
    return IntakeAnswer.objects.filter(**about(case_of(subject)))


def next_position(service: Service) -> int:
    last: int | None = service.intake_questions.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1
