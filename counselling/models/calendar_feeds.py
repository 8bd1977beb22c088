"""The secret address at which a calendar program reads an official's appointments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.models.records import Record


class CalendarFeed(Record):
    """One per official. Only the hash of the secret is kept: it is shown once, when it is made."""

    official = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("일정 주소")

    def __str__(self) -> str:
        return str(self.official)
