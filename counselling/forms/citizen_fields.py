"""Fields that several forms for citizens share."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HOME_REGION = "KR"


class NameField(forms.CharField):
    """The name a citizen is called by; with the 6 digits it opens the door."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("이름"),
            "max_length": 60,
            "widget": forms.TextInput(attrs={"autocomplete": "name"}),
            "error_messages": {"required": _("이름을 넣어 주세요.")},
        }
        super().__init__(**(defaults | options))


class PhoneField(forms.CharField):
    """A telephone number as people write it; the value is always written one way."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("휴대전화 번호"),
            "max_length": 20,
            "widget": forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
            ),
        }
        super().__init__(**(defaults | options))

    def clean(self, value: Any) -> str:
        """Return 010-1234-5678 for Korean numbers, +1 202-555-0143 for others, "" for none."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, HOME_REGION)
        except phonenumbers.NumberParseException as error:
            raise ValidationError(_WRONG_NUMBER) from error
        if not phonenumbers.is_valid_number(number):
            raise ValidationError(_WRONG_NUMBER)
        is_at_home = phonenumbers.region_code_for_number(number) == HOME_REGION
        layout = phonenumbers.PhoneNumberFormat
        return phonenumbers.format_number(
            number, layout.NATIONAL if is_at_home else layout.INTERNATIONAL
        )


class EmailField(forms.EmailField):
    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("이메일"),
            "widget": forms.EmailInput(attrs={"autocomplete": "email"}),
            "error_messages": {"invalid": _("이메일 주소를 다시 확인해 주세요.")},
        }
        super().__init__(**(defaults | options))


class QuestionField(forms.CharField):
    """What it is about, in the citizen's own words."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("미리 알려 주실 내용"),
            "help_text": _(
                "어떤 일인지 짧게 적어 주시면 담당자가 미리 준비합니다. 주민등록번호는 적지 마세요."
            ),
            "max_length": 2000,
            "required": False,
            "widget": forms.Textarea(attrs={"rows": 4}),
        }
        super().__init__(**(defaults | options))


_WRONG_NUMBER = _("전화번호를 다시 확인해 주세요. 예: 010-1234-5678")
