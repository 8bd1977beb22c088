"""One's own appointment: when the door opens, going in, cancelling."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import changing, entry_codes, queue, waiting_list
from counselling.domain.attendance import attendance_of
from counselling.domain.queries.my_sessions import outcome_of
from counselling.enums import AppointmentState
from counselling.exceptions import CounsellingError
from counselling.models import Appointment
from counselling.rules import owns_appointment
from counselling.views.attendance_page import let_down_context
from counselling.views.citizen.loaders import load_appointment
from counselling.views.guards import guarded

# Seconds say nothing to somebody who comes in three days.
COUNTED_DOWN = dt.timedelta(days=1)


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
        "counts_down": left < COUNTED_DOWN,
        "opens_in": str(left).partition(".")[0],
        "attendance": attendance_of(appointment),
        "is_over": not may_come and appointment.state != AppointmentState.IN_SESSION,
        **_what_may_change(appointment),
        **let_down_context(appointment),
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
        changing.cancel_own(appointment, by=request.user)
    except CounsellingError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("예약을 취소했습니다."))
    return redirect("appointment", appointment.ref)


def _what_may_change(appointment: Appointment) -> dict[str, object]:
    """Say until when it may be moved or cancelled, what to do after, and what is offered."""
    if appointment.state != AppointmentState.CONFIRMED:
        return {"is_confirmed": False}
    now = timezone.now()
    deadline = changing.change_deadline(appointment)
    offer = waiting_list.offer_of(appointment)
    return {
        "is_confirmed": True,
        "deadline": deadline,
        "may_change": now <= deadline,
        "after_deadline": changing.after_deadline(appointment.service),
        "entry": waiting_list.entry_of(appointment),
        "may_wait": appointment.starts_at >= now + waiting_list.OFFER_LEAD,
        "offers_at_most": waiting_list.OFFERS_AT_MOST,
        "offer": offer,
        "offer_seconds": int((offer.expires_at - now).total_seconds()) if offer else 0,
    }
