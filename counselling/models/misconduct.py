"""Abuse in a session, how it was answered, and complaints about officials."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import ComplaintState, MisconductKind, MisconductState
from counselling.models.records import ReferencedRecord, StateChange
from counselling.models.sessions import CounsellingSession


class Misconduct(ReferencedRecord):
    """The procedure of one session: warning, second warning, end, review.

    `ended_why` is what the citizen reads; the citizen may object once, a supervisor decides.
    """

    session = models.OneToOneField(CounsellingSession, models.CASCADE, related_name="misconduct")
    kind = models.CharField(max_length=20, choices=MisconductKind.choices)
    state = models.CharField(
        max_length=20, choices=MisconductState.choices, default=MisconductState.WARNED
    )
    ended_why = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    objection = models.TextField(max_length=2000, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("악성 민원 대응")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="misconduct_ended_says_why",
                condition=Q(ended_at=None) | ~Q(ended_why=""),
            ),
            models.CheckConstraint(
                name="misconduct_review_says_why",
                condition=~Q(state__in=MisconductState.reviewed()) | ~Q(decision=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.state}"


class MisconductChange(StateChange):
    misconduct = models.ForeignKey(Misconduct, models.CASCADE, related_name="changes")

    @property
    def state_label(self) -> str:
        return str(MisconductState(self.to_state).label)


class ConductComplaint(ReferencedRecord):
    """What a citizen reports about how an official behaved; a supervisor answers."""

    session = models.OneToOneField(
        CounsellingSession, models.CASCADE, related_name="conduct_complaint"
    )
    text = models.TextField(max_length=2000)
    state = models.CharField(
        max_length=20, choices=ComplaintState.choices, default=ComplaintState.OPEN
    )
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("담당자 태도 신고")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session} {self.state}"


class ConductComplaintChange(StateChange):
    complaint = models.ForeignKey(ConductComplaint, models.CASCADE, related_name="changes")
