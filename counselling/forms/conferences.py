"""What a secretary fills in to call an advisory meeting."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.enums import MemberRole
from counselling.forms.citizen_fields import EmailField, NameField, PhoneField
from counselling.models import Agency

SEATS_AT_MOST = 12  # the secretary who calls the meeting is one of them
ROWS = SEATS_AT_MOST - 1
ROWS_SHOWN = 5
ROLES_TO_CHOOSE = (
    MemberRole.MEMBER,
    MemberRole.CHAIR,
    MemberRole.PRESENTER,
    MemberRole.OBSERVER,
    MemberRole.SECRETARY,
)


@dataclass(frozen=True)
class Contact:
    """Where an invitation goes: one of the two is empty."""

    email: str = ""
    phone: str = ""


class ContactField(forms.CharField):
    """An e-mail address or a mobile number; the value is a Contact."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if "@" in text:
            return Contact(email=EmailField().clean(text))
        return Contact(phone=PhoneField(required=False).clean(text))


class ConferenceForm(forms.Form):
    """What the meeting is and when."""

    title = forms.CharField(
        label=_("회의 이름"),
        max_length=120,
        error_messages={"required": _("회의 이름을 넣어 주세요.")},
    )
    agency = forms.ModelChoiceField(
        label=_("여는 기관"),
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("기관을 골라 주세요."),
            "invalid_choice": _("기관을 다시 골라 주세요."),
        },
    )
    day = forms.DateField(
        label=_("날짜"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("날짜를 넣어 주세요."),
            "invalid": _("날짜를 다시 확인해 주세요. 예: 2026-12-01"),
        },
    )
    starts = forms.TimeField(
        label=_("시작 시각"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("시작 시각을 넣어 주세요."),
            "invalid": _("시각을 다시 확인해 주세요. 예: 14:00"),
        },
    )
    ends = forms.TimeField(
        label=_("끝나는 시각"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("끝나는 시각을 넣어 주세요."),
            "invalid": _("시각을 다시 확인해 주세요. 예: 16:00"),
        },
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        agency: Any = self.fields["agency"]
        agency.queryset = agencies

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, starts, ends = (cleaned.get(name) for name in ("day", "starts", "ends"))
        if not (day and starts and ends):
            return cleaned
        cleaned["starts_at"] = timezone.make_aware(dt.datetime.combine(day, starts))
        cleaned["ends_at"] = timezone.make_aware(dt.datetime.combine(day, ends))
        if cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends", _("끝나는 시각이 시작 시각보다 늦어야 합니다."))
        elif cleaned["ends_at"] <= timezone.now():
            self.add_error("day", _("이미 지난 시간입니다."))
        return cleaned


class MemberForm(forms.Form):
    """One person to invite; a row left empty invites nobody."""

    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=pgettext_lazy("role in a meeting", "역할"),
        choices=[(role.value, role.label) for role in ROLES_TO_CHOOSE],
        initial=MemberRole.MEMBER,
    )
    affiliation = forms.CharField(label=_("소속"), max_length=100, required=False)
    contact = ContactField(
        label=_("이메일이나 휴대전화"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("초대장을 받을 이메일이나 휴대전화를 넣어 주세요.")},
    )


class BaseMembers(forms.BaseFormSet):
    """The rows of people; at least one must be filled in, and one at most may chair."""

    def clean(self) -> None:
        if any(self.errors):
            return
        if not self.invited:
            raise forms.ValidationError(_("위원을 한 분 이상 적어 주세요."))
        chairs = [row for row in self.invited if row["role"] == MemberRole.CHAIR]
        if len(chairs) > 1:
            raise forms.ValidationError(_("위원장은 한 분만 정할 수 있습니다."))

    @property
    def invited(self) -> list[dict[str, Any]]:
        """What was typed in the rows that are filled in."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    @property
    def shown(self) -> list[forms.Form]:
        return self.forms[:ROWS_SHOWN]

    @property
    def folded(self) -> list[forms.Form]:
        return self.forms[ROWS_SHOWN:]

    @property
    def is_unfolded(self) -> bool:
        """Something stands in a folded row, so that it must be seen."""
        return any(form.has_changed() for form in self.folded)


MemberFormSet = forms.formset_factory(
    MemberForm, formset=BaseMembers, extra=ROWS, max_num=ROWS, absolute_max=ROWS, validate_max=True
)
