"""Who may help whom at the desks, and who supervises them."""

import rules

from counselling.actors import Actor
from counselling.enums import ParticipantRole, Role
from counselling.models import CounsellingSession, Department, HelpRequest
from counselling.rules.sessions import may_handle_session


@rules.predicate
def may_supervise(actor: Actor, department: Department) -> bool:
    """Sees all desks of the department at once."""
    return actor.has_role_in(department, Role.SUPERVISOR)


@rules.predicate
def may_supervise_session(actor: Actor, session: CounsellingSession) -> bool:
    """May listen in, step in, and give the session to another desk."""
    return actor.has_role_in(session.department, Role.SUPERVISOR)


@rules.predicate
def may_answer_help(actor: Actor, asked: HelpRequest) -> bool:
    """A colleague of the department; not who asked."""
    is_colleague = actor.has_role_in(asked.desk.department, Role.OFFICIAL, Role.SUPERVISOR)
    return is_colleague and asked.asked_by_id != actor.user.pk


@rules.predicate
def may_take_back_help(actor: Actor, asked: HelpRequest) -> bool:
    is_colleague = actor.has_role_in(asked.desk.department, Role.OFFICIAL, Role.SUPERVISOR)
    return is_colleague and asked.asked_by_id == actor.user.pk


@rules.predicate
def is_beside(actor: Actor, session: CounsellingSession) -> bool:
    """Came along as a colleague or listens in, and still has the role for it."""
    if not may_handle_session(actor, session):
        return False
    roles = (ParticipantRole.COLLEAGUE, ParticipantRole.LISTENER)
    return actor.user.pk in session.participants.filter(role__in=roles).values_list(
        "user", flat=True
    )
