"""Where a person is handed to, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.enums import KeptCall
from counselling.models import Agency, QueueTicket, Service

REASON_LENGTH = 300
CONTEXT_LENGTH = 2000


class SearchForm(forms.Form):
    """Words and an agency: of local services its own copy is offered."""

    q = forms.CharField(label=_("어떤 일인가요?"), max_length=500, required=False)
    agency = forms.ModelChoiceField(
        label=_("어느 기관으로 보내나요?"), queryset=Agency.objects.none(), required=False
    )

    def __init__(self, *args: Any, ticket: QueueTicket, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agency"]
        field.queryset = Agency.objects.order_by("name_ko")  # type: ignore[attr-defined]
        field.empty_label = _("내용에 맞는 기관")  # type: ignore[attr-defined]

    @property
    def is_asked(self) -> bool:
        """Say whether there was anything to search for."""
        return bool(self["q"].value() or self["agency"].value())


class TransferForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("보낼 상담"),
        queryset=Service.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("보낼 상담을 골라 주세요."),
            "invalid_choice": _("보낼 상담을 다시 골라 주세요."),
        },
    )
    reason = forms.CharField(
        label=_("보내는 까닭"),
        help_text=_("민원인이 읽습니다. 예: 여권은 민원여권과에서 담당합니다."),
        max_length=REASON_LENGTH,
        error_messages={"required": _("보내는 까닭을 적어 주세요.")},
    )
    call = forms.ChoiceField(
        label=_("통화는 어떻게 하나요?"),
        choices=[*KeptCall.choices, ("", _("통화를 끝내고 대기실에서 기다리게 하기"))],
        initial=KeptCall.STAYS,
        required=False,
        widget=forms.RadioSelect,
    )
    context = forms.CharField(
        label=_("다음 담당자에게 (직원만 봅니다)"),
        max_length=CONTEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, services: Sequence[Service], in_call: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if not in_call:
            del self.fields["call"]
        field: Any = self.fields["to"]
        field.queryset = Service.objects.filter(
            pk__in=[service.pk for service in services]
        ).select_related("department__agency")
        field.label_from_instance = _name_with_unit


def _name_with_unit(service: Service) -> str:
    department = service.department
    return f"{service.name} · {department.agency.name} {department.name}"
