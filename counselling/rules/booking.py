"""Who may do what with bookings, requests and absences."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import Absence, Appointment, BookingRequest, SlotOffer, User
from counselling.rules.people import is_user


@rules.predicate
def owns_appointment(actor: Actor, appointment: Appointment) -> bool:
    """Entered with its code in this browser, or booked it with this account."""
    return appointment.ref in actor.refs or is_user(actor, appointment.citizen_id)


@rules.predicate
def owns_booking_request(actor: Actor, request: BookingRequest) -> bool:
    """Asked in this browser, entered with its code, or asked with this account."""
    by_account = actor.is_signed_in and request.citizen_id == actor.user.pk
    return request.ref in actor.refs or by_account


@rules.predicate
def owns_slot_offer(actor: Actor, offer: SlotOffer) -> bool:
    """The time is offered to the actor: for their appointment, or as answer to their request."""
    if offer.entry is not None:
        return owns_appointment(actor, offer.entry.appointment)
    return offer.booking_request is not None and owns_booking_request(actor, offer.booking_request)


@rules.predicate
def may_book_for_others(actor: Actor, _subject: object = None) -> bool:
    """Whom citizens speak to: at a counter, on the telephone, beside a kiosk."""
    return actor.has_role(Role.OFFICIAL, Role.SUPERVISOR, Role.HELPER, Role.OPERATOR)


@rules.predicate
def may_handle_appointment(actor: Actor, appointment: Appointment) -> bool:
    """Staff of the service's department: may see its history, move, cancel and assign it."""
    return actor.has_role_in(appointment.service.department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def may_answer_request(actor: Actor, request: BookingRequest) -> bool:
    """May propose times to, or decline, a request without a slot."""
    return actor.has_role_in(request.service.department, Role.OFFICIAL, Role.SUPERVISOR)


@rules.predicate
def may_plan_absences(actor: Actor, _subject: object = None) -> bool:
    """Supervisors anywhere: may open the page of absences."""
    return actor.has_role(Role.SUPERVISOR)


@rules.predicate
def may_plan_absence(actor: Actor, absence: Absence) -> bool:
    """Supervisor of the desk's department, or of one in which the official serves."""
    if absence.desk is not None:
        return actor.has_role_in(absence.desk.department, Role.SUPERVISOR)
    return absence.official is not None and may_plan_for(actor, absence.official)


@rules.predicate
def may_plan_for(actor: Actor, official: User) -> bool:
    """Supervises a department or agency in which the official serves."""
    units = [
        membership.department or membership.agency
        for membership in official.memberships.select_related("department", "agency")
        if membership.role in (Role.OFFICIAL, Role.SUPERVISOR)
    ]
    return any(unit is not None and actor.has_role_in(unit, Role.SUPERVISOR) for unit in units)


@rules.predicate
def booked_it(actor: Actor, appointment: Appointment) -> bool:
    """The member of staff who booked it for the citizen."""
    is_own = actor.is_signed_in and appointment.booked_by_id == actor.user.pk
    return is_own and bool(may_book_for_others(actor))
