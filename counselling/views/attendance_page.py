"""What the page about who came shows to either side: the verdict, the evidence, the history."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from counselling.domain.new_times import new_times
from counselling.domain.no_show import evidence_of, finding_of
from counselling.domain.no_show_corrections import may_correct
from counselling.enums import AttendanceSource
from counselling.models import Appointment, AttendanceFinding, AttendanceFindingChange
from counselling.timetable.attendance import Evidence


@dataclass(frozen=True)
class AttendancePage:
    """`finding` is None before anything is known."""

    appointment: Appointment
    finding: AttendanceFinding | None
    evidence: Evidence
    may_correct: bool
    now: dt.datetime

    @property
    def changes(self) -> list[AttendanceFindingChange]:
        if self.finding is None:
            return []
        return list(self.finding.changes.select_related("actor").order_by("pk"))


def load_attendance_page(appointment: Appointment, source: AttendanceSource) -> AttendancePage:
    now = timezone.now()
    finding = finding_of(appointment)
    if finding is not None:
        finding.appointment = appointment
    return AttendancePage(
        appointment=appointment,
        finding=finding,
        evidence=evidence_of(appointment, now=now),
        may_correct=finding is not None and may_correct(finding, source),
        now=now,
    )


def let_down_context(appointment: Appointment) -> dict[str, object]:
    """Return what a citizen's page says to somebody who was let down, with times to choose."""
    finding = finding_of(appointment)
    if finding is None:
        return {"finding": None}
    finding.appointment = appointment
    return {"finding": finding, "new_times": new_times(finding)}
