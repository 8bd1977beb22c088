"""A session goes on by telephone where video fails: the same record, its state, its times."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain import sessions
from counselling.domain.cases import case_of
from counselling.domain.consents import has_refused
from counselling.domain.notice_writing import tell_person
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import (
    ConsentItem,
    NoticeKind,
    ParticipantState,
    PhoneTalkState,
    SessionState,
)
from counselling.exceptions import NumberMissing, SessionClosed, StateChanged
from counselling.models import CounsellingSession, PhoneTalk
from video import calls
from video.enums import EndReason
from video.models import Call

SHORTEST_NUMBER = 7
IN_TROUBLE = (ParticipantState.LOST, ParticipantState.WEAK, ParticipantState.LEFT)


def talk_of(session: CounsellingSession) -> PhoneTalk | None:
    return PhoneTalk.objects.filter(session=session).first()


def number_of(session: CounsellingSession) -> str:
    """Return the number that the official may call: given for this, or with the case.

    Nothing where the citizen has taken back their consent to the use of their data.
    """
    talk = talk_of(session)
    if talk is not None and talk.phone:
        return talk.phone
    case = case_of(session)
    return "" if has_refused(case, ConsentItem.DATA) else case.phone


def is_in_trouble(session: CounsellingSession) -> bool:
    """Say whether somebody in the call is not well connected."""
    return any(person.state in IN_TROUBLE for person in session.participants.all())


def ask(session: CounsellingSession, *, phone: str, by: AnyUser) -> PhoneTalk:
    """Note the citizen's wish to be called at this number; again: the number is changed.

    Raises:
        SessionClosed: It is over.
        NumberMissing: That is no telephone number.
    """
    digits = "".join(filter(str.isdecimal, phone))[:20]
    if len(digits) < SHORTEST_NUMBER:
        raise NumberMissing
    if session.is_closed:
        raise SessionClosed
    with transaction.atomic():
        talk, is_new = PhoneTalk.objects.select_for_update(of=("self",)).get_or_create(
            session=session, defaults={"state": PhoneTalkState.ASKED, "phone": digits}
        )
        if is_new:
            record_change(talk, from_state="", to=PhoneTalkState.ASKED, by=by)
        else:
            PhoneTalk.objects.filter(pk=talk.pk).update(phone=digits)
            talk.phone = digits
        live.touch(session, session.desk)
    return talk


def start(session: CounsellingSession, *, by: AnyUser, now: dt.datetime | None = None) -> PhoneTalk:
    """Go on by telephone: the video call ends, the session and its record stay.

    Raises:
        SessionClosed: It is over.
        NumberMissing: The citizen gave no number.
    """
    now = now or timezone.now()
    if not number_of(session):
        raise NumberMissing
    with transaction.atomic():
        sessions.start_session(session, by=by)
        talk, is_new = PhoneTalk.objects.select_for_update(of=("self",)).get_or_create(
            session=session, defaults={"state": PhoneTalkState.TALKING, "started_at": now}
        )
        if is_new:
            record_change(talk, from_state="", to=PhoneTalkState.TALKING, by=by)
        elif talk.state == PhoneTalkState.ASKED:
            change_state(
                talk,
                to=PhoneTalkState.TALKING,
                allowed_from=[PhoneTalkState.ASKED],
                by=by,
                started_at=now,
            )
        else:
            return talk
        _go_on(session, by=by, now=now)
    return talk


def end_over() -> int:
    """Note the end of talks whose session was closed; return how many."""
    ended = 0
    open_talks = PhoneTalk.objects.exclude(state=PhoneTalkState.DONE)
    for talk in open_talks.filter(session__state=SessionState.CLOSED).select_related("session"):
        try:
            change_state(
                talk,
                to=PhoneTalkState.DONE,
                allowed_from=[PhoneTalkState.ASKED, PhoneTalkState.TALKING],
                by=None,
                ended_at=talk.session.closed_at if talk.started_at else None,
            )
        except StateChanged:
            continue
        ended += 1
    return ended


def _go_on(session: CounsellingSession, *, by: AnyUser, now: dt.datetime) -> None:
    session.refresh_from_db(fields=["state", "live_at"])
    try:
        change_state(
            session,
            to=SessionState.LIVE,
            allowed_from=SessionState.unfinished(),
            by=by,
            why="continued by telephone",
            live_at=session.live_at or now,
        )
    except StateChanged as error:
        raise SessionClosed from error
    call = Call.objects.filter(ref=session.call_ref).first()
    if call is not None:
        calls.end_call(call, reason=EndReason.TECHNICAL)
    person = session.appointment or session.queue_ticket
    if person is not None:
        tell_person(NoticeKind.CONTINUED_BY_PHONE, person)
    touched = [session, session.desk]
    live.touch(*touched, *([session.queue_ticket] if session.queue_ticket else []))
