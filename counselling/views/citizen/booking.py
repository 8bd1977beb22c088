"""Booking, steps 1 and 2: service and time. Steps 3 and 4 are in booking_details."""

import datetime as dt
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling import entered, network_limits
from counselling.domain import reservation
from counselling.domain.pools import NOTHING, Needs, needs_of
from counselling.domain.queries.needs import booths_by_site, interpreted_languages
from counselling.enums import AppointmentState
from counselling.exceptions import AppointmentError, TooManyFromNetwork
from counselling.models import Appointment, Service
from counselling.network_limits import Act
from counselling.timetable.days import day_of
from counselling.views.citizen.loaders import load_service
from counselling.views.guards import anyone, guarded
from counselling.views.times_page import load_times_page, needs_from, parse_moment, query_of

STEPS = [_("상담 고르기"), _("시간 고르기"), _("내 정보"), _("예약 마침")]


@require_safe
@guarded(anyone, load=load_service)
def book_time(request: HttpRequest, service: Service) -> HttpResponse:
    """Step 2: where and with whom, the week, the times of one day, the nearest free times."""
    needs = needs_from(request.GET)
    context = {
        "service": service,
        "page": load_times_page(service, request.GET, needs=needs),
        "sites": booths_by_site(),
        "languages": interpreted_languages(service),
        "steps": STEPS,
    }
    return render(request, "citizen/book_time.html", context)


@require_POST
@guarded(anyone, load=load_service)
def hold_slot(request: HttpRequest, service: Service) -> HttpResponse:
    """Take a time, and all that is needed then, for five minutes and go on to step 3."""
    starts_at = parse_moment(request.POST.get("starts_at", ""))
    needs = needs_from(request.POST)
    if starts_at is None:
        return redirect(times_address(service, needs=needs))
    _release_earlier_holds(request)
    citizen = request.user if request.user.is_authenticated else None
    try:
        network_limits.count(request, Act.HOLD)
        appointment = reservation.hold_slot(
            service, starts_at=starts_at, citizen=citizen, needs=needs
        )
    except (AppointmentError, TooManyFromNetwork) as error:
        messages.warning(request, str(error))
        return redirect(times_address(service, wanted=starts_at, needs=needs))
    entered.remember(request, appointment.ref)
    return redirect("book_details", appointment.ref)


def times_address(
    service: Service,
    *,
    wanted: dt.datetime | None = None,
    day: dt.date | None = None,
    needs: Needs = NOTHING,
) -> str:
    """Name the page of free times, around a wanted time that is gone or on a day."""
    address = reverse("book_time", args=[service.agency.code, service.code])
    query = query_of(needs)
    if wanted:
        query |= {"day": day_of(wanted).isoformat(), "wanted": wanted.isoformat()}
    elif day:
        query["day"] = day.isoformat()
    return f"{address}?{urlencode(query)}" if query else address


def times_again(appointment: Appointment, *, is_gone: bool) -> str:
    """Name the page of free times for somebody whose hold is over, or who gave it back."""
    needs = needs_of(appointment)
    if is_gone:
        return times_address(appointment.service, wanted=appointment.starts_at, needs=needs)
    return times_address(appointment.service, day=day_of(appointment.starts_at), needs=needs)


def _release_earlier_holds(request: HttpRequest) -> None:
    held = Appointment.objects.filter(
        ref__in=request.actor.refs,  # type: ignore[attr-defined]
        state=AppointmentState.HELD,
    )
    for appointment in held.select_related("desk"):
        reservation.release_hold(appointment, by=request.user)
