"""Who may plan, run and attend policy advisory meetings."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import Conference, ConferenceMember
from counselling.rules.people import is_user


@rules.predicate
def may_create_conference(actor: Actor, _subject: object = None) -> bool:
    return actor.has_role(Role.SECRETARY, Role.ADMINISTRATOR)


@rules.predicate
def may_run_conference(actor: Actor, conference: Conference) -> bool:
    """Its secretary: opens the lobby, admits, starts and closes."""
    return is_user(actor, conference.secretary_id) and actor.has_role_in(
        conference.agency, Role.SECRETARY, Role.ADMINISTRATOR
    )


@rules.predicate
def is_conference_member(actor: Actor, member: ConferenceMember) -> bool:
    """The seat in the meeting is the actor's own: by code or by account."""
    return member.ref in actor.refs or is_user(actor, member.user_id)


@rules.predicate
def may_see_conference(actor: Actor, conference: Conference) -> bool:
    """Its secretary, or anybody with a seat in it."""
    if may_run_conference(actor, conference):
        return True
    members = conference.members.values_list("ref", "user_id")
    return any(ref in actor.refs or is_user(actor, user) for ref, user in members)
