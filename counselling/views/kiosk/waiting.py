"""Between the name and the call: equipment check, waiting, coming back after being missed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counselling.domain import equipment, queue, queue_presence, sessions
from counselling.domain.line_pages import LinePage, line_page
from counselling.enums import ParticipantRole, QueueTicketState
from counselling.exceptions import CounsellingError
from counselling.forms.citizen_equipment import EquipmentForm
from counselling.models import QueueTicket
from counselling.rules import may_enter_ticket
from counselling.views.citizen.loaders import load_ticket
from counselling.views.citizen.shown_codes import kept_code
from counselling.views.citizen.waiting import place_context
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
    context = _context(request, ticket, line_page(ticket, is_fresh=True))
    return show(request, "kiosk/waiting.html", context, idle=IDLE_WAITING)


@kiosk_page(may_enter_ticket, load=load_ticket)
def waiting_state(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """The part of the waiting page that changes."""
    queue_presence.keep_place(ticket)
    return show(request, "kiosk/_waiting.html", _context(request, ticket, line_page(ticket)))


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


def _context(request: HttpRequest, ticket: QueueTicket, page: LinePage) -> dict[str, object]:
    is_waiting = ticket.state == QueueTicketState.WAITING
    session = None if is_waiting else ticket.counselling_sessions.order_by("-pk").first()
    return {
        "ticket": ticket,
        **place_context(ticket, page),
        "session": session,
        "is_called": ticket.state in QueueTicketState.at_desk() and session is not None,
        "code": kept_code(request, ticket.ref),
    }
