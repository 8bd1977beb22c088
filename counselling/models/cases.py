"""What belongs to a case: an appointment, or a walk-in's queue ticket. Rows that only grow."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from counselling.models.appointments import Appointment
from counselling.models.queue import QueueTicket
from counselling.models.records import Record


class CaseRecord(models.Model):
    """The case a row is about. A ticket of an appointment has none: the appointment has."""

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, blank=True, related_name="%(class)s_rows"
    )
    queue_ticket = models.ForeignKey(
        QueueTicket, models.CASCADE, null=True, blank=True, related_name="%(class)s_rows"
    )

    class Meta:
        abstract = True


def about_one_case(name: str) -> models.CheckConstraint:
    """Make the constraint that a row is about an appointment or a queue ticket, not both."""
    return models.CheckConstraint(
        name=name,
        condition=(
            Q(appointment__isnull=False, queue_ticket=None)
            | Q(appointment=None, queue_ticket__isnull=False)
        ),
    )


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses to change or delete rows. Only a cascade from the case takes them along."""

    def update(self, **_fields: Any) -> NoReturn:
        raise TypeError("These rows are only added to.")

    def delete(self) -> NoReturn:
        raise TypeError("These rows are only added to.")


class AppendOnlyRecord(Record):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("These rows are only added to.")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise TypeError("These rows are only added to.")
