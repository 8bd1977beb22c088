"""Who may hand a call over and take part in a joint session."""

import rules

from counselling.actors import Actor
from counselling.enums import JointState, Role
from counselling.models import CounsellingSession, Handover, JointMember
from counselling.rules.sessions import may_close_session, may_handle_session

STAFF_OF_DESKS = (Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def may_hand_over(actor: Actor, handover: Handover) -> bool:
    """The official who began it."""
    session = handover.from_session
    own = actor.is_signed_in and actor.user.pk == session.official_id
    return own and bool(may_handle_session(actor, session))


@rules.predicate
def is_joint_official(actor: Actor, member: JointMember) -> bool:
    """The official who accepted for the invited department, while they serve in it."""
    own = actor.is_signed_in and actor.user.pk == member.official_id
    return own and actor.has_role_in(member.department, *STAFF_OF_DESKS)


@rules.predicate
def may_answer_joint(actor: Actor, member: JointMember) -> bool:
    """Anybody who serves in the invited department."""
    return actor.has_role_in(member.department, *STAFF_OF_DESKS)


@rules.predicate
def leads_joint(actor: Actor, member: JointMember) -> bool:
    """Invited them: the lead of the session, or whoever serves where the appointment is."""
    if member.session is not None:
        return bool(may_close_session(actor, member.session))
    appointment = member.appointment
    return appointment is not None and actor.has_role_in(
        appointment.service.department, *STAFF_OF_DESKS
    )


@rules.predicate
def may_use_side_room(actor: Actor, session: CounsellingSession) -> bool:
    """The lead, or an official who joined from another department."""
    if may_close_session(actor, session):
        return True
    if not actor.is_signed_in:
        return False
    joined = session.joint_members.filter(official=actor.user.pk, state=JointState.JOINED)
    return any(actor.has_role_in(member.department, *STAFF_OF_DESKS) for member in joined)
