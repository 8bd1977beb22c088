"""Fields and the version that every form of administration carries."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from counselling.domain.unit_changes import changes_since, version_of
from counselling.models import UnitChange


class VersionedForm(forms.Form):
    """A form that knows which version of its subject it was made from (domain.unit_changes)."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    others: Sequence[UnitChange] = ()
    """What other administrators changed meanwhile."""

    def clean_seen(self) -> int:
        return self.cleaned_data.get("seen") or 0

    def note_changes_of_others(self, subject: str) -> None:
        """Show what others changed; what was typed stays, and the next try counts as informed."""
        self.others = list(changes_since(subject, self.cleaned_data.get("seen") or 0))
        data: Any = self.data
        self.data = data.copy()
        self.data["seen"] = version_of(subject)  # type: ignore[index]


FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
WRONG_DAY = _("날짜를 다시 확인해 주세요. 예: 2026-12-01")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Make a date field that takes days one can reckon with."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("날짜를 넣어 주세요."), "invalid": WRONG_DAY},
        validators=[
            MinValueValidator(FIRST_DAY, message=WRONG_DAY),
            MaxValueValidator(LAST_DAY, message=WRONG_DAY),
        ],
        **options,
    )


def time_field(label: Any, **options: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("시각을 넣어 주세요."),
            "invalid": _("시각을 다시 확인해 주세요. 예: 09:00"),
        },
        **options,
    )


def text_field(label: Any, *, required_text: Any = None, **options: Any) -> forms.CharField:
    """Make a text field; without `required_text` it may stay empty."""
    errors = {"required": required_text} if required_text else {}
    return forms.CharField(
        label=label, required=required_text is not None, error_messages=errors, **options
    )
