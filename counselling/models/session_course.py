"""What happens in the course of a session: more time given, going on by telephone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.enums import PhoneTalkState
from counselling.models.records import Record, ReferencedRecord, StateChange
from counselling.models.sessions import CounsellingSession


class ClockExtension(Record):
    """More recommended time, given by the official with a reason that both sides read."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="clock_extensions")
    minutes = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("권장시간 연장")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session} +{self.minutes}"


class PhoneTalk(ReferencedRecord):
    """The session goes on by telephone, or the citizen asked for it.

    `phone` is the number that the citizen gave for this.
    """

    session = models.OneToOneField(CounsellingSession, models.CASCADE, related_name="phone_talk")
    state = models.CharField(max_length=20, choices=PhoneTalkState.choices)
    phone = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("전화 상담")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session} {self.state}"


class PhoneTalkChange(StateChange):
    phone_talk = models.ForeignKey(PhoneTalk, models.CASCADE, related_name="changes")
