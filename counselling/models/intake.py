"""Questions that a service asks beforehand, and the answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.enums import AnswerKind
from counselling.models.cases import CaseRecord, about_one_case
from counselling.models.records import (
    Record,
    ReferencedRecord,
    in_language,
    list_in_language,
)
from counselling.models.services import Service


class IntakeQuestion(ReferencedRecord):
    """One question of a service. `is_asked` False: no longer asked; old answers stay.

    `key` names a question of the catalogue, so that loading it again finds it; "" for questions
    that an administrator made.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="intake_questions")
    key = models.SlugField(max_length=60, blank=True)
    kind = models.CharField(max_length=12, choices=AnswerKind.choices)
    text_ko = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200, blank=True)
    help_ko = models.CharField(max_length=300, blank=True)
    help_en = models.CharField(max_length=300, blank=True)
    choices_ko = models.JSONField(default=list, blank=True)
    choices_en = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)
    is_asked = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("사전 질문")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "key"],
                condition=~models.Q(key=""),
                name="intake_question_key_once",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self.text_ko, self.text_en)

    @property
    def help_text(self) -> str:
        return in_language(self.help_ko, self.help_en)

    @property
    def choices(self) -> list[str]:
        return list_in_language(self.choices_ko, self.choices_en)

    @property
    def field_name(self) -> str:
        """Names the question in a form."""
        return f"intake_{self.ref}"


class IntakeAnswer(CaseRecord, Record):
    """An answer with the question as it was asked: editing a question changes no answer."""

    question = models.ForeignKey(
        IntakeQuestion, models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    question_text = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=AnswerKind.choices)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=2000)

    class Meta:
        verbose_name = _("사전 질문의 답")
        ordering = ["position", "pk"]
        constraints = [
            about_one_case("intake_answer_about_one_case"),
            models.UniqueConstraint(
                fields=["appointment", "question"], name="intake_answer_once_per_appointment"
            ),
            models.UniqueConstraint(
                fields=["queue_ticket", "question"], name="intake_answer_once_per_ticket"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
