"""The bookings of one's departments: by day, and one with its whole history."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import assignment, changing, reservation
from counselling.domain.pools import needs_of
from counselling.domain.queries.bookings import bookings_of_day, requests_to_answer, steps_of
from counselling.enums import AppointmentState
from counselling.exceptions import CounsellingError
from counselling.models import Appointment, User
from counselling.rules import is_official, may_handle_appointment
from counselling.timetable.days import day_of
from counselling.views.citizen.loaders import load_appointment
from counselling.views.desk.own_departments import own_departments
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from counselling.views.times_page import load_times_page, parse_day, parse_moment
from counselling.views.typed import typed_text

ONE_DAY = dt.timedelta(days=1)
REASON_LENGTH = 300


@require_safe
@guarded(is_official, login=True)
def bookings(request: HttpRequest) -> HttpResponse:
    """List the bookings of a day, and how many requests wait for an answer."""
    day = parse_day(request.GET.get("day", "")) or day_of(timezone.now())
    departments = list(own_departments(request))
    context = {
        "day": day,
        "before": day - ONE_DAY,
        "after": day + ONE_DAY,
        "appointments": bookings_of_day(departments, day),
        "open_requests": requests_to_answer(departments).count(),
    }
    return render(request, "desk/bookings.html", context)


@require_safe
@guarded(may_handle_appointment, load=load_appointment, login=True)
def booking(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Show one booking: what is reserved, who booked it, and every step so far."""
    coming = appointment.state in AppointmentState.upcoming()
    context = {
        "appointment": appointment,
        "steps": steps_of(appointment),
        "officials": assignment.free_officials(appointment) if coming else [],
        "may_assign": coming,
        "may_move": appointment.state == AppointmentState.CONFIRMED,
    }
    return render(request, "desk/booking.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_handle_appointment, load=load_appointment, login=True)
def move_booking(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Show the times that could be had instead; move to the one chosen, whatever the deadline."""
    if request.method == "POST":
        return _move(request, appointment)
    page = load_times_page(
        appointment.service, request.GET, needs=needs_of(appointment), ignoring=appointment
    )
    return render(request, "desk/move_booking.html", {"appointment": appointment, "page": page})


@require_POST
@guarded(may_handle_appointment, load=load_appointment)
def cancel_booking(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Cancel for the citizen, who is told; the reason goes into the history."""
    why = typed_text(request, "why", at_most=REASON_LENGTH)
    with errors_as_messages(request):
        reservation.cancel(appointment, by=request.user, why=why)
        messages.success(request, _("예약을 취소하고 민원인에게 알렸습니다."))
    return redirect("desk_booking", appointment.ref)


@require_POST
@guarded(may_handle_appointment, load=load_appointment)
def assign_booking(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Give the booking to an official of the department, or to whoever will call."""
    pk = request.POST.get("official", "")
    official = User.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 12 else None
    with errors_as_messages(request):
        assignment.assign(appointment, official, by=request.user)
        messages.success(request, _("담당자를 정했습니다."))
    return redirect("desk_booking", appointment.ref)


def _move(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    starts_at = parse_moment(request.POST.get("starts_at", ""))
    if starts_at is None:
        return redirect("desk_move_booking", appointment.ref)
    why = typed_text(request, "why", at_most=REASON_LENGTH)
    try:
        changing.move(appointment, starts_at=starts_at, by=request.user, why=why)
    except CounsellingError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("시간을 바꾸고 민원인에게 알렸습니다."))
    return redirect("desk_booking", appointment.ref)
