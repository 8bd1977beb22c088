"""Sessions that are over."""

from django.utils import timezone

from counselling.enums import Outcome, SessionState
from counselling.models import CounsellingSession, Desk, Disposition, QueueTicket, User


def make_closed_session(ticket: QueueTicket, *, desk: Desk, official: User) -> CounsellingSession:
    """Make a session of the ticket that ended with an outcome, without its call."""
    session = CounsellingSession.objects.create(
        service=ticket.service,
        department_id=desk.department_id,
        desk=desk,
        official=official,
        queue_ticket=ticket,
        state=SessionState.CLOSED,
        closed_at=timezone.now(),
    )
    Disposition.objects.create(
        session=session,
        department_id=desk.department_id,
        outcome=Outcome.ANSWERED,
        decided_by=official,
        named_official=official,
    )
    return session
