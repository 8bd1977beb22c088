"""Honest waiting times: what was fitted, what was shown, what came true."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from counselling.models.agencies import Desk
from counselling.models.queue import Line, QueueTicket
from counselling.models.records import Record


class WaitFit(Record):
    """How long a line's sessions last, fitted each night from its own history.

    `log_ratio` and `log_spread` describe how long sessions last against their plan (log-normal);
    `leave_share` is the share of people who give up; `level` the share of plays of the model that
    a range has to hold so that it comes true as often as promised.
    """

    line = models.OneToOneField(Line, models.CASCADE, related_name="wait_fit")
    fitted_at = models.DateTimeField()
    samples = models.PositiveIntegerField()
    log_ratio = models.FloatField()
    log_spread = models.FloatField()
    leave_share = models.FloatField()
    level = models.FloatField()

    class Meta:
        verbose_name = _("대기 시간 모형")

    def __str__(self) -> str:
        return f"{self.line_id} {self.samples}"


class WaitForecast(Record):
    """The first range that a person was shown in a line, and how long they really waited.

    `real_seconds` is None while they wait, and stays so when they left before being called.
    """

    queue_ticket = models.ForeignKey(QueueTicket, models.CASCADE, related_name="forecasts")
    line = models.ForeignKey(Line, models.CASCADE, related_name="forecasts")
    ahead = models.PositiveSmallIntegerField()
    staffed_desks = models.PositiveSmallIntegerField()
    low_minutes = models.PositiveSmallIntegerField()
    high_minutes = models.PositiveSmallIntegerField()
    called_at = models.DateTimeField(null=True, blank=True)
    desk = models.ForeignKey(Desk, models.SET_NULL, null=True, blank=True, related_name="+")
    real_seconds = models.PositiveIntegerField(null=True, blank=True)
    is_inside = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("예상 대기 시간")
        constraints = [
            models.UniqueConstraint(fields=["queue_ticket", "line"], name="wait_forecast_once")
        ]
        indexes = [models.Index(fields=["line", "called_at"], name="wait_forecast_of_line")]

    def __str__(self) -> str:
        return f"{self.queue_ticket_id} {self.low_minutes}-{self.high_minutes}"


class WaitDay(Record):
    """One day of a line (or, with a desk, of one of its desks): shown against real."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="wait_days")
    desk = models.ForeignKey(Desk, models.CASCADE, null=True, blank=True, related_name="wait_days")
    day = models.DateField()
    shown = models.PositiveIntegerField()
    inside = models.PositiveIntegerField()
    median_real_seconds = models.PositiveIntegerField()
    p95_real_seconds = models.PositiveIntegerField()
    median_width_minutes = models.FloatField()

    class Meta:
        verbose_name = _("예상과 실제")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint("line", Coalesce("desk_id", 0), "day", name="wait_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.day}"
