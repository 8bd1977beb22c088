"""What the equipment check of the browser reports."""

from dataclasses import replace

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
        camera, microphone, speaker, connection = (
            found[part] or CheckResult.SKIPPED
            for part in ("camera", "microphone", "speaker", "connection")
        )
        return CheckFigures(
            camera=camera,
            microphone=microphone,
            speaker=speaker,
            connection=connection,
            round_trip_ms=found["round_trip_ms"],
            browser=browser,
        )


class PracticeForm(EquipmentForm):
    """What a visit to the practice room found."""

    echo_heard = forms.ChoiceField(choices=CheckResult.choices, required=False)
    sent_loss_percent = forms.FloatField(min_value=0, max_value=100, required=False)
    received_loss_percent = forms.FloatField(min_value=0, max_value=100, required=False)

    def figures(self, *, browser: str) -> CheckFigures:
        """Return what was found; the echo that was heard came out of the speaker."""
        found = self.cleaned_data
        heard = found["echo_heard"] or CheckResult.SKIPPED
        return replace(
            super().figures(browser=browser),
            practised=True,
            speaker=heard,
            echo_heard=heard,
            sent_loss_percent=found["sent_loss_percent"],
            received_loss_percent=found["received_loss_percent"],
        )
