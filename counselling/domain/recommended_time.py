"""The clock of recommended time (권장시간) that both sides see. It cuts nobody off.

Shown where the service has a recommended time of its own or the unit shows the clock; off unless
somebody set it. It begins when both sides met, and stands while either is not connected.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from counselling import live
from counselling.domain.attendance_evidence import CITIZENS_SIDE, OFFICES_SIDE, in_call
from counselling.domain.unit_settings import settings_of
from counselling.exceptions import NoClock, ReasonMissing, SessionClosed
from counselling.models import ClockExtension, CounsellingSession, PhoneTalk, User
from counselling.timetable.intervals import Interval, subtract
from counselling.timetable.recommended_time import Reading, read

EXTENDED_BY_MINUTES = (5, 10, 15)


def has_clock(session: CounsellingSession) -> bool:
    """Say whether this session shows the clock."""
    if session.service.recommended_minutes is not None:
        return True
    return settings_of(session.department).shows_clock


def reading_of(session: CounsellingSession, *, now: dt.datetime | None = None) -> Reading | None:
    """Read the clock; None where there is none, or before both met, or after the end."""
    now = now or timezone.now()
    if session.live_at is None or session.is_closed or now < session.live_at:
        return None
    settings = settings_of(session.department)
    own = session.service.recommended_minutes
    if own is None and not settings.shows_clock:
        return None
    given = session.clock_extensions.aggregate(total=Sum("minutes"))["total"] or 0
    troubles = _troubles(session, session.live_at, now)
    return read(
        started_at=session.live_at,
        now=now,
        limit=dt.timedelta(minutes=(own or settings.recommended_minutes) + given),
        notice=dt.timedelta(minutes=settings.end_notice_minutes),
        troubles=troubles,
        is_paused=any(trouble.ends_at >= now for trouble in troubles),
    )


def extend(session: CounsellingSession, *, minutes: int, reason: str, by: User) -> None:
    """Give more time, with a reason that both sides read.

    Raises:
        SessionClosed: It is over.
        NoClock: The session has no clock.
        ReasonMissing: Nothing was given as the reason, or no time.
    """
    if session.is_closed:
        raise SessionClosed
    if not has_clock(session):
        raise NoClock
    if not reason.strip() or minutes not in EXTENDED_BY_MINUTES:
        raise ReasonMissing
    with transaction.atomic():
        ClockExtension.objects.create(
            session=session, minutes=minutes, reason=reason.strip(), extended_by=by
        )
        live.touch(session)


def _troubles(session: CounsellingSession, since: dt.datetime, now: dt.datetime) -> list[Interval]:
    """Return when one side was not in the call, except while they talked by telephone."""
    if since >= now:
        return []
    whole = [Interval(since, now)]
    gaps: list[Interval] = []
    for side in (CITIZENS_SIDE, OFFICES_SIDE):
        gaps += subtract(whole, [there.interval for there in in_call([session], side, now=now)])
    talk = PhoneTalk.objects.filter(session=session, started_at__lt=now).first()
    by_phone = [Interval(talk.started_at, now)] if talk and talk.started_at else []
    return subtract(gaps, by_phone)
