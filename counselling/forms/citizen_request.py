"""What a citizen fills in who asks without picking a time."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.forms.citizen_fields import EmailField, NameField, PhoneField, QuestionField


class RequestForm(forms.Form):
    """What it is about, when it suits, and one way to be told the answer."""

    question = QuestionField(
        label=_("어떤 일로 상담하시나요?"),
        required=True,
        error_messages={"required": _("어떤 일인지 적어 주세요.")},
    )
    wishes = forms.CharField(
        label=_("언제가 좋으신가요?"),
        help_text=_("예: 화요일이나 목요일 오후, 저녁 6시 뒤"),
        max_length=300,
        required=False,
    )
    name = NameField(help_text=_("답변을 볼 때 이 이름과 인증번호를 넣습니다."))
    phone = PhoneField(
        required=False,
        help_text=_("답변을 문자로 알려 드립니다. 휴대전화나 이메일 가운데 하나는 꼭 필요합니다."),
    )
    email = EmailField(required=False)
    agrees_to_data = forms.BooleanField(
        label=_("이름과 연락처를 이 상담에만 쓰는 데 동의합니다. (필수)"),
        error_messages={"required": _("요청하려면 동의가 필요합니다.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one way to reach the citizen."""
        data = super().clean() or {}
        is_mistyped = "phone" in self.errors or "email" in self.errors
        if not is_mistyped and not data.get("phone") and not data.get("email"):
            self.add_error(
                "phone", ValidationError(_("휴대전화 번호나 이메일을 하나 이상 넣어 주세요."))
            )
        return data
