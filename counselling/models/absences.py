"""When a desk, a person, a booth or an interpreter is not there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counselling.models.agencies import Desk
from counselling.models.interpreters import Interpreter
from counselling.models.kiosks import Booth
from counselling.models.records import ReferencedRecord

ABOUT_ONE_THING = (
    Q(desk__isnull=False, official=None, booth=None, interpreter=None)
    | Q(desk=None, official__isnull=False, booth=None, interpreter=None)
    | Q(desk=None, official=None, booth__isnull=False, interpreter=None)
    | Q(desk=None, official=None, booth=None, interpreter__isnull=False)
)


class Absence(ReferencedRecord):
    """[starts_at, ends_at) in which one resource takes no bookings.

    It removes slots; the bookings it hits are not touched, they are listed for somebody to move.
    `taken_back_at` says that it counts no more.
    """

    desk = models.ForeignKey(Desk, models.CASCADE, null=True, blank=True, related_name="absences")
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="absences"
    )
    booth = models.ForeignKey(Booth, models.CASCADE, null=True, blank=True, related_name="absences")
    interpreter = models.ForeignKey(
        Interpreter, models.CASCADE, null=True, blank=True, related_name="absences"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("부재 일정")
        ordering = ["starts_at"]
        indexes = [
            models.Index(
                fields=["ends_at"],
                condition=Q(taken_back_at=None),
                name="absence_ends_at",
            )
        ]
        constraints = [
            models.CheckConstraint(name="absence_about_one_thing", condition=ABOUT_ONE_THING),
            models.CheckConstraint(
                name="absence_ends_later", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.desk or self.official or self.booth or self.interpreter)
