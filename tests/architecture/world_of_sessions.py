"""What may happen in and after a session, for the world of the table of rights."""

from counselling.domain import (
    joint_sessions,
    objections,
    queue_calling,
    representatives,
    sessions,
    sheets,
    transfer,
)
from counselling.domain.cases import Case
from counselling.enums import KeptCall, ParticipantRole
from counselling.models import (
    ConductComplaint,
    CounsellingSession,
    Handover,
    JointMember,
    LegalClock,
    Misconduct,
    Objection,
    OutcomeCode,
    QueueTicket,
    TextModule,
)
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket
from tests.factories.sessions import make_closed_session
from video import calls
from video.enums import SeatRole
from video.models import Call, Seat


def represent(*cases: Case) -> list[str]:
    """Name somebody as legal representative in each case; return what they entered there."""
    mother = representatives.NamedRepresentative("박엄마", "mother", "010-1234-5678")
    refs = []
    for case in cases:
        representatives.name_representative(case, mother)
        representative = representatives.representative_of(case)
        assert representative is not None
        refs += [case.ref, representative.ref]
    return refs


def ask_into_call(session: CounsellingSession) -> Seat:
    """Give somebody whom the official wants to hear a seat beside the citizen."""
    call = Call.objects.get(ref=session.call_ref)
    seat = calls.give_seat(call, name="최이웃", role=SeatRole.GUEST)
    session.participants.create(name=seat.name, role=ParticipantRole.GUEST, seat_ref=seat.ref)
    return seat


def course_of(session: CounsellingSession) -> dict[str, str]:
    """The procedure against abuse, a report about the official, and the legal clock."""
    return {
        "misconduct": Misconduct.objects.create(session=session, kind="abuse").ref,
        "complaint": ConductComplaint.objects.create(session=session, text="퉁명스러웠습니다").ref,
        "legal_clock": LegalClock.objects.get(queue_ticket=session.queue_ticket).ref,
    }


def hand_over(cast: Cast) -> Handover:
    """Hand a person over from desk 2, whose official stays in the call."""
    ticket = make_queue_ticket(cast.service, name="김이송", holder="browser:handed")
    handed = queue_calling.call_this(cast.desk2, ticket, official=cast.lee)
    sessions.start_session(handed, by=cast.lee)
    moved = transfer.transfer(
        ticket, to=cast.passport, reason="여권 일입니다", by=cast.lee, call=KeptCall.STAYS
    )
    return moved.handover


def join_jointly(cast: Cast, session: CounsellingSession) -> JointMember:
    """Bring seo into the session, for the department of another agency; it has a sheet."""
    sheets.make_sheet(session, by=cast.kim)
    member = joint_sessions.invite(session, cast.civil, reason="함께 봐 주세요", by=cast.kim)
    joint_sessions.accept(member, official=cast.seo)
    joint_sessions.join(member, by=cast.seo)
    return member


def object_to_sheet(cast: Cast, ticket: QueueTicket) -> Objection:
    """Object to the sheet of an earlier session of the same person."""
    earlier = make_closed_session(ticket, desk=cast.desk2, official=cast.kim)
    sheets.make_sheet(earlier, by=cast.kim)
    return objections.file(earlier, text="사실과 다릅니다", by=None)


def keys_of_writing(cast: Cast) -> dict[str, str]:
    """Make a ready text of the department and an outcome code of its service."""
    module = TextModule.objects.create(
        department=cast.food, title="신고서", text="누리집에 있습니다.", note_for="citizen"
    )
    code = OutcomeCode.objects.create(
        service=cast.service, text_ko="접수했습니다", outcome="follow_up"
    )
    return {"text_pk": str(module.pk), "outcome_pk": str(code.pk)}
