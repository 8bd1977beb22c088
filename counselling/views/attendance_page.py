"""What the page about who came shows to either side: the verdict, the evidence, the history."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from counselling.domain.attendance_evidence import evidence_of, evidence_of_walk_in
from counselling.domain.attendance_findings import finding_of
from counselling.domain.new_times import new_times
from counselling.domain.no_show_corrections import correct, may_correct
from counselling.enums import AttendanceSource, AttendanceVerdict
from counselling.exceptions import CounsellingError
from counselling.forms.course import CorrectionForm
from counselling.models import (
    Appointment,
    AttendanceFinding,
    AttendanceFindingChange,
    QueueTicket,
)
from counselling.timetable.attendance import Evidence


@dataclass(frozen=True)
class AttendancePage:
    """`finding` is None before anything is known, `appointment` for a walk-in."""

    appointment: Appointment | None
    finding: AttendanceFinding | None
    evidence: Evidence
    may_correct: bool
    now: dt.datetime

    @property
    def changes(self) -> list[AttendanceFindingChange]:
        if self.finding is None:
            return []
        return list(self.finding.changes.select_related("actor").order_by("pk"))


def load_attendance_page(
    about: Appointment | QueueTicket, source: AttendanceSource
) -> AttendancePage:
    now = timezone.now()
    finding = finding_of(about)
    if isinstance(about, QueueTicket):
        appointment, evidence = None, evidence_of_walk_in(about, now=now)
    else:
        appointment, evidence = about, evidence_of(about, now=now)
    return AttendancePage(
        appointment=appointment,
        finding=finding,
        evidence=evidence,
        may_correct=finding is not None and may_correct(finding, source),
        now=now,
    )


def take_correction(
    request: HttpRequest, about: Appointment | QueueTicket, source: AttendanceSource
) -> tuple[CorrectionForm, bool]:
    """Correct the verdict as posted; return the form, and whether that was done."""
    form = CorrectionForm(request.POST or None)
    finding = finding_of(about)
    if request.method != "POST" or finding is None or not form.is_valid():
        return form, False
    try:
        correct(
            finding,
            to=AttendanceVerdict(form.cleaned_data["verdict"]),
            reason=form.cleaned_data["reason"],
            source=source,
            by=request.user,
        )
    except CounsellingError as error:
        form.add_error(None, str(error))
        return form, False
    return form, True


def let_down_context(about: Appointment | QueueTicket) -> dict[str, object]:
    """Return what a citizen's page says to somebody who was let down, with times to choose."""
    finding = finding_of(about)
    if finding is None:
        return {"finding": None}
    if isinstance(about, Appointment):
        finding.appointment = about
    return {"finding": finding, "new_times": new_times(finding)}
