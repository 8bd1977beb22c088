"""Inviting another department into a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.models import Agency, Department


class FindDepartmentForm(forms.Form):
    agency = forms.ModelChoiceField(
        label=_("어느 기관인가요?"),
        queryset=Agency.objects.none(),
        empty_label=_("기관 고르기"),
        error_messages={"required": _("기관을 골라 주세요.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].queryset = Agency.objects.order_by("name_ko")  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    department = forms.ModelChoiceField(
        label=_("어느 부서를 초대하나요?"),
        queryset=Department.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("부서를 골라 주세요.")},
    )
    reason = forms.CharField(
        label=_("초대하는 까닭"),
        help_text=_("초대받는 담당자가 읽습니다. 예: 영업신고 절차를 함께 안내해 주세요."),
        max_length=300,
        error_messages={"required": _("초대하는 까닭을 적어 주세요.")},
    )

    def __init__(self, *args: Any, agency: Agency, leads: Department, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Department.objects.filter(agency=agency).exclude(pk=leads.pk)
        field: Any = self.fields["department"]
        field.queryset = others.select_related("agency").order_by("pk")
        field.label_from_instance = lambda department: department.full_name
