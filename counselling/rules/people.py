"""Who somebody is: signed in, of the staff, at which units."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import Department, Desk


@rules.predicate
def anyone(actor: Actor, _subject: object = None) -> bool:
    return True


@rules.predicate
def is_signed_in(actor: Actor, _subject: object = None) -> bool:
    return actor.is_signed_in


@rules.predicate
def is_operator(actor: Actor, _subject: object = None) -> bool:
    """Central operator of the whole site."""
    return actor.has_role(Role.OPERATOR)


@rules.predicate
def is_staff(actor: Actor, _subject: object = None) -> bool:
    """Has any role in any unit."""
    return bool(actor.roles)


@rules.predicate
def is_official(actor: Actor, _subject: object = None) -> bool:
    """Serves at some desk: may see the list of desks under /desk/."""
    return actor.has_role(Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def supervises_something(actor: Actor, _subject: object = None) -> bool:
    """May open the list of what is to be reviewed: of their own departments."""
    return actor.has_role(Role.SUPERVISOR)


@rules.predicate
def is_official_of(actor: Actor, subject: Department | Desk) -> bool:
    """Official or supervisor of the department (or of the desk's department)."""
    department = subject.department if isinstance(subject, Desk) else subject
    return actor.has_role_in(department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def is_supervisor_of(actor: Actor, department: Department) -> bool:
    return actor.has_role_in(department, Role.SUPERVISOR)


def is_user(actor: Actor, user_pk: int | None) -> bool:
    """Say whether the actor is signed in as the user with this key."""
    return actor.is_signed_in and user_pk is not None and actor.user.pk == user_pk
