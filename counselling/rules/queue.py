"""Who may serve at a desk, and handle or enter its line."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import CallDisplay, Desk, LineMessage, QueueTicket
from counselling.rules.booking import owns_appointment
from counselling.rules.people import is_user


@rules.predicate
def may_serve_desk(actor: Actor, desk: Desk) -> bool:
    """May sit down at the desk and call people to it."""
    return actor.has_role_in(desk.department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def may_handle_ticket(actor: Actor, ticket: QueueTicket) -> bool:
    """May see the queue ticket on the board and call, park or miss it."""
    return actor.has_role_in(ticket.line.department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def may_enter_ticket(actor: Actor, ticket: QueueTicket) -> bool:
    """The queue ticket is the actor's own: taken here, entered by code, or by account."""
    if ticket.ref in actor.refs or is_user(actor, ticket.citizen_id):
        return True
    return ticket.appointment is not None and owns_appointment(actor, ticket.appointment)


@rules.predicate
def may_take_back_message(actor: Actor, message: LineMessage) -> bool:
    """Official or supervisor of the department whose line reads it."""
    return actor.has_role_in(message.line.department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def is_this_screen(actor: Actor, display: CallDisplay) -> bool:
    """The request comes from the screen that was opened with the display's token."""
    return actor.screen_ref == display.ref
