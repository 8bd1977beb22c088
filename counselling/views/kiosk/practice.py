"""The practice room at a kiosk while one waits (features.md, F8); the place in line is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from counselling.domain import equipment
from counselling.forms.citizen_equipment import PracticeForm
from counselling.models import QueueTicket
from counselling.rules import may_enter_ticket
from counselling.views.citizen.loaders import load_ticket
from counselling.views.citizen.practice import back_when_called
from counselling.views.kiosk.pages import IDLE_WAITING, kiosk_page, show


@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page(may_enter_ticket, load=load_ticket)
def practise(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """A robot greets, listens and plays back; the official sees the result."""
    if request.htmx:  # type: ignore[attr-defined]
        return back_when_called(ticket, reverse("kiosk_waiting", args=[ticket.ref]))
    if request.method != "POST":
        return show(request, "kiosk/practice.html", {"ticket": ticket}, idle=IDLE_WAITING)
    form = PracticeForm(request.POST)
    if form.is_valid():
        figures = form.figures(browser=request.headers.get("User-Agent", ""))
        equipment.store_check(figures, subject=ticket)
    return redirect("kiosk_waiting", ticket.ref)
