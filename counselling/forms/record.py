"""The record of a session as an official types it: outcome, both notes, promises, who is named."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counselling.domain import outcomes
from counselling.domain.working_days import days_to_promise
from counselling.domain.written_record import Promised, Written
from counselling.enums import NoteFor, PromiseSide, Role
from counselling.models import CounsellingSession, Department, Membership, TextModule, User

NOTE_LENGTH = 5000
PROMISES = 4


class RecordForm(forms.Form):
    """How the session ended. The two notes never mix: one is for the citizen, one for staff.

    Promises are rows of three fields; a row without words is no promise.
    """

    outcome = forms.ChoiceField(
        label=_("처리 결과"), error_messages={"required": _("처리 결과를 골라 주세요.")}
    )
    citizen_note = forms.CharField(
        label=_("민원인에게 안내할 내용"),
        help_text=_("민원인이 결과와 함께 읽고, 상담 안내서에 실립니다."),
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
    named_official = forms.ModelChoiceField(
        label=_("앞으로 맡을 담당자"),
        help_text=_("안내서에 이름이 실립니다."),
        queryset=User.objects.none(),
        empty_label=None,
        required=False,
    )

    def __init__(
        self, *args: Any, session: CounsellingSession, department: Department, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choices = [
            ("", _("결과를 골라 주세요")),
            *outcomes.choices_for(session.service, department),
        ]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        self.fields["named_official"].queryset = officials_of(department)  # type: ignore[attr-defined]
        if department.pk == session.department_id:
            self.fields["named_official"].initial = session.official_id
        self._modules = list(department.text_modules.filter(is_offered=True))
        days = [(count, _day_label(count, day)) for count, day in enumerate(days_to_promise(), 1)]
        for number in range(1, PROMISES + 1):
            self._add_promise(number, days)

    def clean(self) -> dict[str, Any]:
        """A promise needs a day, and a day needs words."""
        cleaned = super().clean() or {}
        for number in range(1, PROMISES + 1):
            says, days = cleaned.get(f"promise_{number}"), cleaned.get(f"days_{number}")
            if says and not days:
                self.add_error(f"days_{number}", _("언제까지인지 골라 주세요."))
            if days and not says:
                self.add_error(f"promise_{number}", _("무엇을 하는지 적어 주세요."))
        return cleaned

    @property
    def written(self) -> Written:
        typed = self.cleaned_data
        return Written(
            outcome=typed["outcome"],
            citizen_note=typed["citizen_note"],
            staff_note=typed["staff_note"],
            named_official=typed["named_official"],
            promises=tuple(
                Promised(
                    side=typed[f"side_{number}"],
                    text=typed[f"promise_{number}"],
                    working_days=int(typed[f"days_{number}"]),
                )
                for number in range(1, PROMISES + 1)
                if typed[f"promise_{number}"]
            ),
        )

    @property
    def promise_rows(self) -> list[dict[str, Any]]:
        """The fields of each promise, for the template."""
        return [
            {
                "number": number,
                "side": self[f"side_{number}"],
                "text": self[f"promise_{number}"],
                "days": self[f"days_{number}"],
            }
            for number in range(1, PROMISES + 1)
        ]

    @property
    def citizen_modules(self) -> list[TextModule]:
        return [module for module in self._modules if module.note_for == NoteFor.CITIZEN]

    @property
    def staff_modules(self) -> list[TextModule]:
        return [module for module in self._modules if module.note_for == NoteFor.STAFF]

    @property
    def has_promises(self) -> bool:
        """Something is typed in one of the rows: they are shown open."""
        return any(row["text"].value() or row["text"].errors for row in self.promise_rows)

    def _add_promise(self, number: int, days: list[tuple[int, str]]) -> None:
        self.fields[f"side_{number}"] = forms.ChoiceField(
            label=_("누가 하나요?"), choices=PromiseSide.choices, initial=PromiseSide.OFFICE
        )
        self.fields[f"promise_{number}"] = forms.CharField(
            label=_("무엇을 하나요?"), max_length=200, required=False
        )
        self.fields[f"days_{number}"] = forms.ChoiceField(
            label=_("언제까지 하나요?"), choices=[("", _("날짜 고르기")), *days], required=False
        )
        self.fields[f"side_{number}"].required = False


class CorrectionForm(RecordForm):
    """The record again, with the reason that stands on the new sheet."""

    why = forms.CharField(
        label=_("바로잡는 까닭"),
        help_text=_("새 안내서에 실려 민원인이 읽습니다."),
        max_length=300,
        error_messages={"required": _("바로잡는 까닭을 적어 주세요.")},
    )


def initial_of(session: CounsellingSession, department: Department) -> dict[str, Any]:
    """Return what a department wrote, as the form shows it again."""
    disposition = session.dispositions.filter(department=department).first()
    note = session.citizen_notes.filter(department=department).first()
    initial: dict[str, Any] = {"citizen_note": note.text if note else ""}
    if disposition is not None:
        initial["outcome"] = outcomes.value_of(session.service, disposition)
        initial["named_official"] = disposition.named_official_id
    for number, promise in enumerate(session.promises.filter(department=department)[:PROMISES], 1):
        initial[f"side_{number}"] = promise.side
        initial[f"promise_{number}"] = promise.text
        initial[f"days_{number}"] = promise.working_days
    return initial


def officials_of(department: Department) -> QuerySet[User]:
    """Return who may be named: officials and supervisors of the department, or its agency."""
    roles = Membership.objects.filter(role__in=[Role.OFFICIAL, Role.SUPERVISOR])
    here = roles.filter(Q(department=department) | Q(agency=department.agency_id))
    return User.objects.filter(pk__in=here.values("user"), is_active=True).order_by("name", "pk")


def _day_label(count: int, day: Any) -> str:
    text = gettext("%(day)s · 근무일 %(count)d일")
    return text % {"day": date_format(day, "n월 j일 (D)"), "count": count}
