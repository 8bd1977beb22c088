"""What an official fills in at the desk."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.timetable.days import at, day_of

SUSPENDED_TEXT_LENGTH = 200


class SuspendForm(forms.Form):
    """What people read while the line takes nobody new, why that is so, and until when."""

    text_ko = forms.CharField(
        label=_("민원인에게 보일 안내"),
        help_text=_("비워 두면 ‘지금은 새로 대기를 받지 않습니다.’라고 보입니다."),
        max_length=SUSPENDED_TEXT_LENGTH,
        required=False,
    )
    text_en = forms.CharField(
        label=_("영어 안내"), max_length=SUSPENDED_TEXT_LENGTH, required=False
    )
    note = forms.CharField(
        label=_("멈추는 까닭"),
        help_text=_("직원만 봅니다. 변경 기록에 남습니다."),
        max_length=SUSPENDED_TEXT_LENGTH,
        required=False,
    )
    until = forms.TimeField(
        label=_("다시 여는 시각"),
        help_text=_("이 시각에 저절로 다시 받습니다. 비워 두면 직접 다시 받을 때까지 멈춥니다."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("시각을 14:30처럼 넣어 주세요.")},
    )

    def clean_until(self) -> dt.datetime | None:
        """Make the time of day a moment of today."""
        typed = self.cleaned_data["until"]
        if typed is None:
            return None
        now = timezone.now()
        until = at(day_of(now), typed)
        if until <= now:
            raise forms.ValidationError(_("지금보다 뒤의 시각을 넣어 주세요."))
        return until
