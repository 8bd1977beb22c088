"""The practice room: a robot greets, listens and plays back what it heard (features.md, F8)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from counselling.domain import equipment
from counselling.enums import QueueTicketState
from counselling.forms.citizen_equipment import PracticeForm
from counselling.models import Appointment, QueueTicket
from counselling.rules import may_enter_ticket, owns_appointment
from counselling.views.citizen.loaders import load_appointment, load_ticket
from counselling.views.guards import anyone, guarded

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@guarded(anyone)
def free_practice(request: HttpRequest) -> HttpResponse:
    """Practise days before."""
    return _practise(request, None, back=reverse("home"), label=_("처음 화면으로"))


@require_http_methods(METHODS)
@guarded(owns_appointment, load=load_appointment)
def appointment_practice(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Before the door opens; the official sees the result."""
    back = reverse("appointment", args=[appointment.ref])
    return _practise(request, appointment, back=back, label=_("내 예약으로"))


@require_http_methods(METHODS)
@guarded(may_enter_ticket, load=load_ticket)
def ticket_practice(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """While waiting; the place in the line is kept."""
    back = reverse("waiting_room", args=[ticket.ref])
    if request.htmx:  # type: ignore[attr-defined]
        return back_when_called(ticket, back)
    return _practise(request, ticket, back=back, label=_("대기실로"))


def back_when_called(ticket: QueueTicket, back: str) -> HttpResponse:
    """Answer the page that asks whenever the line moved: it stays until the person is called."""
    if ticket.state in QueueTicketState.at_desk():
        return HttpResponseClientRedirect(back)
    return HttpResponse(status=204)


def _practise(
    request: HttpRequest, subject: Appointment | QueueTicket | None, *, back: str, label: object
) -> HttpResponse:
    if request.method == "POST":
        form = PracticeForm(request.POST)
        if form.is_valid():
            figures = form.figures(browser=request.headers.get("User-Agent", ""))
            equipment.store_check(figures, subject=subject)
            messages.success(request, _("연습 결과를 저장했습니다."))
        else:
            text = _("연습 결과를 저장하지 못했습니다. 상담은 그대로 할 수 있습니다.")
            messages.warning(request, text)
        return redirect(back)
    context: dict[str, object] = {"next_address": back, "next_label": label}
    if isinstance(subject, QueueTicket):
        context["ticket"] = subject
    return render(request, "citizen/practice.html", context)
