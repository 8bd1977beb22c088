"""Who came: from what the relay says of both seats, and from who waited and who called.

Nothing here asks anybody: evidence in, verdict out. What people say afterwards goes before it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counselling.timetable.intervals import Interval

# Sound or picture that came for so long is evidence; the relay says when it began.
MEDIA_LASTED = dt.timedelta(seconds=30)
A_MOMENT = dt.timedelta(seconds=1)
CLOSING = ("seat_lost", "seat_left", "call_ended")


@dataclass(frozen=True)
class SeatEvent:
    """What the relay said of one seat: connected, media received, lost, left."""

    type: str
    at: dt.datetime


@dataclass(frozen=True)
class Presence:
    """One stretch of a side in the call."""

    interval: Interval
    has_media: bool
    """Half a minute of its sound or picture really came in; else it only listened."""


@dataclass(frozen=True)
class Evidence:
    """All that is known of one appointment."""

    starts_at: dt.datetime
    citizen_in_call: tuple[Presence, ...] = ()
    office_in_call: tuple[Presence, ...] = ()
    citizen_waits_from: dt.datetime | None = None
    """They came into the waiting room."""
    called_at: dt.datetime | None = None
    """The office called them to a desk."""
    is_staffed: bool = True
    """Somebody sat at a desk that could have called them."""


@dataclass(frozen=True)
class Finding:
    """The verdict (values of AttendanceVerdict), and who was missing from when on."""

    verdict: str
    citizen_missing_from: dt.datetime | None = None
    office_missing_from: dt.datetime | None = None


def presences(events: Iterable[SeatEvent], *, until: dt.datetime) -> tuple[Presence, ...]:
    """Return the stretches in which a seat was in the call, from its events in order."""
    found: list[Presence] = []
    since: dt.datetime | None = None
    media_at: dt.datetime | None = None
    for event in [*events, SeatEvent("call_ended", until)]:
        if event.type == "media_received":
            since = since or event.at
            media_at = media_at or event.at
        elif event.type == "seat_connected":
            since = since or event.at
        elif event.type in CLOSING and since is not None:
            ends_at = max(event.at, since + A_MOMENT)
            has_media = media_at is not None and event.at - media_at >= MEDIA_LASTED
            found.append(Presence(Interval(since, ends_at), has_media))
            since = media_at = None
    return tuple(found)


def judge(evidence: Evidence) -> Finding:
    """Say how the appointment went.

    Both were there together and media came in: met. Both tried, but not together or without any
    media: technical. One side alone in the call: the other was missing. Nobody in the call: who
    was called and did not come was missing; who waited and was not called was let down. Where
    nobody came and nobody sat at a desk, the office cannot put it down to the citizen.
    """
    citizen, office = evidence.citizen_in_call, evidence.office_in_call
    if _have_met(citizen, office):
        return Finding("met")
    if citizen and office:
        return Finding("technical")
    if citizen:
        return _office_missing(evidence, citizen[0].interval.starts_at)
    if office or evidence.called_at is not None:
        called_at = evidence.called_at or office[0].interval.starts_at
        return Finding("citizen", citizen_missing_from=max(called_at, evidence.starts_at))
    if evidence.citizen_waits_from is not None:
        return _office_missing(evidence, evidence.citizen_waits_from)
    if not evidence.is_staffed:
        return Finding(
            "office",
            citizen_missing_from=evidence.starts_at,
            office_missing_from=evidence.starts_at,
        )
    return Finding("citizen", citizen_missing_from=evidence.starts_at)


def _have_met(citizen: Sequence[Presence], office: Sequence[Presence]) -> bool:
    return any(
        (one.has_media or other.has_media) and one.interval.is_overlapping(other.interval)
        for one in citizen
        for other in office
    )


def _office_missing(evidence: Evidence, citizen_from: dt.datetime) -> Finding:
    return Finding("office", office_missing_from=max(citizen_from, evidence.starts_at))
