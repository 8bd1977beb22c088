"""Taking a consent back, and what follows: without a required one there is no counselling."""

import logging

from django.db import transaction

from counselling.domain import consents, queue, reservation
from counselling.domain.cases import Case, case_of
from counselling.domain.state_changes import AnyUser
from counselling.enums import AppointmentState, ConsentItem, ConsentPerson
from counselling.exceptions import CounsellingError
from counselling.models import Appointment

logger = logging.getLogger(__name__)

WHY = "consent withdrawn"


def withdraw(case: Case, item: str, *, by: AnyUser = None) -> bool:
    """Take the consent back; say whether the appointment or the place in line ended with it.

    A session that has begun goes on until the official, who sees the withdrawal, ends it.
    """
    case = case_of(case)
    is_child_s = item == ConsentItem.REPRESENTATIVE
    person = ConsentPerson.REPRESENTATIVE if is_child_s else ConsentPerson.CITIZEN
    if not consents.withdraw(case, item, person=person):
        return False
    text = consents.current_texts([item])[0]
    return text.is_required and _end(case, by)


def _end(case: Case, by: AnyUser) -> bool:
    """The withdrawal stands, whatever keeps the appointment from being cancelled."""
    try:
        with transaction.atomic():
            _leave_and_cancel(case, by)
    except CounsellingError as error:
        logger.info("case %s goes on after a withdrawal: %s", case.ref, error)
        return False
    return True


def _leave_and_cancel(case: Case, by: AnyUser) -> None:
    if not isinstance(case, Appointment):
        queue.leave(case, by=by, why=WHY)
        return
    ticket = queue.active_ticket_of(case)
    if ticket is not None:
        queue.leave(ticket, by=by, why=WHY)
        case.refresh_from_db(fields=["state"])
    if case.state == AppointmentState.CONFIRMED:
        reservation.cancel(case, by=by, why=WHY)
