"""The procedure against abuse, fair to both: warned, warned again, ended with a reason, reviewed.

Off unless the unit uses it. Article 4 (2) of the Civil Petitions Treatment Act and article 4 of
its Enforcement Decree oblige agencies to protect those who handle petitions; article 5 (2) says
what petitioners must not do. Nothing here starts a recording: that needs everybody's consent.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone, translation

from counselling import live
from counselling.domain import desks, disposition
from counselling.domain.notice_writing import tell_person
from counselling.domain.staff_notices import tell_supervisors
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.domain.unit_settings import settings_of
from counselling.enums import MisconductKind, MisconductState, NoticeKind, Outcome
from counselling.exceptions import (
    AlreadySaid,
    ProcedureOff,
    ReasonMissing,
    SessionClosed,
    StateChanged,
    WarnFirst,
)
from counselling.models import CounsellingSession, Misconduct, User
from video import calls
from video.enums import EndReason
from video.models import Call


def is_used(session: CounsellingSession) -> bool:
    """Say whether the department uses the procedure."""
    return settings_of(session.department).protects_officials


def warn(session: CounsellingSession, *, kind: MisconductKind, by: User) -> Misconduct:
    """Warn for the first or the second time; the citizen reads it in the call at once.

    Raises:
        ProcedureOff: The department does not use the procedure.
        SessionClosed: It is over.
        StateChanged: They were warned twice already.
    """
    _require(session)
    with transaction.atomic():
        found, is_new = Misconduct.objects.select_for_update(of=("self",)).get_or_create(
            session=session, defaults={"kind": kind}
        )
        if is_new:
            record_change(found, from_state="", to=MisconductState.WARNED, by=by, why=kind)
        else:
            change_state(
                found,
                to=MisconductState.WARNED_AGAIN,
                allowed_from=[MisconductState.WARNED],
                by=by,
                why=kind,
                kind=kind,
            )
        live.touch(session)
    return found


def stop(session: CounsellingSession, *, reason: str, by: User) -> Misconduct:
    """End the session after two warnings: call, ticket and appointment are over.

    The citizen is told why, how to object and how to go on in writing; supervisors are told; the
    official's desk is away until they come back, to recover.

    Raises:
        ProcedureOff, SessionClosed: See `warn`.
        WarnFirst: There were not two warnings.
        ReasonMissing: No reason.
    """
    _require(session)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        found = Misconduct.objects.select_for_update(of=("self",)).filter(session=session).first()
        if found is None or found.state != MisconductState.WARNED_AGAIN:
            raise WarnFirst
        change_state(
            found,
            to=MisconductState.ENDED,
            allowed_from=[MisconductState.WARNED_AGAIN],
            by=by,
            why=reason.strip()[:300],
            ended_why=reason.strip(),
            ended_at=timezone.now(),
        )
        call = Call.objects.filter(ref=session.call_ref).first()
        if call is not None:
            calls.end_call(call, reason=EndReason.MISCONDUCT)
        disposition.close_session(session, outcome=Outcome.STOPPED, by=by)
        _tell(found)
        desks.go_away(session.desk)
    return found


def object_to(misconduct: Misconduct, text: str, *, by: AnyUser) -> None:
    """Take the citizen's objection; once, before or instead of the supervisor's own review.

    Raises:
        ReasonMissing: Nothing was written.
        AlreadySaid: They objected, or it was decided.
    """
    if not text.strip():
        raise ReasonMissing
    now = timezone.now()
    try:
        with transaction.atomic():
            change_state(
                misconduct,
                to=MisconductState.OBJECTED,
                allowed_from=[MisconductState.ENDED],
                by=by,
                objection=text.strip(),
                objected_at=now,
            )
            tell_supervisors(misconduct, about=_about(misconduct), at=now)
            live.touch(misconduct.session)
    except StateChanged as error:
        raise AlreadySaid from error


def decide(misconduct: Misconduct, *, to: MisconductState, decision: str, by: User) -> None:
    """Decide as the supervisor; the citizen reads the decision.

    Raises:
        ReasonMissing: No words for the citizen.
        StateChanged: It was decided already.
    """
    if not decision.strip() or to not in MisconductState.reviewed():
        raise ReasonMissing
    with transaction.atomic():
        change_state(
            misconduct,
            to=to,
            allowed_from=MisconductState.to_review(),
            by=by,
            decision=decision.strip(),
            decided_by=by,
            decided_at=timezone.now(),
        )
        person = misconduct.session.appointment or misconduct.session.queue_ticket
        if person is not None:
            tell_person(NoticeKind.CONDUCT_REVIEWED, person)
        live.touch(misconduct.session)


def _require(session: CounsellingSession) -> None:
    if session.is_closed:
        raise SessionClosed
    if not is_used(session):
        raise ProcedureOff


def _tell(misconduct: Misconduct) -> None:
    session = misconduct.session
    person = session.appointment or session.queue_ticket
    if person is not None:
        tell_person(NoticeKind.CALL_STOPPED, person, reason=misconduct.ended_why)
    at: dt.datetime = misconduct.ended_at or timezone.now()
    tell_supervisors(misconduct, about=_about(misconduct), at=at)


def _about(misconduct: Misconduct) -> str:
    with translation.override("ko"):
        return f"{misconduct.get_state_display()} · {misconduct.get_kind_display()}"
