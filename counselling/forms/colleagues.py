"""What officials fill in for each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.models import Desk


class HelpForm(forms.Form):
    text = forms.CharField(
        label=_("무엇을 도와 드릴까요?"),
        help_text=_("비워 두어도 됩니다. 같은 부서 담당자만 봅니다."),
        max_length=300,
        required=False,
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("답"),
        help_text=_("도움을 요청한 담당자의 화면에 바로 보입니다."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("답을 적어 주세요.")},
    )


class ComeAlongForm(forms.Form):
    reason = forms.CharField(
        label=_("들어가는 까닭"),
        help_text=_("열람 기록에 남습니다. 예: 담당자 요청, 상담 품질 확인"),
        max_length=200,
        error_messages={"required": _("들어가는 까닭을 적어 주세요.")},
    )


class ReassignForm(forms.Form):
    desk = forms.ModelChoiceField(
        label=_("넘길 창구"),
        queryset=Desk.objects.none(),
        error_messages={"required": _("창구를 고르세요."), "invalid_choice": _("창구를 고르세요.")},
    )

    def __init__(self, *args: Any, department_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = Desk.objects.filter(department=department_id)  # type: ignore[attr-defined]
