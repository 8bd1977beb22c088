"""The session sheet (상담 안내서), which is never changed, and objections to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import ObjectionState
from counselling.models.cases import AppendOnlyRecord
from counselling.models.records import Record, ReferencedRecord, StateChange
from counselling.models.sessions import CounsellingSession


class SessionSheet(AppendOnlyRecord):
    """One version of the sheet: a correction makes the next one, both stay.

    `content` is what the sheet says, word for word; `content_hash` is the SHA-256 of its
    canonical JSON (domain.sheets), so that a row changed behind our back is noticed.
    """

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="sheets")
    version = models.PositiveSmallIntegerField()
    check_code = models.CharField(max_length=20, unique=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("상담 안내서")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["session", "version"], name="session_sheet_version")
        ]

    def __str__(self) -> str:
        return f"{self.check_code} v{self.version}"


class SheetFile(Record):
    """The PDF of a sheet as it was first handed out; `sha256` recognises the file itself."""

    sheet = models.OneToOneField(SessionSheet, models.CASCADE, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.sha256


class Objection(ReferencedRecord):
    """The citizen does not agree with the sheet; a supervisor answers."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="objections")
    sheet = models.ForeignKey(SessionSheet, models.CASCADE, related_name="+")
    text = models.TextField(max_length=2000)
    state = models.CharField(
        max_length=10, choices=ObjectionState.choices, default=ObjectionState.FILED
    )
    answer = models.TextField(max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("이의")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state=ObjectionState.FILED),
                name="objection_one_open_per_session",
            ),
            models.CheckConstraint(
                name="objection_answered_has_answer",
                condition=~Q(state=ObjectionState.ANSWERED)
                | Q(answered_at__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class ObjectionChange(StateChange):
    objection = models.ForeignKey(Objection, models.CASCADE, related_name="changes")
