"""What a booking needs beside a desk: an official with the skill, a booth, an interpreter.

Of each kind one is enough, whichever is free.
"""

import datetime as dt
from dataclasses import dataclass

from counselling.domain.occupied import busy_by
from counselling.domain.opening import absences_by, calendars_of_sites
from counselling.enums import AssignmentRule
from counselling.models import Appointment, Booth, Interpreter, Service
from counselling.timetable.days import day_of, days_from
from counselling.timetable.intervals import Interval, subtract
from counselling.timetable.opening import open_intervals
from counselling.timetable.slots import Taken


@dataclass(frozen=True)
class Needs:
    """What the citizen asked for: a booth, interpreting into a language."""

    booth: Booth | None = None
    language: str = ""


NOTHING = Needs()


@dataclass(frozen=True)
class Pool:
    """Those of one kind (a column of Appointment), each with the times in which it is taken."""

    kind: str
    taken: dict[int, Taken]

    def free_in(self, wanted: Interval) -> list[int]:
        return [pk for pk, taken in self.taken.items() if taken.is_free(wanted)]


def needs_of(appointment: Appointment) -> Needs:
    """Return what an appointment has, to look for the same at another time."""
    return Needs(booth=appointment.booth, language=appointment.interpreted_language)


def load_pools(
    service: Service,
    needs: Needs,
    during: Interval,
    *,
    now: dt.datetime,
    ignoring: Appointment | None = None,
) -> list[Pool]:
    """Return the pools from which a booking of the service takes one each."""
    members: dict[str, list[int]] = {}
    officials = officials_for(service)
    if officials is not None:
        members["official"] = officials
    if needs.language:
        members["interpreter"] = interpreters_for(service, needs.language)
    if needs.booth is not None:
        members["booth"] = [needs.booth.pk]
    return [
        Pool(kind, _taken(kind, pks, needs, during, now=now, ignoring=ignoring))
        for kind, pks in members.items()
    ]


def officials_for(service: Service) -> list[int] | None:
    """Return who may be given an appointment at once; None where the desk decides later.

    Named person: that one. First free with the skill: those who have it. Shared queue, or no
    names given: whoever calls.
    """
    if service.assignment_rule == AssignmentRule.NAMED_PERSON and service.named_official_id:
        return [service.named_official_id]
    if service.assignment_rule == AssignmentRule.FIRST_FREE:
        skilled = service.officials.filter(is_active=True).order_by("pk")
        return list(skilled.values_list("pk", flat=True)) or None
    return None


def interpreters_for(service: Service, language: str) -> list[int]:
    """Return the interpreters of the language, those of the agency first."""
    rows = Interpreter.objects.filter(is_active=True, skills__language=language)
    found = [(pk, agency) for pk, agency in rows.values_list("pk", "agency_id")]
    own = [pk for pk, agency in found if agency == service.agency_id]
    return own + [pk for pk, agency in found if agency is None]


def _taken(
    kind: str,
    pks: list[int],
    needs: Needs,
    during: Interval,
    *,
    now: dt.datetime,
    ignoring: Appointment | None,
) -> dict[int, Taken]:
    busy = busy_by(kind, pks, during, now=now, ignoring=ignoring)
    absent = absences_by(kind, pks, during)
    shut = _shut(needs.booth, during) if kind == "booth" and needs.booth else []
    return {pk: Taken([*busy[pk], *absent[pk], *shut]) for pk in pks}


def _shut(booth: Booth, during: Interval) -> list[Interval]:
    """Return when the site of the booth is closed."""
    first, last = day_of(during.starts_at), day_of(during.ends_at)
    calendar = calendars_of_sites([booth.site], first_day=first, last_day=last)[booth.site_id]
    days = days_from(first, (last - first).days + 1)
    return subtract([during], [piece for day in days for piece in open_intervals(calendar, day)])
