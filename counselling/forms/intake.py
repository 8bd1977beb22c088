"""The questions of a service as form fields."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from counselling.domain.intake import Answered, in_words
from counselling.enums import AnswerKind
from counselling.models import IntakeQuestion

PREFIX = "intake_"
YES_NO = [("yes", _("예")), ("no", _("아니요"))]
# Beyond these a number is a typing mistake.
NUMBER_AT_MOST = 10**15


class IntakeForm(forms.Form):
    """What the service asks beforehand; each answer is kept with its question."""

    def __init__(
        self,
        questions: Iterable[IntakeQuestion],
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.field_name] = field_of(question)

    def answers(self) -> tuple[Answered, ...]:
        """Return what was answered, in words; call it after `is_valid()`."""
        return tuple(
            Answered(question, in_words(question, self.cleaned_data[question.field_name]))
            for question in self.questions
        )


def field_of(question: IntakeQuestion) -> forms.Field:
    """Make the field that asks the question."""
    common: dict[str, Any] = {
        "label": question.text,
        # The template of fields takes hints for markup.
        "help_text": escape(question.help_text),
        "required": question.is_required,
    }
    return _FIELDS[AnswerKind(question.kind)](question, common)


def _text(_question: IntakeQuestion, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=200, error_messages=_MISSING, **common)


def _long_text(_question: IntakeQuestion, common: dict[str, Any]) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=2000, widget=widget, error_messages=_MISSING, **common)


def _number(_question: IntakeQuestion, common: dict[str, Any]) -> forms.Field:
    wrong = _("숫자로 적어 주세요. 예: 12000")
    return forms.DecimalField(
        min_value=-NUMBER_AT_MOST,
        max_value=NUMBER_AT_MOST,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={**_MISSING, "invalid": wrong, "max_value": wrong, "min_value": wrong},
        **common,
    )


def _date(_question: IntakeQuestion, common: dict[str, Any]) -> forms.Field:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={**_MISSING, "invalid": _("날짜를 다시 확인해 주세요. 예: 2026-11-24")},
        **common,
    )


def _choice(question: IntakeQuestion, common: dict[str, Any]) -> forms.Field:
    return _pick([(str(index), text) for index, text in enumerate(question.choices)], common)


def _yes_no(_question: IntakeQuestion, common: dict[str, Any]) -> forms.Field:
    return _pick(YES_NO, common)


def _pick(choices: list[Any], common: dict[str, Any]) -> forms.Field:
    wrong = _("아래에서 하나를 골라 주세요.")
    return forms.ChoiceField(
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": wrong, "invalid_choice": wrong},
        **common,
    )


_MISSING = {"required": _("이 질문에 답해 주세요.")}
_FIELDS = {
    AnswerKind.TEXT: _text,
    AnswerKind.LONG_TEXT: _long_text,
    AnswerKind.NUMBER: _number,
    AnswerKind.DATE: _date,
    AnswerKind.CHOICE: _choice,
    AnswerKind.YES_NO: _yes_no,
}
