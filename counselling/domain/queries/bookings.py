"""Bookings and requests of departments, for those who look after them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet, TextChoices

from counselling.domain.booking_words import why_in_words
from counselling.enums import AppointmentState, BookingRequestState
from counselling.models import Appointment, BookingRequest, Department
from counselling.models.records import StateChange
from counselling.timetable.days import MIDNIGHT, at, end_of

LISTED_AT_MOST = 500


@dataclass(frozen=True)
class Step:
    """One step of a booking or request, and its state and reason in words."""

    change: StateChange
    label: str

    @property
    def why(self) -> str:
        return why_in_words(self.change.why)


def bookings_of_day(departments: Collection[Department], day: dt.date) -> QuerySet[Appointment]:
    """Return what is and was booked on a day, by time; holds are left out."""
    return (
        Appointment.objects.filter(
            desk__department__in=departments,
            starts_at__gte=at(day, MIDNIGHT),
            starts_at__lt=end_of(day),
        )
        .exclude(state__in=[AppointmentState.HELD, AppointmentState.EXPIRED])
        .select_related("service", "desk", "official", "booth__site", "interpreter", "booked_by")
        .order_by("starts_at", "desk__number", "pk")[:LISTED_AT_MOST]
    )


def steps_of(subject: Appointment | BookingRequest) -> list[Step]:
    """Return every step of a booking or request: what, when, who; the first one first."""
    if isinstance(subject, Appointment):
        changes = subject.changes.select_related("actor", "desk").order_by("pk")
        return [Step(change, _label(AppointmentState, change.to_state)) for change in changes]
    answers = subject.changes.select_related("actor").order_by("pk")
    return [Step(change, _label(BookingRequestState, change.to_state)) for change in answers]


def _label(states: type[TextChoices], state: str) -> str:
    return str(states(state).label)


def requests_to_answer(departments: Collection[Department]) -> QuerySet[BookingRequest]:
    """Return the requests without a slot that wait for an answer, oldest first."""
    return (
        BookingRequest.objects.filter(
            service__department__in=departments, state=BookingRequestState.OPEN
        )
        .select_related("service__department")
        .order_by("pk")
    )


def answered_requests(departments: Collection[Department]) -> QuerySet[BookingRequest]:
    """Return the requests that were answered or withdrawn, newest first."""
    return (
        BookingRequest.objects.filter(service__department__in=departments)
        .exclude(state=BookingRequestState.OPEN)
        .select_related("service__department", "answered_by", "appointment")
        .order_by("-pk")[:50]
    )
