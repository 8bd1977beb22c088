"""Calling people to the desk: next, this one, missed, back to the line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from counselling.domain import queue_calling
from counselling.exceptions import TicketTaken
from counselling.models import Desk, QueueTicket
from counselling.rules import may_handle_ticket, may_serve_desk
from counselling.views.desk.loaders import load_desk, load_ticket
from counselling.views.desk.missed_words import missed_words
from counselling.views.desk.seated import (
    NOT_SEATED,
    go,
    official_of,
    own_desk,
    seated,
    to_own_desk,
)
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages


@require_POST
@guarded(may_serve_desk, load=load_desk)
@seated
def call_next(request: HttpRequest, desk: Desk) -> HttpResponse:
    with errors_as_messages(request):
        queue_calling.call_next(desk, official=official_of(request))
    return go(request, "desk_board", desk.pk)


@require_POST
@guarded(may_handle_ticket, load=load_ticket)
def call_this(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Call a chosen person: out of turn, or again after they were missed."""
    desk = own_desk(request)
    if desk is None or desk.department_id != ticket.line.department_id:
        messages.warning(request, NOT_SEATED)
        return to_own_desk(request)
    with errors_as_messages(request):
        queue_calling.call_this(desk, ticket, official=official_of(request))
    return to_own_desk(request)


@require_POST
@guarded(may_handle_ticket, load=load_ticket)
def mark_missed(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    with errors_as_messages(request):
        require_at_own_desk(request, ticket)
        queue_calling.mark_missed(ticket, by=request.user)
        messages.success(request, missed_words(ticket))
    return to_own_desk(request)


@require_POST
@guarded(may_handle_ticket, load=load_ticket)
def put_back(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    with errors_as_messages(request):
        require_at_own_desk(request, ticket)
        queue_calling.put_back(ticket, by=request.user)
        text = _("%(name)s 님이 다시 기다립니다. 순서는 그대로입니다.")
        messages.success(request, text % {"name": ticket.name})
    return to_own_desk(request)


def require_at_own_desk(request: HttpRequest, ticket: QueueTicket) -> None:
    """Refuse who did not call this person.

    Raises:
        TicketTaken: The person is at another desk, or at none.
    """
    if ticket.desk is None or ticket.desk.official_id != request.user.pk:
        raise TicketTaken(_("내 창구로 호출한 분이 아닙니다."))
