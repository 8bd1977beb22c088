"""The legal clock of a case (처리기간): begins, stands still, moves on, ends as the rules say.

It begins when a desk calls: received is when the person took their place, for an appointment its
time. While something is awaited from the citizen it stands still. Handed to another department of
the agency it goes on; in another agency it begins anew, as that agency receives the petition
then. One extension by as much again; a second one needs the citizen's consent (Enforcement
Decree, article 21).
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain.cases import Case, about, case_of, case_of_row
from counselling.domain.notice_writing import tell_person
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import LegalClockState, NoticeKind, Outcome, PetitionKind
from counselling.exceptions import (
    CannotExtend,
    NothingAwaited,
    ReasonMissing,
    SupplementAwaited,
)
from counselling.models import (
    Appointment,
    CounsellingSession,
    Holiday,
    LegalClock,
    Service,
    Supplement,
    User,
)
from counselling.timetable.handling_period import Period, due_at
from counselling.timetable.intervals import Interval

PERIODS = {
    PetitionKind.AT_ONCE: Period(hours=3),
    PetitionKind.INQUIRY: Period(days=7),
    PetitionKind.STATUTE: Period(days=14),
    PetitionKind.SUGGESTION: Period(days=14),
    PetitionKind.GRIEVANCE: Period(days=7),
}
EXTENSIONS_WITHOUT_CONSENT = 1
EXTENSIONS_AT_MOST = 2
# After these the petition is not handled yet.
GOES_ON_AFTER = (Outcome.FOLLOW_UP, Outcome.TECHNICAL, Outcome.STOPPED)
HOLIDAYS_AHEAD = dt.timedelta(days=200)
RUNNING, PAUSED = LegalClockState.RUNNING, LegalClockState.PAUSED


def clock_of(case: Case) -> LegalClock | None:
    return LegalClock.objects.filter(**about(case_of(case))).first()


def begin(session: CounsellingSession) -> LegalClock:
    """Begin the clock of the session's case, once; inside the transaction of the call.

    In another agency than before it begins anew.
    """
    case = case_of(session)
    found = clock_of(case)
    if found is None:
        return _create(session, case)
    if found.department_id != session.department_id:
        _move(found, session.service, now=session.created_at)
    return found


def note_outcome(session: CounsellingSession, outcome: str, *, by: User) -> None:
    """Follow how the session ended: what was answered is handled, what was promised goes on."""
    clock = clock_of(case_of(session))
    if clock is None or clock.state != RUNNING:
        return
    if outcome == Outcome.DOCUMENTS_NEEDED:
        ask_for_supplement(clock, what=str(Outcome.DOCUMENTS_NEEDED.label), by=by, tells=False)
    elif outcome not in GOES_ON_AFTER:
        finish(clock, by=by, why=outcome)


def ask_for_supplement(clock: LegalClock, *, what: str, by: User, tells: bool = True) -> None:
    """Ask the citizen for something; until it comes the time does not count.

    Raises:
        ReasonMissing: Nothing was named.
        SupplementAwaited: Something is awaited already, or the petition is handled.
    """
    if not what.strip():
        raise ReasonMissing
    if clock.state != RUNNING:
        raise SupplementAwaited
    with transaction.atomic():
        change_state(clock, to=PAUSED, allowed_from=[RUNNING], by=by, why=what.strip()[:300])
        Supplement.objects.create(
            clock=clock, what=what.strip(), asked_at=timezone.now(), asked_by=by
        )
        if tells:
            tell_person(NoticeKind.SUPPLEMENT_ASKED, case_of_row(clock), reason=what.strip())
        _touch(clock)


def note_supplied(clock: LegalClock, *, by: AnyUser) -> None:
    """Go on: what was awaited has come.

    Raises:
        NothingAwaited: Nothing was.
    """
    if clock.state != PAUSED:
        raise NothingAwaited
    with transaction.atomic():
        clock.supplements.filter(supplied_at=None).update(supplied_at=timezone.now())
        change_state(
            clock,
            to=RUNNING,
            allowed_from=[PAUSED],
            by=by,
            why="supplied",
            due_at=reckon(clock),
        )
        _touch(clock)


def extend(clock: LegalClock, *, reason: str, has_consent: bool, by: User) -> None:
    """Give as much time again, tell the citizen why and until when.

    Raises:
        ReasonMissing: No reason.
        CannotExtend: Handled, or extended before and the citizen does not consent.
    """
    if not reason.strip():
        raise ReasonMissing
    allowed = EXTENSIONS_AT_MOST if has_consent else EXTENSIONS_WITHOUT_CONSENT
    if clock.extensions >= allowed or clock.state == LegalClockState.DONE:
        raise CannotExtend
    with transaction.atomic():
        clock.extensions += 1
        due = reckon(clock)
        change_state(
            clock,
            to=clock.state,
            allowed_from=[clock.state],
            by=by,
            why=reason.strip()[:300],
            extensions=clock.extensions,
            due_at=due,
        )
        tell_person(
            NoticeKind.HANDLING_EXTENDED, case_of_row(clock), until=due, reason=reason.strip()
        )
        _touch(clock)


def finish(clock: LegalClock, *, by: AnyUser, why: str = "") -> None:
    """The petition is handled."""
    with transaction.atomic():
        change_state(
            clock,
            to=LegalClockState.DONE,
            allowed_from=LegalClockState.unfinished(),
            by=by,
            why=why,
            ended_at=timezone.now(),
        )
        _touch(clock)


def reckon(clock: LegalClock, *, now: dt.datetime | None = None) -> dt.datetime:
    """Return when it is due by all that is known; what is awaited now stands until now."""
    now = now or timezone.now()
    pauses = [
        Interval(row.asked_at, row.supplied_at or now)
        for row in clock.supplements.all()
        if row.asked_at < (row.supplied_at or now)
    ]
    period = PERIODS[PetitionKind(clock.kind)].times(1 + clock.extensions)
    return due_at(clock.received_at, period, holidays=_holidays(clock.received_at), pauses=pauses)


def _create(session: CounsellingSession, case: Case) -> LegalClock:
    is_booked = isinstance(case, Appointment)
    received = case.starts_at if isinstance(case, Appointment) else case.created_at
    kind = PetitionKind(session.service.petition_kind)
    received = min(received, session.created_at) if is_booked else received
    clock = LegalClock.objects.create(
        **about(case),
        department=session.department,
        kind=kind,
        received_at=received,
        due_at=due_at(received, PERIODS[kind], holidays=_holidays(received)),
    )
    record_change(clock, from_state="", to=RUNNING, by=None, why="received")
    return clock


def _move(clock: LegalClock, to: Service, *, now: dt.datetime) -> None:
    is_other_agency = clock.department.agency_id != to.department.agency_id
    fields: dict[str, object] = {"department": to.department}
    if is_other_agency:
        clock.supplements.filter(supplied_at=None).update(supplied_at=now)
        clock.received_at, clock.extensions, clock.kind = now, 0, to.petition_kind
        kind = PetitionKind(to.petition_kind)
        fields |= {
            "received_at": now,
            "extensions": 0,
            "kind": kind,
            "due_at": due_at(now, PERIODS[kind], holidays=_holidays(now)),
        }
    LegalClock.objects.filter(pk=clock.pk).update(**fields)
    why = "received by another agency" if is_other_agency else "handed to another department"
    record_change(clock, from_state=clock.state, to=clock.state, by=None, why=why)
    clock.refresh_from_db()


def _holidays(since: dt.datetime) -> frozenset[dt.date]:
    days = Holiday.objects.filter(day__range=(since.date(), (since + HOLIDAYS_AHEAD).date()))
    return frozenset(days.values_list("day", flat=True))


def _touch(clock: LegalClock) -> None:
    live.touch(case_of_row(clock))
