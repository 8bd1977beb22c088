"""What a citizen fills in beside name and contact, kept with the booking or the place in line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from counselling.domain import consents, intake, queue, reservation
from counselling.domain.cases import Case
from counselling.domain.intake import Answered
from counselling.domain.queue import TakenTicket
from counselling.domain.representatives import NamedRepresentative, name_representative
from counselling.domain.state_changes import AnyUser
from counselling.models import Appointment, Service


@dataclass(frozen=True)
class CaseAnswers:
    """Answers to the service's questions, each consent, and who answers for a child under 14."""

    intake: tuple[Answered, ...] = ()
    consents: Mapping[str, bool] = field(default_factory=dict)
    representative: NamedRepresentative | None = None


def confirm_with_answers(
    appointment: Appointment, answers: CaseAnswers, *, by: AnyUser = None, **contact: Any
) -> str:
    """Confirm the hold and keep the answers, both or neither; return the 6-digit code.

    Raises:
        CounsellingError: What `reservation.confirm` raises.
    """
    with transaction.atomic():
        code = reservation.confirm(appointment, by=by, **contact)
        keep_answers(appointment, answers, by=by)
    return code


def take_ticket_with_answers(service: Service, answers: CaseAnswers, **person: Any) -> TakenTicket:
    """Take a place in the line and keep the answers, both or neither.

    Raises:
        CounsellingError: What `queue.take_queue_ticket` raises.
    """
    with transaction.atomic():
        taken = queue.take_queue_ticket(service, **person)
        keep_answers(taken.queue_ticket, answers, by=person.get("citizen"))
    return taken


def keep_answers(case: Case, answers: CaseAnswers, *, by: AnyUser = None) -> None:
    """Write the answers to a case that is there already."""
    with transaction.atomic():
        intake.store_answers(case, answers.intake)
        consents.record(case, answers.consents, by=by)
        if answers.representative is not None:
            name_representative(case, answers.representative, by=by)
