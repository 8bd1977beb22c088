"""What waiting people read: words from the desk, words after some time."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.models.queue import Line, QueueTicket
from counselling.models.records import Record, ReferencedRecord, in_language

LONGEST_MINUTES = 240


class LineMessage(ReferencedRecord):
    """What a desk says to one waiting person or, without a ticket, to all in the line.

    It is shown until it is taken back or the day ends.
    """

    line = models.ForeignKey(Line, models.CASCADE, related_name="messages")
    queue_ticket = models.ForeignKey(
        QueueTicket, models.CASCADE, null=True, blank=True, related_name="messages"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.CharField(max_length=300)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("대기 안내")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["line"], condition=Q(taken_back_at=None), name="line_message_shown"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class TimedMessage(Record):
    """What everybody in the line reads who has waited for so long."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="timed_messages")
    after_minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)]
    )
    text_ko = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    with_phone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("시간에 따른 안내")
        ordering = ["after_minutes"]
        constraints = [
            models.UniqueConstraint(fields=["line", "after_minutes"], name="timed_message_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self.text_ko, self.text_en)
