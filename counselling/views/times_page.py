"""What a page of free times shows, for citizens and for staff: the week, a day, the nearest."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from counselling.domain import availability
from counselling.domain.booking_timetable import DayOffer, OfferedSlot, Timetable
from counselling.domain.pools import NOTHING, Needs
from counselling.enums import InterpretedLanguage
from counselling.models import Appointment, Booth, Service
from counselling.timetable.days import day_of

DAYS_SHOWN = 7
NEAREST_SHOWN = 3
# Near the ends of the calendar reckoning with days and time zones would overflow.
MOMENTS_FROM, MOMENTS_UNTIL = 2000, 2999


@dataclass(frozen=True)
class TimesPage:
    """`keep` is what every link and form of the page carries on: booth and interpreting."""

    service: Service
    needs: Needs
    week: list[DayOffer]
    chosen: DayOffer
    nearest: list[OfferedSlot]
    earlier: dt.date | None
    later: dt.date | None
    wanted: dt.datetime | None
    alternatives: list[OfferedSlot]

    @property
    def keep(self) -> dict[str, str]:
        return query_of(self.needs)

    @property
    def query(self) -> str:
        """`keep` as the beginning of an address's query, with its ampersand."""
        return f"{urlencode(self.keep)}&" if self.keep else ""


def load_times_page(
    service: Service,
    query: Mapping[str, str],
    *,
    needs: Needs = NOTHING,
    ignoring: Appointment | None = None,
) -> TimesPage:
    """Read `day` and `wanted` from an address and load what the page shows."""
    wanted = parse_moment(query.get("wanted", ""))
    day = parse_day(query.get("day", ""))
    timetable = availability.bookable_timetable(service, needs=needs, ignoring=ignoring)
    days = timetable.days
    nearest = _first_slots(timetable)
    first_free = days.index(day_of(nearest[0].starts_at)) if nearest else 0
    index = days.index(day) if day in days else first_free
    start = index - index % DAYS_SHOWN
    later = start + DAYS_SHOWN
    return TimesPage(
        service=service,
        needs=needs,
        week=[timetable.offer(shown) for shown in days[start:later]],
        chosen=timetable.offer(days[index]),
        nearest=nearest,
        earlier=days[start - DAYS_SHOWN] if start else None,
        later=days[later] if later < len(days) else None,
        wanted=wanted,
        alternatives=timetable.nearest(wanted, count=NEAREST_SHOWN) if wanted else [],
    )


def needs_from(query: Mapping[str, str]) -> Needs:
    """Read what is needed from an address or a form; what is unknown is not needed."""
    code, language = query.get("booth", "").replace("\0", ""), query.get("interpreting", "")
    booths = Booth.objects.select_related("site__agency")
    return Needs(
        booth=booths.filter(code=code).first() if code else None,
        language=language if language in InterpretedLanguage.values else "",
    )


def query_of(needs: Needs) -> dict[str, str]:
    """Write what is needed as fields of an address or a form."""
    fields = {
        "booth": needs.booth.code if needs.booth else "",
        "interpreting": needs.language,
    }
    return {name: value for name, value in fields.items() if value}


def parse_day(text: str) -> dt.date | None:
    """Read YYYY-MM-DD of our times; anything else is no day."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and MOMENTS_FROM <= day.year <= MOMENTS_UNTIL else None


def parse_moment(text: str) -> dt.datetime | None:
    """Read a date and time of our times; anything else is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or not MOMENTS_FROM <= moment.year <= MOMENTS_UNTIL:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _first_slots(timetable: Timetable) -> list[OfferedSlot]:
    """Return the next free times; later days than theirs need not be reckoned."""
    slots = (slot for offer in timetable.free_days() for slot in offer.slots)
    return list(islice(slots, NEAREST_SHOWN))
