"""Consents, one box each, with what one agrees to beside it; and the legal representative."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from counselling.domain.representatives import NamedRepresentative
from counselling.enums import ConsentItem, Relation
from counselling.forms.citizen_fields import NameField, PhoneField
from counselling.models import ConsentText

MISSING = {
    ConsentItem.DATA: _("상담하려면 동의가 필요합니다."),
    ConsentItem.VIDEO: _("영상상담을 하려면 동의가 필요합니다."),
}
REPRESENTATIVE_FIELDS = (
    "is_under_14",
    "representative_name",
    "representative_relation",
    "representative_phone",
)


def field_name(item: str) -> str:
    return f"agrees_to_{item}"


class ConsentForm(forms.Form):
    """Each item apart; an optional one that is left empty means no."""

    def __init__(
        self,
        texts: Iterable[ConsentText],
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.texts = list(texts)
        for text in self.texts:
            self.fields[field_name(text.item)] = forms.BooleanField(
                label=_label(text),
                help_text=_terms(text),
                required=text.is_required,
                error_messages={"required": MISSING.get(ConsentItem(text.item), "")},
            )

    def answers(self) -> dict[str, bool]:
        """Return item -> agreed; call it after `is_valid()`."""
        return {text.item: self.cleaned_data[field_name(text.item)] for text in self.texts}


class RepresentativeForm(forms.Form):
    """Under 14: who the legal representative is, and that they agree."""

    is_under_14 = forms.ChoiceField(
        label=_("상담받는 분의 나이"),
        help_text=_("만 14세 미만이면 법정대리인이 동의하고 상담에 함께 참여해야 합니다."),
        choices=[("no", _("만 14세 이상입니다")), ("yes", _("만 14세 미만입니다"))],
        widget=forms.RadioSelect,
        required=False,
        initial="no",
    )
    representative_name = NameField(
        label=_("법정대리인 이름"), required=False, widget=forms.TextInput
    )
    representative_relation = forms.ChoiceField(
        label=_("아이와의 관계"),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("아래에서 하나를 골라 주세요.")},
    )
    representative_phone = PhoneField(
        label=_("법정대리인 휴대전화 번호"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )

    def __init__(
        self,
        text: ConsentText,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["agrees_to_representative"] = forms.ChoiceField(
            label=text.label,
            help_text=_terms(text),
            choices=[("yes", _("동의합니다")), ("no", _("동의하지 않습니다"))],
            widget=forms.RadioSelect,
            required=False,
        )

    @property
    def about_the_representative(self) -> list[forms.BoundField]:
        """The fields that are shown apart, for those under 14 only."""
        return [field for field in self if field.name != "is_under_14"]

    @property
    def is_open(self) -> bool:
        """The part about the representative is shown open: it was begun, or has errors."""
        return self["is_under_14"].value() == "yes" or bool(self.errors)

    def clean(self) -> dict[str, Any]:
        """Ask for everything about the representative once the child is under 14."""
        data = super().clean() or {}
        if data.get("is_under_14") != "yes":
            return data
        for name, text in _NEEDED_UNDER_14.items():
            is_missing = data.get(name) in {None, "", "no"}
            if name not in self.errors and is_missing:
                self.add_error(name, ValidationError(text))
        return data

    def named(self) -> NamedRepresentative | None:
        """Return who answers for the child; None from 14 on."""
        data = self.cleaned_data
        if data["is_under_14"] != "yes":
            return None
        return NamedRepresentative(
            name=data["representative_name"],
            relation=data["representative_relation"],
            phone=data["representative_phone"],
        )


def _label(text: ConsentText) -> SafeString:
    word = _("(필수)") if text.is_required else _("(선택)")
    return format_html("{} {}", text.label, word)


def _terms(text: ConsentText) -> SafeString:
    return format_html(
        '<dl class="consent-terms">'
        "<div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div>"
        "<div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div></dl>",
        _("쓰는 까닭"),
        text.purpose,
        _("모으는 것"),
        text.items,
        _("보관 기간"),
        text.period,
        _("거부할 권리"),
        text.refusal,
    )


_NEEDED_UNDER_14 = {
    "representative_name": _("법정대리인의 이름을 넣어 주세요."),
    "representative_relation": _("아이와의 관계를 골라 주세요."),
    "representative_phone": _("법정대리인의 휴대전화 번호를 넣어 주세요."),
    "agrees_to_representative": _("만 14세 미만은 법정대리인의 동의가 필요합니다."),
}
