"""What a citizen fills in to book a time or to wait now."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.enums import BookedAs
from counselling.forms.citizen_fields import EmailField, NameField, PhoneField, QuestionField
from counselling.models import User

CONTACT_FIELDS = ("name", "phone", "email", "question")
BOOKER_FIELD = "booker_name"


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


class BookerForm(forms.Form):
    """Who books for somebody else says who they are, and that the other one agreed."""

    booker_name = forms.CharField(
        label=_("대신 예약하는 분의 이름과 관계"),
        help_text=_("예: 김아들 (아들). 위의 이름과 연락처에는 상담받을 분의 것을 적습니다."),
        max_length=100,
        required=False,
        error_messages={"max_length": _("100자까지 적어 주세요.")},
    )
    other_has_agreed = forms.ChoiceField(
        label=_("상담받을 분이 예약과 아래의 내용에 동의했습니까?"),
        choices=[("yes", _("예, 동의했습니다")), ("no", _("아니요"))],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("아래에서 하나를 골라 주세요.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the other one's consent once somebody books for them."""
        data = super().clean() or {}
        if data.get("booker_name") and data.get("other_has_agreed") != "yes":
            text = _("상담받을 분의 동의를 먼저 받아 주세요.")
            if "other_has_agreed" not in self.errors:
                self.add_error("other_has_agreed", ValidationError(text))
        return data

    @property
    def is_open(self) -> bool:
        """The part is shown open: it was begun, or has errors."""
        return bool(self["booker_name"].value()) or bool(self.errors)

    def booker(self) -> dict[str, str]:
        """Return who booked, for `reservation.confirm`; call it after `is_valid()`."""
        name = self.cleaned_data["booker_name"]
        booked_as = BookedAs.THIRD_PARTY if name else BookedAs.CITIZEN
        return {"booked_as": booked_as, "booker_name": name}


class WalkInForm(forms.Form):
    """Counsel now: as little as can be."""

    name = NameField(help_text=_("담당자가 이 이름으로 부릅니다."))
    phone = PhoneField(required=False, help_text=_("연결이 끊기면 이 번호로 전화드립니다."))
    texts_when_near = forms.BooleanField(
        label=_("차례가 가까우면 이 번호로 문자를 받겠습니다"),
        help_text=_("그동안 화면을 닫아도 순서는 그대로입니다."),
        required=False,
    )
    question = QuestionField()

    def clean(self) -> dict[str, Any]:
        """Ask for the number to which the text message goes."""
        data = super().clean() or {}
        if data.get("texts_when_near") and "phone" not in self.errors and not data.get("phone"):
            self.add_error("phone", _("문자를 받을 휴대전화 번호를 넣어 주세요."))
        return data


def known_about(user: Any) -> dict[str, str]:
    """Return what a signed-in citizen need not type again."""
    if not isinstance(user, User):
        return {}
    return {"name": user.name, "phone": user.phone, "email": user.email}
