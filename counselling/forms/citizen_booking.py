"""What a citizen fills in to book a time or to wait now."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.forms.citizen_fields import EmailField, NameField, PhoneField, QuestionField
from counselling.models import User

CONTACT_FIELDS = ("name", "phone", "email", "question")


class BookingForm(forms.Form):
    """About you: name, one way to reach you, the question. The rest is in forms.case."""

    name = NameField(help_text=_("상담에 들어올 때 이 이름과 인증번호를 넣습니다."))
    phone = PhoneField(
        required=False,
        help_text=_(
            "인증번호를 문자로 보내 드립니다. 휴대전화나 이메일 가운데 하나는 꼭 필요합니다."
        ),
    )
    email = EmailField(required=False, help_text=_("인증번호를 이메일로도 받을 수 있습니다."))
    question = QuestionField()

    def clean(self) -> dict[str, Any]:
        """Ask for at least one way to reach the citizen."""
        data = super().clean() or {}
        is_mistyped = "phone" in self.errors or "email" in self.errors
        if not is_mistyped and not data.get("phone") and not data.get("email"):
            self.add_error(
                "phone", ValidationError(_("휴대전화 번호나 이메일을 하나 이상 넣어 주세요."))
            )
        return data


class WalkInForm(forms.Form):
    """Counsel now: as little as can be."""

    name = NameField(help_text=_("담당자가 이 이름으로 부릅니다."))
    phone = PhoneField(required=False, help_text=_("연결이 끊기면 이 번호로 전화드립니다."))
    question = QuestionField()


def known_about(user: Any) -> dict[str, str]:
    """Return what a signed-in citizen need not type again."""
    if not isinstance(user, User):
        return {}
    return {"name": user.name, "phone": user.phone, "email": user.email}
