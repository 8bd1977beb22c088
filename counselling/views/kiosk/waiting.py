"""Between the name and the call: equipment check, waiting, coming back after being missed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counselling.domain import equipment, queue, queue_presence, sessions
from counselling.domain.unit_settings import settings_of
from counselling.enums import ParticipantRole, QueueTicketState
from counselling.exceptions import CounsellingError
from counselling.forms.citizen_equipment import EquipmentForm
from counselling.models import QueueTicket
from counselling.rules import may_enter_ticket
from counselling.views.citizen.loaders import load_ticket
from counselling.views.citizen.shown_codes import kept_code
from counselling.views.citizen.waiting import shown_place, told_context
from counselling.views.kiosk.pages import IDLE_WAITING, kiosk_page, show
from video.browser_seats import remember_seat


@kiosk_page(may_enter_ticket, load=load_ticket)
def check(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Camera, microphone and speaker; their result is shown to the official."""
    if request.method != "POST":
        return show(request, "kiosk/check.html", {"ticket": ticket}, idle=IDLE_WAITING)
    form = EquipmentForm(request.POST)
    if form.is_valid():
        figures = form.figures(browser=request.headers.get("User-Agent", ""))
        equipment.store_check(figures, subject=ticket)
    return redirect("kiosk_waiting", ticket.ref)


@kiosk_page(may_enter_ticket, load=load_ticket)
def waiting(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """The waiting page: how many are ahead, and what happens next."""
    queue_presence.keep_place(ticket)
    return show(request, "kiosk/waiting.html", _context(request, ticket), idle=IDLE_WAITING)


@kiosk_page(may_enter_ticket, load=load_ticket)
def waiting_state(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """The part of the waiting page that changes."""
    queue_presence.keep_place(ticket)
    return show(request, "kiosk/_waiting.html", _context(request, ticket))


@require_POST
@kiosk_page(may_enter_ticket, load=load_ticket)
def join(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Take the seat in the call to which the desk has called."""
    session = sessions.open_session_of(ticket)
    if session is None:
        messages.warning(request, _("아직 차례가 아닙니다. 조금만 더 기다려 주세요."))
        return redirect("kiosk_waiting", ticket.ref)
    remember_seat(request, sessions.seat_of(session, ParticipantRole.CITIZEN))
    return redirect("kiosk_call", session.ref)


@require_POST
@kiosk_page(may_enter_ticket, load=load_ticket)
def return_to_line(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Wait again at the old place after having been missed."""
    try:
        queue.return_to_line(ticket)
    except CounsellingError as error:
        messages.error(request, str(error))
    return redirect("kiosk_waiting", ticket.ref)


def _context(request: HttpRequest, ticket: QueueTicket) -> dict[str, object]:
    session = ticket.counselling_sessions.order_by("-pk").first()
    place = shown_place(ticket)
    settings = settings_of(ticket.line.department)
    return {
        "ticket": ticket,
        "place": place,
        "settings": settings,
        **(told_context(ticket, settings) if place else {}),
        "session": session,
        "is_called": ticket.state in QueueTicketState.at_desk() and session is not None,
        "code": kept_code(request, ticket.ref),
    }
