"""What administrators fill in about an interpreter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.domain.interpreter_administration import LABELS, LANGUAGES
from counselling.enums import InterpretedLanguage
from counselling.forms.office_fields import VersionedForm, text_field


class InterpreterForm(VersionedForm):
    """Who interprets, and which languages."""

    name_ko = text_field(
        LABELS["name_ko"], required_text=_("통역사 이름을 적어 주세요."), max_length=60
    )
    name_en = text_field(LABELS["name_en"], max_length=60)
    languages = forms.MultipleChoiceField(
        label=LANGUAGES,
        choices=InterpretedLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("언어를 하나 이상 골라 주세요."),
            "invalid_choice": _("언어를 다시 골라 주세요."),
        },
    )
    is_active = forms.BooleanField(
        label=LABELS["is_active"],
        help_text=_("끄면 새 예약에 넣지 않습니다. 이미 잡힌 예약은 남습니다."),
        required=False,
        initial=True,
    )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in LABELS}
