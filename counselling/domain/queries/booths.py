"""Booths with their free times: where one can take part without a computer of one's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from counselling.domain.occupied import busy_by
from counselling.domain.opening import absences_by, calendars_of_sites
from counselling.models import Booth, Site
from counselling.timetable.days import day_of, days_from, end_of
from counselling.timetable.intervals import Interval, subtract
from counselling.timetable.opening import Calendar, open_intervals

LOOK_AHEAD_DAYS = 7
SHORTEST = dt.timedelta(minutes=15)
SHOWN_AT_MOST = 3


@dataclass(frozen=True)
class BoothTimes:
    """A booth and when it is free next: on the first day that has any free time."""

    booth: Booth
    free: tuple[Interval, ...]


@dataclass(frozen=True)
class SiteTimes:
    site: Site
    booths: tuple[BoothTimes, ...]


def sites_with_booths(agency_code: str = "") -> QuerySet[Site]:
    """Return the sites of an agency, or all, with their booths."""
    sites = Site.objects.select_related("agency").prefetch_related("booths")
    return sites.filter(agency__code=agency_code) if agency_code else sites


def booth_times(sites: Sequence[Site], *, now: dt.datetime | None = None) -> list[SiteTimes]:
    """Return the free times of every booth, in a constant number of queries."""
    now = now or timezone.now()
    days = days_from(day_of(now), LOOK_AHEAD_DAYS)
    during = Interval(now, end_of(days[-1]))
    pks = [booth.pk for site in sites for booth in site.booths.all()]
    calendars = calendars_of_sites(sites, first_day=days[0], last_day=days[-1])
    busy = busy_by("booth", pks, during, now=now)
    absent = absences_by("booth", pks, during)
    return [
        SiteTimes(
            site=site,
            booths=tuple(
                BoothTimes(
                    booth=booth,
                    free=_free(calendars[site.pk], days, now, busy[booth.pk] + absent[booth.pk]),
                )
                for booth in site.booths.all()
            ),
        )
        for site in sites
    ]


def _free(
    calendar: Calendar, days: Sequence[dt.date], now: dt.datetime, taken: list[Interval]
) -> tuple[Interval, ...]:
    """Return the free times of the first day that has any, a quarter of an hour or longer."""
    for day in days:
        left = subtract(open_intervals(calendar, day), taken)
        ahead = [
            Interval(max(piece.starts_at, now), piece.ends_at)
            for piece in left
            if piece.ends_at > now
        ]
        long_enough = [piece for piece in ahead if piece.length >= SHORTEST]
        if long_enough:
            return tuple(long_enough[:SHOWN_AT_MOST])
    return ()
