"""Who may see, correct and answer for the record of a session."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import Objection
from counselling.rules.sessions import is_citizen_of_session


@rules.predicate
def is_citizen_of_objection(actor: Actor, objection: Objection) -> bool:
    return bool(is_citizen_of_session(actor, objection.session))


@rules.predicate
def may_answer_objection(actor: Actor, objection: Objection) -> bool:
    """A supervisor of the department that held the session."""
    return actor.has_role_in(objection.session.department, Role.SUPERVISOR)
