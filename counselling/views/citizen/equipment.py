"""The equipment check: tried at any time, before an appointment, or on the way in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from counselling.domain import equipment
from counselling.forms.citizen_equipment import EquipmentForm
from counselling.models import Appointment, QueueTicket
from counselling.rules import may_enter_ticket, owns_appointment
from counselling.views.citizen.loaders import load_appointment, load_ticket
from counselling.views.guards import anyone, guarded

Subject = Appointment | QueueTicket | None
CHECK_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(CHECK_METHODS)
@guarded(anyone)
def free_equipment(request: HttpRequest) -> HttpResponse:
    """Try camera, microphone and speaker days before."""
    return _check(
        request,
        None,
        next_address=reverse("home"),
        next_label=_("처음 화면으로"),
        practice=reverse("practice"),
    )


@require_http_methods(CHECK_METHODS)
@guarded(owns_appointment, load=load_appointment)
def appointment_equipment(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Before the door opens; the official sees the result."""
    back = reverse("appointment", args=[appointment.ref])
    return _check(
        request,
        appointment,
        next_address=back,
        next_label=_("내 예약으로"),
        practice=reverse("appointment_practice", args=[appointment.ref]),
    )


@require_http_methods(CHECK_METHODS)
@guarded(may_enter_ticket, load=load_ticket)
def ticket_equipment(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """On the way into the waiting room; the place in the line is kept already."""
    room = reverse("waiting_room", args=[ticket.ref])
    return _check(
        request,
        ticket,
        next_address=room,
        next_label=_("대기실로"),
        practice=reverse("ticket_practice", args=[ticket.ref]),
    )


def _check(
    request: HttpRequest, subject: Subject, *, next_address: str, next_label: object, practice: str
) -> HttpResponse:
    if request.method == "POST":
        form = EquipmentForm(request.POST)
        if form.is_valid():
            figures = form.figures(browser=request.headers.get("User-Agent", ""))
            equipment.store_check(figures, subject=subject)
        else:
            text = _("장비 확인 결과를 저장하지 못했습니다. 상담은 그대로 할 수 있습니다.")
            messages.warning(request, text)
        return redirect(next_address)
    ticket = subject if isinstance(subject, QueueTicket) else None
    way_on = {"next_address": next_address, "next_label": next_label}
    context = {"ticket": ticket, "practice_address": practice, **way_on}
    return render(request, "citizen/equipment.html", context)
