"""What administrators fill in about a service, and about sites and booths."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.domain.people_administration import officials_of
from counselling.domain.routing_model import load_model
from counselling.domain.service_administration import LABELS, SKILLED
from counselling.domain.units import unit_of
from counselling.enums import AssignmentRule, PetitionKind
from counselling.forms.office_fields import VersionedForm, text_field
from counselling.models import Service, User

LINES_AT_MOST = 12
LINE_LENGTH = 120

GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (
        _("민원인에게 보이는 글"),
        (
            "is_offered",
            "name_ko",
            "name_en",
            "summary_ko",
            "summary_en",
            "prepare_ko",
            "prepare_en",
            "keywords_ko",
        ),
    ),
    (
        _("시간"),
        (
            "duration_minutes",
            "minutes_before",
            "minutes_after",
            "cutoff_minutes",
            "recommended_minutes",
            "petition_kind",
        ),
    ),
    (_("상담 방법"), ("is_by_video", "is_by_phone", "is_by_visit", "needs_identity_check")),
    (
        pgettext_lazy("group of settings", "담당자"),
        ("assignment_rule", "named_official", "officials"),
    ),
]


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > LINES_AT_MOST or any(len(line) > LINE_LENGTH for line in lines):
            raise forms.ValidationError(_("한 줄에 하나씩, 12줄까지 짧게 적어 주세요."))
        return lines


def minutes(name: str, *, at_least: int, at_most: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=LABELS[name],
        min_value=at_least,
        max_value=at_most,
        error_messages={
            "required": _("숫자를 넣어 주세요."),
            "invalid": _("숫자로 넣어 주세요."),
            "min_value": _("%(limit_value)s 이상의 숫자를 넣어 주세요."),
            "max_value": _("%(limit_value)s 이하의 숫자를 넣어 주세요."),
        },
        **options,
    )


def tick(name: str, **options: Any) -> forms.BooleanField:
    return forms.BooleanField(label=LABELS[name], required=False, **options)


class OfficialChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.name or obj.email


class OfficialsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.name or obj.email


class ServiceForm(VersionedForm):
    """One service of the catalogue."""

    is_offered = tick(
        "is_offered",
        help_text=_("끄면 찾기와 예약에서 바로 사라집니다. 이미 잡힌 예약은 남습니다."),
    )
    name_ko = text_field(
        LABELS["name_ko"], required_text=_("상담 이름을 적어 주세요."), max_length=120
    )
    name_en = text_field(LABELS["name_en"], max_length=120)
    summary_ko = text_field(
        LABELS["summary_ko"],
        required_text=_("무엇을 상담하는지 적어 주세요."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    summary_en = text_field(
        LABELS["summary_en"], max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    duration_minutes = minutes("duration_minutes", at_least=5, at_most=120)
    minutes_before = minutes("minutes_before", at_least=0, at_most=60)
    minutes_after = minutes("minutes_after", at_least=0, at_most=60)
    is_by_video = tick("is_by_video")
    is_by_phone = tick("is_by_phone")
    is_by_visit = tick("is_by_visit")
    cutoff_minutes = minutes("cutoff_minutes", at_least=0, at_most=10080, required=False)
    recommended_minutes = minutes(
        "recommended_minutes",
        at_least=5,
        at_most=120,
        required=False,
        help_text=_("넣으면 이 상담은 부서 설정과 상관없이 시계를 양쪽에 보여 줍니다."),
    )
    petition_kind = forms.ChoiceField(
        label=LABELS["petition_kind"], choices=PetitionKind.choices, required=False
    )
    assignment_rule = forms.ChoiceField(
        label=LABELS["assignment_rule"], choices=AssignmentRule.choices, widget=forms.RadioSelect
    )
    named_official = OfficialChoiceField(
        label=LABELS["named_official"],
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("no official is named", "정하지 않음"),
        error_messages={"invalid_choice": _("담당자를 다시 골라 주세요.")},
    )
    officials = OfficialsField(
        label=SKILLED,
        help_text=_("아무도 고르지 않으면 창구에 앉은 누구나 상담합니다."),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("담당자를 다시 골라 주세요.")},
    )
    needs_identity_check = tick("needs_identity_check")
    prepare_ko = LinesField(label=LABELS["prepare_ko"], help_text=_("한 줄에 하나씩 적어 주세요."))
    prepare_en = LinesField(label=LABELS["prepare_en"])
    keywords_ko = LinesField(
        label=LABELS["keywords_ko"],
        help_text=_("민원인이 찾을 때 쓸 만한 말을 한 줄에 하나씩 적어 주세요."),
    )

    def __init__(self, *args: Any, service: Service, cutoff: int, **options: Any) -> None:
        super().__init__(*args, **options)
        serving = officials_of(unit_of(service.department))
        for name in ("named_official", "officials"):
            self.fields[name].queryset = serving  # type: ignore[attr-defined]
        if service.code in load_model().services:  # Its words were learned with the vocabulary.
            del self.fields["keywords_ko"]
        grey = _("비우면 %(minutes)s분 (부서 설정)") % {"minutes": cutoff}
        self.fields["cutoff_minutes"].widget.attrs["placeholder"] = grey

    def clean_petition_kind(self) -> str:
        return self.cleaned_data["petition_kind"] or self.initial["petition_kind"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("is_by_video", "is_by_phone", "is_by_visit")):
            self.add_error("is_by_video", _("상담 방법을 하나 이상 골라 주세요."))
        is_named = cleaned.get("assignment_rule") == AssignmentRule.NAMED_PERSON
        if is_named and cleaned.get("named_official") is None and "named_official" in cleaned:
            self.add_error("named_official", _("담당자를 골라 주세요."))
        return cleaned

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields in groups, as they are shown."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in GROUPS
        ]

    @property
    def skilled(self) -> list[User]:
        return list(self.cleaned_data["officials"])

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in LABELS if name in self.fields}


def initial_of(service: Service) -> dict[str, Any]:
    skilled = list(service.officials.all()) if service.pk else []
    return {**{name: getattr(service, name) for name in LABELS}, "officials": skilled}
