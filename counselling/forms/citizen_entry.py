"""The door: name and 6 digits; and the way to new digits."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.forms.citizen_fields import EmailField, NameField, PhoneField


class EntryForm(forms.Form):
    name = NameField(help_text=_("예약할 때 쓴 이름입니다."))
    code = forms.CharField(
        label=_("인증번호 6자리"),
        help_text=_("문자나 이메일로 받은 숫자입니다."),
        max_length=12,
        widget=forms.TextInput(
            attrs={
                "class": "input-code",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": 7,
            }
        ),
        error_messages={"required": _("인증번호를 넣어 주세요.")},
    )


class CodeAgainForm(forms.Form):
    """Who lost the code says where it was sent."""

    name = NameField(help_text=_("예약할 때 쓴 이름입니다."))
    phone = PhoneField(required=False)
    email = EmailField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two addresses."""
        data = super().clean() or {}
        is_mistyped = "phone" in self.errors or "email" in self.errors
        if not is_mistyped and not data.get("phone") and not data.get("email"):
            self.add_error(
                "phone", ValidationError(_("예약할 때 쓴 전화번호나 이메일을 넣어 주세요."))
            )
        return data

    @property
    def addresses(self) -> list[str]:
        """What was filled in, telephone first."""
        return [text for text in (self.cleaned_data["phone"], self.cleaned_data["email"]) if text]
