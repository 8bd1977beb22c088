"""The waiting room: one's place, kept fresh; going to the desk, leaving, coming back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import line_messages, phone_talks, queue, queue_presence, sessions
from counselling.domain.documents import papers_of
from counselling.domain.handovers import citizens_seat
from counselling.domain.line_pages import LinePage, line_page, shown_place
from counselling.domain.queries.handovers import last_handover_of, open_handover_of
from counselling.domain.queries.my_sessions import outcome_of
from counselling.domain.representatives import representative_of
from counselling.enums import ParticipantRole, QueueTicketState
from counselling.exceptions import CounsellingError
from counselling.forms.lines import NearTurnForm
from counselling.forms.papers import PapersForm
from counselling.models import Appointment, Handover, PhoneTalk, QueueTicket
from counselling.rules import may_enter_ticket
from counselling.views.attendance_page import let_down_context
from counselling.views.citizen.loaders import load_ticket
from counselling.views.citizen.shown_codes import kept_code
from counselling.views.guards import guarded
from video.browser_seats import remember_seat
from video.calls import open_calls


@require_safe
@guarded(may_enter_ticket, load=load_ticket)
def waiting_room(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """The whole page around the fragment; once there is an outcome, that instead."""
    outcome = outcome_of(ticket)
    if outcome is not None:
        return redirect("session_outcome", outcome.session.ref)
    queue_presence.keep_place(ticket)
    context = _context(ticket, line_page(ticket, is_fresh=True)) | {
        "code": kept_code(request, ticket.ref),
        "subject": ticket,
        "is_ticket": True,
        "papers": papers_of(ticket),
        "papers_form": PapersForm(),
        "near_form": _near_form(ticket),
    }
    return render(request, "citizen/waiting_room.html", context)


@require_safe
@guarded(may_enter_ticket, load=load_ticket)
def waiting_now(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """The fragment that a live page fetches when the line moved."""
    queue_presence.keep_place(ticket)
    return render(request, "citizen/_waiting.html", _context(ticket, line_page(ticket)))


@require_POST
@guarded(may_enter_ticket, load=load_ticket)
def join_session(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Take the seat in the call to which the desk has called."""
    session = sessions.open_session_of(ticket)
    try:
        handover = open_handover_of(ticket)
        if session is None and handover is not None:
            return _back_to_call(request, ticket, handover)
        if session is None:
            raise CounsellingError(_("아직 차례가 아닙니다. 조금만 더 기다려 주세요."))
        seat = sessions.seat_of(session, _role_of(request, ticket))
    except CounsellingError as error:
        messages.warning(request, str(error))
        return redirect("waiting_room", ticket.ref)
    remember_seat(request, seat)
    address = reverse("session_call", args=[session.ref])
    return redirect(f"{address}?ask=1" if "ask" in request.POST else address)


@require_POST
@guarded(may_enter_ticket, load=load_ticket)
def leave_line(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    try:
        queue.leave(ticket, by=request.user)
    except CounsellingError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("대기를 취소했습니다."))
    return redirect("waiting_room", ticket.ref)


@require_POST
@guarded(may_enter_ticket, load=load_ticket)
def return_to_line(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    try:
        queue.return_to_line(ticket, by=request.user)
    except CounsellingError as error:
        messages.warning(request, str(error))
    return redirect("waiting_room", ticket.ref)


def _back_to_call(request: HttpRequest, ticket: QueueTicket, handover: Handover) -> HttpResponse:
    """The call goes on while the person is handed over: the same seat again.

    Raises:
        HandoverOver: The call has ended.
    """
    remember_seat(request, citizens_seat(handover, _role_of(request, ticket)))
    return redirect("session_call", handover.from_session.ref)


def _role_of(request: HttpRequest, ticket: QueueTicket) -> ParticipantRole:
    """Who entered with the representative's own code sits beside the child, not in its place."""
    representative = representative_of(ticket)
    refs = request.actor.refs  # type: ignore[attr-defined]
    if representative is not None and representative.ref in refs:
        return ParticipantRole.REPRESENTATIVE
    return ParticipantRole.CITIZEN


def _context(ticket: QueueTicket, page: LinePage) -> dict[str, object]:
    is_active = ticket.state in QueueTicketState.active()
    let_down = _may_have_been_let_down(ticket)
    return {
        "ticket": ticket,
        "service": ticket.service,
        "department": ticket.line.department,
        "is_active": is_active,
        "is_called": ticket.state in QueueTicketState.at_desk(),
        "is_being_written": _is_being_written(ticket),
        "talk": _talk_of(ticket),
        "outcome": None if is_active else outcome_of(ticket),
        "handover": last_handover_of(ticket) if ticket.pk in page.handed_over else None,
        **place_context(ticket, page),
        **(let_down_context(let_down) if let_down else {}),
    }


def _may_have_been_let_down(ticket: QueueTicket) -> Appointment | QueueTicket | None:
    """Return what there may be a verdict about that concerns somebody who waits."""
    if ticket.appointment is not None:
        return ticket.appointment if ticket.state == QueueTicketState.WAITING else None
    waits = ticket.state in (QueueTicketState.WAITING, QueueTicketState.MISSED)
    return ticket if waits and ticket.times_missed else None


def place_context(ticket: QueueTicket, page: LinePage) -> dict[str, object]:
    """Return what the waiting page says of the place, at home and at a kiosk."""
    place = shown_place(ticket, page)
    common: dict[str, object] = {"place": place, "settings": page.settings}
    if place is None:
        return common
    return {
        **common,
        **_told_context(ticket, page),
        "moved": ticket.transfers.last() if ticket.pk in page.moved else None,
    }


def _told_context(ticket: QueueTicket, page: LinePage) -> dict[str, object]:
    """Return what a waiting person is told, and when the page has to ask for more."""
    now, timed = timezone.now(), line_messages.timed_messages(ticket.line, own=page.timed)
    return {
        "told": line_messages.told_to(ticket, page.settings, now=now, timed=timed),
        "next_told_seconds": line_messages.seconds_to_next(ticket, now=now, timed=timed),
    }


def _near_form(ticket: QueueTicket) -> NearTurnForm | None:
    if ticket.state != QueueTicketState.WAITING:
        return None
    return NearTurnForm(initial={"phone": ticket.phone})


def _talk_of(ticket: QueueTicket) -> PhoneTalk | None:
    """Return how the session goes on by telephone, where it does."""
    if ticket.state != QueueTicketState.IN_SESSION:
        return None
    session = sessions.open_session_of(ticket)
    return phone_talks.talk_of(session) if session else None


def _is_being_written(ticket: QueueTicket) -> bool:
    """Say whether the call is over and the official still writes the outcome."""
    if ticket.state != QueueTicketState.IN_SESSION:
        return False
    session = sessions.open_session_of(ticket)
    return session is not None and not open_calls().filter(ref=session.call_ref).exists()
