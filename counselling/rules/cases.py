"""Who may see and change what belongs to a case."""

import rules

from counselling.actors import Actor
from counselling.enums import Role
from counselling.models import CounsellingSession, Department, Document, QueueTicket
from counselling.rules.booking import owns_appointment
from counselling.rules.queue import may_enter_ticket


@rules.predicate
def owns_document(actor: Actor, document: Document) -> bool:
    """The paper belongs to the actor's own appointment or queue ticket."""
    if document.appointment is not None:
        return owns_appointment(actor, document.appointment)
    return document.queue_ticket is not None and may_enter_ticket(actor, document.queue_ticket)


@rules.predicate
def may_read_document(actor: Actor, document: Document) -> bool:
    """Staff of a department that the case is with: by its service, or by a session about it."""
    return any(
        actor.has_role_in(department, Role.OFFICIAL, Role.SUPERVISOR)
        for department in _departments_of(document)
    )


def _departments_of(document: Document) -> set[Department]:
    case = document.appointment or document.queue_ticket
    if case is None:
        return set()
    sessions = CounsellingSession.objects.filter(
        **{"queue_ticket" if isinstance(case, QueueTicket) else "appointment": case}
    ).select_related("department")
    return {case.service.department, *(session.department for session in sessions)}
