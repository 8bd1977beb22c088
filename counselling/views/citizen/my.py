"""What belongs to this browser or account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counselling.actors import Actor
from counselling.domain.queries.my_sessions import (
    appointments_of,
    booking_requests_of,
    queue_tickets_of,
)
from counselling.enums import AppointmentState, QueueTicketState
from counselling.views.guards import anyone, guarded

SHOWN_AT_MOST = 50


@require_safe
@guarded(anyone)
def my(request: HttpRequest) -> HttpResponse:
    """Upcoming and past sessions: of the account, and entered with a code in this browser."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    appointments = list(appointments_of(actor.user, actor.refs)[:SHOWN_AT_MOST])
    tickets = list(queue_tickets_of(actor.user, actor.refs)[:SHOWN_AT_MOST])
    coming = AppointmentState.active()
    waiting = QueueTicketState.active()
    context = {
        "requests": booking_requests_of(actor.user, actor.refs)[:SHOWN_AT_MOST],
        "upcoming": [item for item in reversed(appointments) if item.state in coming],
        "past": [item for item in appointments if item.state not in coming],
        "waiting": [ticket for ticket in tickets if ticket.state in waiting],
        "past_tickets": [ticket for ticket in tickets if ticket.state not in waiting],
    }
    return render(request, "citizen/my.html", context)
