"""Booking, steps 1 and 2: service and time. Steps 3 and 4 are in booking_details."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling import entered
from counselling.domain import availability, reservation
from counselling.domain.availability import DayOffer, OfferedSlot
from counselling.enums import AppointmentState
from counselling.exceptions import AppointmentError
from counselling.models import Appointment, Service
from counselling.timetable.days import day_of
from counselling.views.citizen.loaders import load_service
from counselling.views.guards import anyone, guarded

STEPS = [_("상담 고르기"), _("시간 고르기"), _("내 정보"), _("예약 마침")]
DAYS_SHOWN = 7
NEAREST_SHOWN = 3
# Near the ends of the calendar reckoning with days and time zones would overflow.
MOMENTS_FROM, MOMENTS_UNTIL = 2000, 2999


@dataclass(frozen=True)
class TimesPage:
    """What the page of free times shows."""

    week: list[DayOffer]
    chosen: DayOffer | None
    nearest: list[OfferedSlot]
    earlier: dt.date | None
    later: dt.date | None


@require_safe
@guarded(anyone, load=load_service)
def book_time(request: HttpRequest, service: Service) -> HttpResponse:
    """Step 2: the week, the times of one day, and the nearest free times on top."""
    wanted = _moment(request.GET.get("wanted", ""))
    page = _times_page(service, parse_day(request.GET.get("day", "")))
    if wanted:
        alternatives = availability.nearest_slots(service, wanted=wanted)
    return render(
        request,
        "citizen/book_time.html",
        {
            "service": service,
            "page": page,
            "wanted": wanted,
            "alternatives": alternatives if wanted else [],
            "steps": STEPS,
        },
    )


@require_POST
@guarded(anyone, load=load_service)
def hold_slot(request: HttpRequest, service: Service) -> HttpResponse:
    """Take a time for five minutes and go on to step 3."""
    starts_at = _moment(request.POST.get("starts_at", ""))
    if starts_at is None:
        return redirect("book_time", service.agency.code, service.code)
    _release_earlier_holds(request)
    citizen = request.user if request.user.is_authenticated else None
    try:
        appointment = reservation.hold_slot(service, starts_at=starts_at, citizen=citizen)
    except AppointmentError as error:
        messages.warning(request, str(error))
        return redirect(times_address(service, wanted=starts_at))
    entered.remember(request, appointment.ref)
    return redirect("book_details", appointment.ref)


def times_address(
    service: Service, *, wanted: dt.datetime | None = None, day: dt.date | None = None
) -> str:
    """Name the page of free times, around a wanted time that is gone or on a day."""
    address = reverse("book_time", args=[service.agency.code, service.code])
    if wanted:
        day = day_of(wanted)
    query = {"day": day, "wanted": wanted.isoformat() if wanted else None}
    return f"{address}?{urlencode({key: value for key, value in query.items() if value})}"


def _times_page(service: Service, day: dt.date | None) -> TimesPage:
    offers = availability.bookable_offers(service)
    by_day = {offer.day: index for index, offer in enumerate(offers)}
    free = [offer for offer in offers if offer.is_free]
    first_free = by_day[free[0].day] if free else 0
    index = by_day.get(day, first_free) if day else first_free
    start = index - index % DAYS_SHOWN
    week = offers[start : start + DAYS_SHOWN]
    later = start + DAYS_SHOWN
    return TimesPage(
        week=week,
        chosen=offers[index],
        nearest=[slot for offer in free[:NEAREST_SHOWN] for slot in offer.slots][:NEAREST_SHOWN],
        earlier=offers[start - DAYS_SHOWN].day if start else None,
        later=offers[later].day if later < len(offers) else None,
    )


def _release_earlier_holds(request: HttpRequest) -> None:
    held = Appointment.objects.filter(
        ref__in=request.actor.refs,  # type: ignore[attr-defined]
        state=AppointmentState.HELD,
    )
    for appointment in held.select_related("desk"):
        reservation.release_hold(appointment, by=request.user)


def parse_day(text: str) -> dt.date | None:
    """Read YYYY-MM-DD; anything else is no day."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _moment(text: str) -> dt.datetime | None:
    """Read a date and time of our times; anything else is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or not MOMENTS_FROM <= moment.year <= MOMENTS_UNTIL:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
