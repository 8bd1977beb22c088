"""What the equipment check of the browser reports."""

from django import forms

from counselling.domain.equipment import CheckFigures
from counselling.enums import CheckResult

SLOWEST_ROUND_TRIP_MS = 60_000


class EquipmentForm(forms.Form):
    """Filled in by the script of the page; sent as it is when no script runs."""

    camera = forms.ChoiceField(choices=CheckResult.choices, required=False)
    microphone = forms.ChoiceField(choices=CheckResult.choices, required=False)
    speaker = forms.ChoiceField(choices=CheckResult.choices, required=False)
    connection = forms.ChoiceField(choices=CheckResult.choices, required=False)
    round_trip_ms = forms.IntegerField(min_value=0, max_value=SLOWEST_ROUND_TRIP_MS, required=False)

    def figures(self, *, browser: str) -> CheckFigures:
        """Return what was found; what was not tried counts as skipped."""
        found = self.cleaned_data
        parts = ("camera", "microphone", "speaker", "connection")
        return CheckFigures(
            **{part: found[part] or CheckResult.SKIPPED for part in parts},
            round_trip_ms=found["round_trip_ms"],
            browser=browser,
        )
