"""The legal clock of a case (처리기간): when it began, what stood it still, when it is due."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import LegalClockState, PetitionKind
from counselling.models.agencies import Department
from counselling.models.cases import CaseRecord, about_one_case
from counselling.models.records import Record, ReferencedRecord, StateChange


class LegalClock(CaseRecord, ReferencedRecord):
    """One per case. `due_at` is what counselling.timetable.handling_period makes of the rest."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="legal_clocks")
    kind = models.CharField(max_length=20, choices=PetitionKind.choices)
    state = models.CharField(
        max_length=20, choices=LegalClockState.choices, default=LegalClockState.RUNNING
    )
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    extensions = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("처리기간")
        ordering = ["due_at"]
        indexes = [
            models.Index(
                fields=["department", "due_at"],
                condition=Q(state__in=LegalClockState.unfinished()),
                name="legal_clock_unfinished",
            )
        ]
        constraints = [
            about_one_case("legal_clock_one_case"),
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(appointment__isnull=False),
                name="legal_clock_once_per_appointment",
            ),
            models.UniqueConstraint(
                fields=["queue_ticket"],
                condition=Q(queue_ticket__isnull=False),
                name="legal_clock_once_per_ticket",
            ),
            models.CheckConstraint(
                name="legal_clock_extended_twice_at_most", condition=Q(extensions__lte=2)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class LegalClockChange(StateChange):
    clock = models.ForeignKey(LegalClock, models.CASCADE, related_name="changes")

    @property
    def state_label(self) -> str:
        return str(LegalClockState(self.to_state).label)


class Supplement(Record):
    """Papers or facts that the citizen was asked for (보완); meanwhile the clock stands still."""

    clock = models.ForeignKey(LegalClock, models.CASCADE, related_name="supplements")
    what = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    supplied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("보완")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(supplied_at=None),
                name="supplement_one_awaited",
            )
        ]

    def __str__(self) -> str:
        return self.what
