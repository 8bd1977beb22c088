"""What was agreed in a session: who does what by which working day. And what is being typed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.enums import PromiseSide
from counselling.models.agencies import Department
from counselling.models.records import Record
from counselling.models.sessions import CounsellingSession


class Promise(Record):
    """One thing that one side does by a working day."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="promises")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=PromiseSide.choices)
    text = models.CharField(max_length=200)
    working_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    class Meta:
        verbose_name = _("할 일")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["department", "due_on"], name="promise_due")]

    def __str__(self) -> str:
        return f"{self.due_on} {self.text[:40]}"


class SessionDraft(Record):
    """What an official has typed about a session and not sent: kept for them alone."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "author"], name="session_draft_once")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
