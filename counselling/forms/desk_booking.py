"""What staff fill in to book for a citizen, and to plan absences."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.enums import BookedAs
from counselling.forms.citizen_fields import EmailField, NameField, PhoneField, QuestionField
from counselling.models import Desk, User

FOR_OTHERS = [
    (BookedAs.STAFF, _("직원 (창구나 전화로 받음)")),
    (BookedAs.CALL_CENTRE, _("콜센터")),
    (BookedAs.THIRD_PARTY, _("대리인의 부탁")),
]


class BookForForm(forms.Form):
    """The citizen's contact, and on whose word the booking is made."""

    name = NameField(label=_("민원인 이름"))
    phone = PhoneField(label=_("민원인 휴대전화"), required=False)
    email = EmailField(label=_("민원인 이메일"), required=False)
    question = QuestionField(label=_("상담할 내용"))
    booked_as = forms.ChoiceField(label=_("누가 예약하나요?"), choices=FOR_OTHERS)
    booker_name = forms.CharField(
        label=_("대리인 이름과 관계"),
        help_text=_("대리인이 부탁했을 때 적습니다. 예: 김아들 (아들)"),
        max_length=100,
        required=False,
    )
    has_agreed = forms.BooleanField(
        label=_("개인정보 수집·이용과 영상상담에 대한 동의를 말로 받았습니다. (필수)"),
        error_messages={"required": _("민원인의 동의를 먼저 받아 주세요.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach the citizen, and for the name of who stands in for them."""
        data = super().clean() or {}
        is_mistyped = "phone" in self.errors or "email" in self.errors
        if not is_mistyped and not data.get("phone") and not data.get("email"):
            self.add_error(
                "phone", ValidationError(_("휴대전화 번호나 이메일을 하나 이상 넣어 주세요."))
            )
        if data.get("booked_as") == BookedAs.THIRD_PARTY and not data.get("booker_name"):
            self.add_error("booker_name", ValidationError(_("대리인의 이름을 적어 주세요.")))
        return data


class AbsenceForm(forms.Form):
    """Who or what is not there, and from when until when."""

    who = forms.ChoiceField(label=_("누가 자리를 비우나요?"))
    starts_at = forms.DateTimeField(
        label=_("시작"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    ends_at = forms.DateTimeField(
        label=_("끝"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    reason = forms.CharField(
        label=_("까닭"), help_text=_("직원만 봅니다."), max_length=200, required=False
    )

    def __init__(self, data: Any, *, desks: list[Desk], officials: list[User]) -> None:
        super().__init__(data)
        self._known: dict[str, Desk | User] = {f"desk-{desk.pk}": desk for desk in desks}
        self._known |= {f"official-{person.pk}": person for person in officials}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (_("창구"), [(f"desk-{d.pk}", f"{d.department.name} {d.name}") for d in desks]),
            (_("담당자"), [(f"official-{p.pk}", str(p)) for p in officials]),
        ]

    @property
    def resource(self) -> Desk | User:
        """The desk or official that was chosen."""
        return self._known[self.cleaned_data["who"]]

    def clean(self) -> dict[str, Any]:
        """Refuse what ends before it starts, or is over."""
        data = super().clean() or {}
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", ValidationError(_("끝은 시작보다 뒤여야 합니다.")))
        elif ends_at and ends_at <= timezone.now():
            self.add_error("ends_at", ValidationError(_("이미 지난 시간입니다.")))
        return data
