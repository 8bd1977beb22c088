"""Who of the staff looked at whose data."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.enums import AccessKind
from counselling.models.cases import AppendOnlyRecord


class AccessLog(AppendOnlyRecord):
    """One look: who, when (created_at), from where, whose data, what, why. Only added to."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=100)
    address = models.GenericIPAddressField(null=True, blank=True)
    kind = models.CharField(max_length=30, choices=AccessKind.choices)
    subject = models.CharField(max_length=60)
    subject_name = models.CharField(max_length=200, blank=True)
    whose = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("열람 기록")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["created_at"], name="access_log_time")]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.kind} {self.subject}"
