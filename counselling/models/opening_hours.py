"""When desks are open: weekly rules by level, closures, public holidays.

A rule belongs to a desk, a department, an agency, or (all empty) the nation. For a day the most
specific level that has a rule for that weekday wins.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import Weekday
from counselling.models.agencies import Agency, Department, Desk
from counselling.models.records import Record, in_language

AT_MOST_ONE_UNIT = (
    Q(agency=None, department=None) | Q(agency=None, desk=None) | Q(department=None, desk=None)
)


class UnitRecord(Record):
    """A row about a desk, a department, an agency or (all empty) everybody."""

    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="+"
    )
    desk = models.ForeignKey(Desk, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class OpeningHours(UnitRecord):
    """One weekday's hours; `closes_at` 00:00 is midnight at the end of the day.

    `is_closed` says that the unit is shut on this weekday although the one above is open.
    Valid for one day only it is a one-off day, which goes before every weekly rule.
    """

    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    lunch_from = models.TimeField(null=True, blank=True)
    lunch_until = models.TimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text=_("이 날까지 포함합니다."))
    is_open_on_holidays = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    note_ko = models.CharField(max_length=100, blank=True)
    note_en = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("상담 시간")
        verbose_name_plural = _("상담 시간")
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(name="opening_hours_one_unit", condition=AT_MOST_ONE_UNIT),
            models.CheckConstraint(
                name="opening_hours_close_later",
                condition=Q(closes_at__gt=F("opens_at")) | Q(closes_at="00:00"),
            ),
            models.CheckConstraint(
                name="opening_hours_lunch_whole",
                condition=Q(lunch_from=None, lunch_until=None)
                | Q(
                    lunch_from__isnull=False,
                    lunch_until__isnull=False,
                    lunch_from__lt=F("lunch_until"),
                ),
            ),
            models.CheckConstraint(
                name="opening_hours_weekday",
                condition=Q(weekday__gte=0, weekday__lte=6),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"

    @property
    def note(self) -> str:
        return in_language(self.note_ko, self.note_en)


class Closure(UnitRecord):
    """A time when a desk, department or agency is shut, whatever the weekly rules say."""

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason_ko = models.CharField(max_length=100)
    reason_en = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("휴무")
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["ends_at"], name="closure_ends_at")]
        constraints = [
            models.CheckConstraint(name="closure_one_unit", condition=AT_MOST_ONE_UNIT),
            models.CheckConstraint(
                name="closure_ends_later", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def reason(self) -> str:
        return in_language(self.reason_ko, self.reason_en)


class Holiday(Record):
    """A public holiday of the nation, imported or entered; `source` says from where."""

    day = models.DateField()
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("공휴일")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["day", "name_ko"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    @property
    def name(self) -> str:
        return in_language(self.name_ko, self.name_en)
