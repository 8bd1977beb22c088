"""What citizens report about how an official behaved; a supervisor answers."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling import live
from counselling.domain.notice_writing import tell_person
from counselling.domain.staff_notices import tell_supervisors
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import ComplaintState, NoticeKind
from counselling.exceptions import AlreadySaid, ReasonMissing
from counselling.models import ConductComplaint, CounsellingSession, User


def report(session: CounsellingSession, text: str, *, by: AnyUser) -> ConductComplaint:
    """Take the report, once for each session, during it or afterwards; supervisors are told.

    Raises:
        ReasonMissing: Nothing was written.
        AlreadySaid: There is one.
    """
    if not text.strip():
        raise ReasonMissing
    try:
        with transaction.atomic():
            complaint = ConductComplaint.objects.create(session=session, text=text.strip())
            record_change(complaint, from_state="", to=ComplaintState.OPEN, by=by)
            tell_supervisors(
                complaint,
                about=str(complaint._meta.verbose_name),
                at=complaint.created_at,
            )
            live.touch(session)
    except IntegrityError as error:
        raise AlreadySaid from error
    return complaint


def answer(complaint: ConductComplaint, text: str, *, by: User) -> None:
    """Answer as the supervisor; the citizen is told that they can read it.

    Raises:
        ReasonMissing: Nothing was written.
        StateChanged: Somebody answered before.
    """
    if not text.strip():
        raise ReasonMissing
    with transaction.atomic():
        change_state(
            complaint,
            to=ComplaintState.ANSWERED,
            allowed_from=[ComplaintState.OPEN],
            by=by,
            answer=text.strip(),
            answered_by=by,
            answered_at=timezone.now(),
        )
        person = complaint.session.appointment or complaint.session.queue_ticket
        if person is not None:
            tell_person(NoticeKind.CONDUCT_REVIEWED, person)
        live.touch(complaint.session)
