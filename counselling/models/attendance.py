"""Who came, to an appointment or when called: found from evidence, corrected by people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.enums import AttendanceSource, AttendanceVerdict
from counselling.models.appointments import Appointment
from counselling.models.queue import QueueTicket
from counselling.models.records import ReferencedRecord, StateChange
from counselling.models.sessions import CounsellingSession


class AttendanceFinding(ReferencedRecord):
    """How the appointment went at the time `starts_at`; moved, it has none again.

    Of a walk-in it is how the visit went: `queue_ticket` instead of `appointment`, and `starts_at`
    is when they were first called in that line.

    `state` is the verdict. Once `source` is a person, evidence changes neither.
    """

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, blank=True, related_name="attendance_findings"
    )
    queue_ticket = models.ForeignKey(
        QueueTicket, models.CASCADE, null=True, blank=True, related_name="attendance_findings"
    )
    session = models.ForeignKey(
        CounsellingSession, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=AttendanceVerdict.choices)
    source = models.CharField(
        max_length=20, choices=AttendanceSource.choices, default=AttendanceSource.EVIDENCE
    )
    citizen_missing_from = models.DateTimeField(null=True, blank=True)
    office_missing_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("참석 판정")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "starts_at"], name="attendance_finding_once"
            ),
            models.UniqueConstraint(
                fields=["queue_ticket", "starts_at"], name="attendance_of_walk_in_once"
            ),
            models.CheckConstraint(
                condition=models.Q(appointment__isnull=True, queue_ticket__isnull=False)
                | models.Q(appointment__isnull=False, queue_ticket__isnull=True),
                name="attendance_is_about_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment or self.queue_ticket} {self.state}"


class AttendanceFindingChange(StateChange):
    finding = models.ForeignKey(AttendanceFinding, models.CASCADE, related_name="changes")

    @property
    def verdict_label(self) -> str:
        return str(AttendanceVerdict(self.to_state).label)

    @property
    def why_label(self) -> str:
        """Who said so, and the reason they gave; `why` is "evidence" or "<source>: <reason>"."""
        source, _colon, reason = self.why.partition(": ")
        known = AttendanceSource(source).label if source in AttendanceSource.values else ""
        return f"{known}: {reason}" if reason else str(known)
