"""What administrators fill in about settings, desks, departments and people."""

from typing import Any

from django import forms
from django.db.models import BooleanField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.domain.unit_changes import text_of
from counselling.domain.unit_settings import NAMES, Inherited
from counselling.enums import Role
from counselling.forms.office_fields import VersionedForm, text_field
from counselling.models import Department, Membership, Service, UnitSettings

GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (
        pgettext_lazy("group of settings", "예약"),
        (
            "bookable_days",
            "lead_minutes",
            "cutoff_minutes",
            "hold_minutes",
            "open_bookings_at_most",
        ),
    ),
    (
        pgettext_lazy("group of settings", "입장과 상담"),
        (
            "door_opens_minutes",
            "recommended_minutes",
            "end_notice_minutes",
            "shows_clock",
            "protects_officials",
            "no_show_minutes",
            "handover_minutes",
            "objection_days",
        ),
    ),
    (
        pgettext_lazy("group of settings", "기다리는 분께"),
        ("shows_position", "calls_before_missed", "late_minutes", "near_ahead", "phone"),
    ),
    (
        pgettext_lazy("group of settings", "알림"),
        ("quiet_from", "quiet_until", "first_reminder_minutes", "second_reminder_minutes"),
    ),
]


class SettingsForm(VersionedForm):
    """A unit's own settings; what is left empty is inherited and stands there in grey."""

    def __init__(self, *args: Any, inherited: dict[str, Inherited], **options: Any) -> None:
        super().__init__(*args, **options)
        self.inherited = inherited
        for name, field in forms.fields_for_model(UnitSettings, fields=NAMES).items():
            if field is not None:
                field.required = False
                field.validators += UnitSettings._meta.get_field(name).validators  # type: ignore[union-attr]
                self.fields[name] = self._grey(name, field)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["phone"] = cleaned.get("phone") or None
        quiet = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if not self.errors and (quiet[0] is None) != (quiet[1] is None):
            name = "quiet_from" if quiet[0] is None else "quiet_until"
            self.add_error(name, _("시작과 끝을 함께 넣어 주세요."))
        self._check_notice(cleaned)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NAMES}

    @property
    def groups(self) -> list[tuple[Any, list[tuple[forms.BoundField, Inherited]]]]:
        """The fields with what they inherit, in groups as they are shown."""
        return [
            (title, [(self[name], self.inherited[name]) for name in names])
            for title, names in GROUPS
        ]

    def _check_notice(self, cleaned: dict[str, Any]) -> None:
        length = cleaned.get("recommended_minutes") or self.inherited["recommended_minutes"].value
        notice = cleaned.get("end_notice_minutes") or self.inherited["end_notice_minutes"].value
        if not self.errors and notice >= length:
            self.add_error("end_notice_minutes", _("권장시간보다 짧아야 합니다."))

    def _grey(self, name: str, field: forms.Field) -> forms.Field:
        """Show the inherited value where nothing is typed."""
        value = text_of(self.inherited[name].value)
        if isinstance(UnitSettings._meta.get_field(name), BooleanField):
            inherits = _("위와 같게 (%(value)s)") % {"value": value}
            choices = [("unknown", inherits), ("true", _("예")), ("false", _("아니요"))]
            field.widget = forms.NullBooleanSelect()
            field.widget.choices = choices
        elif name.startswith("quiet_"):
            field.widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        else:
            field.widget.attrs["placeholder"] = value
        field.widget.is_required = False
        return field


class DeskForm(VersionedForm):
    """A desk and what it serves."""

    number = forms.IntegerField(
        label=pgettext_lazy("number of a desk", "번호"),
        min_value=1,
        max_value=999,
        error_messages={
            "required": _("창구 번호를 넣어 주세요."),
            "invalid": _("창구 번호를 숫자로 넣어 주세요."),
        },
    )
    name_ko = text_field(
        _("이름"),
        required_text=_("창구 이름을 적어 주세요."),
        help_text=_("예: 3번 창구"),
        max_length=100,
    )
    name_en = text_field(_("이름 (영어)"), max_length=100)
    is_open = forms.BooleanField(
        label=_("창구를 엽니다"),
        help_text=_("닫으면 새 예약과 호출을 받지 않습니다."),
        required=False,
    )
    services = forms.ModelMultipleChoiceField(
        label=_("맡는 상담"),
        queryset=Service.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("맡는 상담을 다시 골라 주세요.")},
    )

    def __init__(self, *args: Any, department: Department, is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        services: Any = self.fields["services"]
        services.queryset = department.services.all()
        if is_new:
            del self.fields["is_open"]

    @property
    def values(self) -> dict[str, Any]:
        names = ("number", "name_ko", "name_en", "is_open")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class DepartmentForm(VersionedForm):
    """A department's names."""

    name_ko = text_field(_("이름"), required_text=_("부서 이름을 적어 주세요."), max_length=100)
    name_en = text_field(_("이름 (영어)"), max_length=100)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name_ko", "name_en")}


class RoleForm(VersionedForm):
    """What a member of staff is in this unit."""

    role = forms.ChoiceField(label=pgettext_lazy("role of a member of staff", "역할"))

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        role: Any = self.fields["role"]
        role.choices = roles_in(membership)


def roles_in(membership: Membership) -> list[tuple[str, Any]]:
    """Return the roles that an administrator may give: a whole agency's only in an agency."""
    of_agency = () if membership.agency_id else Role.of_agency()
    return [(role.value, role.label) for role in Role if role not in (Role.OPERATOR, *of_agency)]
