"""Who may do what: named predicates `predicate(actor, object) -> bool`.

Predicates combine with & | ~ (library `rules`). Views guard with them
(counselling.views.guards), consumers ask them before joining a group.
"""

from typing import Any

import rules
from allauth.account.models import EmailAddress
from django.conf import settings

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import (
    Agency,
    Appointment,
    Conference,
    ConferenceMember,
    CounsellingSession,
    Department,
    Desk,
    Invitation,
    Kiosk,
    QueueTicket,
)


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
def is_official_of(actor: Actor, subject: Department | Desk) -> bool:
    """Official or supervisor of the department (or of the desk's department)."""
    department = subject.department if isinstance(subject, Desk) else subject
    return actor.has_role_in(department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def is_supervisor_of(actor: Actor, department: Department) -> bool:
    return actor.has_role_in(department, Role.SUPERVISOR)


@rules.predicate
def may_serve_desk(actor: Actor, desk: Desk) -> bool:
    """May sit down at the desk and call people to it."""
    return actor.has_role_in(desk.department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def may_handle_ticket(actor: Actor, ticket: QueueTicket) -> bool:
    """May see the queue ticket on the board and call, park or miss it."""
    return actor.has_role_in(ticket.line.department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def owns_appointment(actor: Actor, appointment: Appointment) -> bool:
    """Entered with its code in this browser, or booked it with this account."""
    return appointment.ref in actor.refs or _is_user(actor, appointment.citizen_id)


@rules.predicate
def may_enter_ticket(actor: Actor, ticket: QueueTicket) -> bool:
    """The queue ticket is the actor's own: taken here, entered by code, or by account."""
    if ticket.ref in actor.refs or _is_user(actor, ticket.citizen_id):
        return True
    return ticket.appointment is not None and owns_appointment(actor, ticket.appointment)


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
    in_charge = _is_user(actor, session.official_id) and may_handle_session(actor, session)
    return in_charge or actor.has_role_in(session.department, Role.SUPERVISOR)


@rules.predicate
def may_administer_agency(actor: Actor, agency: Agency) -> bool:
    return actor.has_role(Role.OPERATOR) or actor.has_role_in(agency, Role.ADMINISTRATOR)


@rules.predicate
def may_administer(actor: Actor, subject: Any) -> bool:
    """Administrator of the subject's `agency`; where it has none (the nation), the operator."""
    if subject.agency is None:
        return actor.has_role(Role.OPERATOR)
    return bool(may_administer_agency(actor, subject.agency))


@rules.predicate
def administers_something(actor: Actor, _subject: object = None) -> bool:
    """May see the list of agencies to administer: their own, or (operator) all."""
    return actor.has_role(Role.OPERATOR, Role.ADMINISTRATOR)


@rules.predicate
def may_withdraw_invitation(actor: Actor, invitation: Invitation) -> bool:
    """Administers the agency that invited."""
    unit = invitation.unit
    return may_administer_agency(actor, unit.agency if isinstance(unit, Department) else unit)


@rules.predicate
def is_invited(actor: Actor, invitation: Invitation) -> bool:
    """The invitation went to an address that the actor confirmed as their own."""
    if not actor.is_signed_in:
        return False
    confirmed = EmailAddress.objects.filter(user=actor.user, verified=True)
    return confirmed.filter(email__iexact=invitation.email).exists()


@rules.predicate
def may_create_conference(actor: Actor, _subject: object = None) -> bool:
    return actor.has_role(Role.SECRETARY, Role.ADMINISTRATOR)


@rules.predicate
def may_run_conference(actor: Actor, conference: Conference) -> bool:
    """Its secretary: opens the lobby, admits, starts and closes."""
    return _is_user(actor, conference.secretary_id) and actor.has_role_in(
        conference.agency, Role.SECRETARY, Role.ADMINISTRATOR
    )


@rules.predicate
def is_conference_member(actor: Actor, member: ConferenceMember) -> bool:
    """The seat in the meeting is the actor's own: by code or by account."""
    return member.ref in actor.refs or _is_user(actor, member.user_id)


@rules.predicate
def may_see_conference(actor: Actor, conference: Conference) -> bool:
    """Its secretary, or anybody with a seat in it."""
    if may_run_conference(actor, conference):
        return True
    members = conference.members.values_list("ref", "user_id")
    return any(ref in actor.refs or _is_user(actor, user) for ref, user in members)


@rules.predicate
def is_kiosk(actor: Actor, _subject: object = None) -> bool:
    """The request comes from an enrolled kiosk that is not disabled."""
    return actor.kiosk_ref is not None


@rules.predicate
def is_this_kiosk(actor: Actor, kiosk: Kiosk) -> bool:
    return actor.kiosk_ref == kiosk.ref


@rules.predicate
def may_manage_kiosks(actor: Actor, _subject: object = None) -> bool:
    """May list kiosks and make enrolment codes."""
    return actor.has_role(Role.OPERATOR)


@rules.predicate
def may_see_office_messages(_actor: Actor, _subject: object = None) -> bool:
    """Anybody at this machine, in the embedded shape: whoever tries it out needs the codes."""
    return bool(settings.EMBEDDED)


def _is_user(actor: Actor, user_pk: int | None) -> bool:
    return actor.is_signed_in and user_pk is not None and actor.user.pk == user_pk
