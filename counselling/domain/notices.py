"""Notices: written with the change they tell of, sent after commit, once.

`tell_*` functions are called inside the transaction of the change. Without a phone number or
e-mail address nobody is told, and that is fine: the code was shown on the screen.
"""

from counselling.domain import reminders
from counselling.domain.notice_writing import drop_waiting, tell_person
from counselling.enums import NoticeKind
from counselling.models import (
    Appointment,
    BookingRequest,
    ConferenceMember,
    CounsellingSession,
    Invitation,
    QueueTicket,
)


def tell_confirmed(appointment: Appointment, *, code: str) -> None:
    """Tell the code, and plan the reminders."""
    tell_person(NoticeKind.APPOINTMENT_CONFIRMED, appointment, code=code)
    reminders.plan(appointment)


def tell_cancelled(appointment: Appointment) -> None:
    """Tell that nothing takes place; what was still to be told about it is dropped."""
    drop_waiting(
        appointment,
        NoticeKind.APPOINTMENT_CONFIRMED,
        NoticeKind.APPOINTMENT_MOVED,
        NoticeKind.SLOT_OFFERED,
    )
    reminders.drop(appointment)
    tell_person(NoticeKind.APPOINTMENT_CANCELLED, appointment)


def tell_code_again(subject: Appointment | BookingRequest | QueueTicket, *, code: str) -> None:
    tell_person(NoticeKind.CODE_REISSUED, subject, code=code)


def tell_queue_ticket_taken(ticket: QueueTicket, *, code: str) -> None:
    tell_person(NoticeKind.QUEUE_TICKET_TAKEN, ticket, code=code, number=str(ticket.number))


def tell_turn_near(ticket: QueueTicket) -> None:
    """Tell somebody who may be away from the page that their turn is near; also at night."""
    tell_person(NoticeKind.TURN_NEAR, ticket, number=str(ticket.number))


def tell_closed(session: CounsellingSession) -> None:
    """Tell the citizen of a session, if they left an address, that the outcome can be read."""
    person = session.appointment or session.queue_ticket
    if person is not None:
        tell_person(NoticeKind.SESSION_CLOSED, person)


def tell_sheet_corrected(session: CounsellingSession) -> None:
    person = session.appointment or session.queue_ticket
    if person is not None:
        tell_person(NoticeKind.SHEET_CORRECTED, person)


def tell_objection_answered(session: CounsellingSession) -> None:
    person = session.appointment or session.queue_ticket
    if person is not None:
        tell_person(NoticeKind.OBJECTION_ANSWERED, person)


def tell_invited(member: ConferenceMember, *, code: str) -> None:
    tell_person(NoticeKind.CONFERENCE_INVITED, member, code=code)


def tell_staff_invited(invitation: Invitation) -> None:
    """Tell somebody of a role that waits; it is of no use once the invitation is over."""
    tell_person(NoticeKind.STAFF_INVITED, invitation, expires_at=invitation.expires_at)
