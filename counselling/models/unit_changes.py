"""The history of what administrators change: hours, services, settings, people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.enums import ChangeTopic
from counselling.models.agencies import Agency, Department
from counselling.models.records import Record


class UnitChange(Record):
    """One thing that was changed: who, when (created_at), what, from, to.

    `agency` is empty for the nation. `subject` names the row that was edited, such as
    `service:12`; the newest change of a subject is its version (domain.unit_changes).
    """

    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="unit_changes"
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="unit_changes"
    )
    topic = models.CharField(max_length=20, choices=ChangeTopic.choices)
    subject = models.CharField(max_length=60)
    subject_name = models.CharField(max_length=200)
    what = models.CharField(max_length=120)
    from_text = models.TextField(blank=True)
    to_text = models.TextField(blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("변경 기록")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject", "-id"], name="unit_change_of_subject"),
            models.Index(fields=["agency", "-id"], name="unit_change_of_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_name} {self.what}"
