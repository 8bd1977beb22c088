"""What an official fills in at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.enums import Outcome

NOTE_LENGTH = 5000
SUSPENDED_TEXT_LENGTH = 200


class EndForm(forms.Form):
    """How the session ended. The two notes never mix: one is for the citizen, one for staff."""

    outcome = forms.ChoiceField(
        label=_("처리 결과"),
        choices=[("", _("결과를 골라 주세요")), *Outcome.chosen_by_hand()],
        error_messages={"required": _("처리 결과를 골라 주세요.")},
    )
    citizen_note = forms.CharField(
        label=_("민원인에게 안내할 내용"),
        help_text=_("민원인이 결과와 함께 읽습니다."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    staff_note = forms.CharField(
        label=_("직원 메모"),
        help_text=_("직원만 봅니다. 민원인에게는 보이지 않습니다."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SuspendForm(forms.Form):
    """What people read while the line takes nobody new."""

    text_ko = forms.CharField(
        label=_("민원인에게 보일 안내"),
        help_text=_("비워 두면 ‘지금은 새로 대기를 받지 않습니다.’라고 보입니다."),
        max_length=SUSPENDED_TEXT_LENGTH,
        required=False,
    )
    text_en = forms.CharField(
        label=_("영어 안내"), max_length=SUSPENDED_TEXT_LENGTH, required=False
    )
