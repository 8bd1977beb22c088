"""An official asks the colleagues of the department for help."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import HelpState
from counselling.models.agencies import Desk
from counselling.models.records import ReferencedRecord, StateChange
from counselling.models.sessions import CounsellingSession


class HelpRequest(ReferencedRecord):
    """One question from a desk, answered once: in words, by joining the call, or both."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="help_requests")
    session = models.ForeignKey(
        CounsellingSession, models.CASCADE, null=True, blank=True, related_name="help_requests"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_requests"
    )
    text = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=HelpState.choices, default=HelpState.ASKED)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("도움 요청")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk"],
                condition=Q(state=HelpState.ASKED),
                name="help_request_one_open_per_desk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.ref}"


class HelpRequestChange(StateChange):
    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="changes")
