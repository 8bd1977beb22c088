"""Who may do what around a session: conduct, legal clocks."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import ConductComplaint, LegalClock, Misconduct


@rules.predicate
def may_review(actor: Actor, subject: Misconduct | ConductComplaint) -> bool:
    """Supervisor of the department, but never of what is said about themselves."""
    is_own = actor.is_signed_in and subject.session.official_id == actor.user.pk
    return not is_own and actor.has_role_in(subject.session.department, Role.SUPERVISOR)


@rules.predicate
def may_handle_clock(actor: Actor, clock: LegalClock) -> bool:
    """Staff of the department that handles the petition."""
    return actor.has_role_in(clock.department, Role.OFFICIAL, Role.SUPERVISOR)
