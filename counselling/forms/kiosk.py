"""What is typed at a kiosk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.forms.citizen_fields import NameField

# A booth is used by many: the browser must not offer the last person's name.
NOT_REMEMBERED = {"autocomplete": "off", "spellcheck": "false"}


class EnrolmentForm(forms.Form):
    """The one-time code that an operator made for this device."""

    code = forms.CharField(
        label=_("등록 코드"),
        max_length=20,
        widget=forms.TextInput(attrs={**NOT_REMEMBERED, "autofocus": True}),
        error_messages={"required": _("등록 코드를 넣어 주세요.")},
    )


class KioskCodeForm(forms.Form):
    """Name + 6 digits of a booked counselling."""

    name = NameField(widget=forms.TextInput(attrs=NOT_REMEMBERED))
    code = forms.CharField(
        label=_("인증번호 6자리"),
        max_length=6,
        widget=forms.TextInput(
            attrs={**NOT_REMEMBERED, "class": "input-code", "inputmode": "numeric"}
        ),
        error_messages={
            "required": _("인증번호 6자리를 넣어 주세요."),
            "max_length": _("인증번호는 숫자 6자리입니다."),
        },
    )

    def clean_code(self) -> str:
        code = "".join(filter(str.isdecimal, self.cleaned_data["code"]))
        if len(code) != 6:
            raise forms.ValidationError(_("인증번호는 숫자 6자리입니다."))
        return code


class WalkInForm(forms.Form):
    """Who waits in the line."""

    name = NameField(
        help_text=_("담당자가 이 이름으로 부릅니다."),
        widget=forms.TextInput(attrs=NOT_REMEMBERED),
    )
