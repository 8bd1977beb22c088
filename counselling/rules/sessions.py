"""Who may see, handle and close a session."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import CounsellingSession
from counselling.rules.booking import owns_appointment
from counselling.rules.people import is_user
from counselling.rules.queue import may_enter_ticket


@rules.predicate
def is_citizen_of_session(actor: Actor, session: CounsellingSession) -> bool:
    """The session is about the actor's own appointment or queue ticket."""
    if session.appointment is not None and owns_appointment(actor, session.appointment):
        return True
    return session.queue_ticket is not None and may_enter_ticket(actor, session.queue_ticket)


@rules.predicate
def may_handle_session(actor: Actor, session: CounsellingSession) -> bool:
    """Staff of the session's department: may see it with its staff notes."""
    return actor.has_role_in(session.department, Role.OFFICIAL, Role.SUPERVISOR)


may_see_session = is_citizen_of_session | may_handle_session


@rules.predicate
def may_close_session(actor: Actor, session: CounsellingSession) -> bool:
    """The official in charge, or a supervisor of the department."""
    in_charge = is_user(actor, session.official_id) and may_handle_session(actor, session)
    return in_charge or actor.has_role_in(session.department, Role.SUPERVISOR)
