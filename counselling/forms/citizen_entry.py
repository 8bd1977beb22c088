"""The door: name and 6 digits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.forms.citizen_fields import NameField


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
