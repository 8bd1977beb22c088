"""One's own appointment: when the door opens, going in, cancelling."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import entry_codes, queue, reservation
from counselling.domain.queries.my_sessions import outcome_of
from counselling.enums import AppointmentState
from counselling.exceptions import CounsellingError
from counselling.models import Appointment
from counselling.rules import owns_appointment
from counselling.views.citizen.loaders import load_appointment
from counselling.views.guards import guarded


@require_safe
@guarded(owns_appointment, load=load_appointment)
def appointment_page(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Say what is booked and what can be done with it now."""
    if appointment.state == AppointmentState.HELD:
        return redirect("book_details", appointment.ref)
    ticket = queue.active_ticket_of(appointment)
    opens_at = entry_codes.door_opens_at(appointment)
    left = max(opens_at - timezone.now(), dt.timedelta(0))
    may_come = appointment.state in AppointmentState.upcoming()
    context = {
        "appointment": appointment,
        "outcome": outcome_of(appointment),
        "ticket": ticket,
        "may_come": may_come,
        "opens_at": opens_at,
        "opens_in_seconds": int(left.total_seconds()),
        "opens_in": str(left).partition(".")[0],
        "may_cancel": appointment.state == AppointmentState.CONFIRMED,
        "is_over": not may_come and appointment.state != AppointmentState.IN_SESSION,
    }
    return render(request, "citizen/appointment.html", context)


@require_POST
@guarded(owns_appointment, load=load_appointment)
def enter_waiting_room(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Take the place in the line; the equipment check comes before the waiting room."""
    try:
        ticket = queue.enter_for_appointment(appointment, by=request.user)
    except CounsellingError as error:
        messages.warning(request, str(error))
        return redirect("appointment", appointment.ref)
    return redirect("ticket_equipment", ticket.ref)


@require_POST
@guarded(owns_appointment, load=load_appointment)
def cancel_appointment(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    try:
        reservation.cancel(appointment, by=request.user, why="by the citizen")
    except CounsellingError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("예약을 취소했습니다."))
    return redirect("appointment", appointment.ref)
