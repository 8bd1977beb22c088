"""Who may do what: an Actor and named predicates `predicate(actor, object) -> bool`.

Predicates combine with & | ~ (library `rules`). Views guard with them
(counselling.views.guards), consumers ask them before joining a group.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import rules
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from counselling.entered import KIOSK_COOKIE, refs_in
from counselling.enums import KioskState, Role
from counselling.models import (
    Agency,
    Appointment,
    Conference,
    ConferenceMember,
    CounsellingSession,
    Department,
    Desk,
    Kiosk,
    QueueTicket,
    User,
)
from counselling.references import keyed_hash


@dataclass(frozen=True)
class Actor:
    """Who is asking: a user (or none), what their browser entered with a code, which kiosk."""

    user: User | AnonymousUser
    refs: frozenset[str] = frozenset()
    kiosk_ref: str | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.user.is_authenticated and self.user.is_active

    @cached_property
    def roles(self) -> frozenset[tuple[str, int | None, int | None]]:
        """(role, agency pk, department pk) of every membership; one query per request."""
        if not self.is_signed_in:
            return frozenset()
        rows = self.user.memberships.values_list("role", "agency_id", "department_id")  # type: ignore[union-attr]
        return frozenset(rows)

    def has_role(self, *roles: Role) -> bool:
        """Say whether the actor has one of the roles anywhere."""
        return any(role in roles for role, _agency, _department in self.roles)

    def has_role_in(self, unit: Agency | Department, *roles: Role) -> bool:
        """Say whether the actor has one of the roles in the unit, or in the agency above it."""
        department = unit.pk if isinstance(unit, Department) else None
        agency = unit.agency_id if isinstance(unit, Department) else unit.pk
        return any(
            role in roles
            and (in_agency == agency or (department is not None and in_department == department))
            for role, in_agency, in_department in self.roles
        )


def actor_from_request(request: HttpRequest) -> Actor:
    """Make the actor of an HTTP request (portal's middleware sets it as request.actor)."""
    return _actor(request.user, request.session, request.COOKIES)


def actor_from_scope(scope: dict[str, Any]) -> Actor:
    """Make the actor of a WebSocket. Reads the database: call it in a thread."""
    user = scope.get("user") or AnonymousUser()
    return _actor(user, scope.get("session"), scope.get("cookies", {}))


def _actor(user: Any, session: Any, cookies: dict[str, str]) -> Actor:
    return Actor(user=user, refs=refs_in(session), kiosk_ref=_kiosk_ref(cookies))


def _kiosk_ref(cookies: dict[str, str]) -> str | None:
    key = cookies.get(KIOSK_COOKIE)
    if not key:
        return None
    found = Kiosk.objects.filter(
        device_key_hash=keyed_hash("device_key", key), state=KioskState.ACTIVE
    )
    return found.values_list("ref", flat=True).first()


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
