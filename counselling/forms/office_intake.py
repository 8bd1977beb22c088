"""What an administrator fills in about a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.domain.intake_administration import LABELS
from counselling.enums import AnswerKind
from counselling.forms.office_fields import VersionedForm, text_field
from counselling.forms.office_services import LinesField
from counselling.models import IntakeQuestion

NAMES = (
    "kind",
    "text_ko",
    "text_en",
    "help_ko",
    "help_en",
    "choices_ko",
    "choices_en",
    "is_required",
)


class QuestionForm(VersionedForm):
    """One question. Without the office's own English, English pages show the Korean words."""

    text_ko = text_field(
        LABELS["text_ko"],
        required_text=_("질문을 적어 주세요."),
        max_length=200,
        help_text=_("짧고 쉬운 말로 하나만 물어 주세요. 주민등록번호는 묻지 않습니다."),
    )
    text_en = text_field(LABELS["text_en"], max_length=200)
    kind = forms.ChoiceField(
        label=LABELS["kind"],
        choices=AnswerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("답하는 방법을 골라 주세요.")},
    )
    choices_ko = LinesField(
        label=LABELS["choices_ko"], help_text=_("‘고르기’일 때 한 줄에 하나씩 적어 주세요.")
    )
    choices_en = LinesField(label=LABELS["choices_en"])
    help_ko = text_field(LABELS["help_ko"], max_length=300)
    help_en = text_field(LABELS["help_en"], max_length=300)
    is_required = forms.BooleanField(label=LABELS["is_required"], required=False)

    def clean(self) -> dict[str, Any]:
        """A choice needs at least two things to choose from, in as many words in English."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") != AnswerKind.CHOICE:
            return cleaned | {"choices_ko": [], "choices_en": []}
        korean, english = cleaned.get("choices_ko", []), cleaned.get("choices_en", [])
        if "choices_ko" not in self.errors and len(korean) < 2:
            self.add_error("choices_ko", _("고를 것을 두 개 이상 적어 주세요."))
        if english and len(english) != len(korean):
            self.add_error("choices_en", _("한국어와 같은 개수로 적어 주세요."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NAMES}


def initial_of(question: IntakeQuestion) -> dict[str, Any]:
    return {name: getattr(question, name) for name in NAMES}
