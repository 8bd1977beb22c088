"""What booking should do, in plain Python: desks, a booth, times, absences, the waiting list.

The state machine in booking_machine compares every act and every row with it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from counselling.exceptions import SlotNotOffered, SlotTaken
from counselling.timetable.days import KST

NINE = dt.datetime(2026, 11, 24, 9, 0, tzinfo=KST)
MINUTE = dt.timedelta(minutes=1)
QUARTER, HOUR = 15 * MINUTE, 60 * MINUTE
# Open 9-12 and 13-18.
DAY = [NINE + number * QUARTER for number in (*range(12), *range(16, 36))]
LATEST_NOW = NINE + 3.5 * HOUR
OFFERS_AT_MOST, OFFER_LASTS, OFFER_LEAD = 3, 30 * MINUTE, HOUR
CUTOFF = 4 * HOUR
NO_SHOW_AFTER = 10 * MINUTE

DOOR_OPENS = 10 * MINUTE
# The one booth, among those that may be away.
BOOTH = 0

Refusal = type[Exception] | None


@dataclass
class Booked:
    """An appointment, or a hold of somebody or for an offer."""

    pk: int
    ref: str
    starts_at: dt.datetime
    desk: int
    state: str
    held_until: dt.datetime | None
    has_booth: bool = False

    def occupies(self, now: dt.datetime) -> bool:
        is_held = self.state == "held" and self.held_until is not None and now < self.held_until
        return is_held or self.state in ("confirmed", "entered", "in_session")


@dataclass
class Offered:
    pk: int
    hold: Booked
    expires_at: dt.datetime
    state: str = "offered"


@dataclass
class Waiting:
    """An entry of the waiting list with all offers made to it."""

    pk: int
    appointment: Booked
    joined_at: dt.datetime
    state: str = "waiting"
    offers: list[Offered] = field(default_factory=list)

    @property
    def open_offer(self) -> Offered | None:
        return next((offer for offer in self.offers if offer.state == "offered"), None)


@dataclass
class Away:
    pk: int
    desk: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    is_taken_back: bool = False

    def meets(self, desk: int, starts_at: dt.datetime) -> bool:
        is_then = self.starts_at < starts_at + QUARTER and starts_at < self.ends_at
        return self.desk == desk and is_then


@dataclass
class Model:
    desks: list[int]
    now: dt.datetime = NINE
    booked: dict[int, Booked] = field(default_factory=dict)
    waiting: dict[int, Waiting] = field(default_factory=dict)
    away: dict[int, Away] = field(default_factory=dict)
    at_desk: dict[int, int] = field(default_factory=dict)
    """By appointment in session: the desk that counsels it."""

    def confirmed(self) -> list[Booked]:
        return [one for one in self.booked.values() if one.state == "confirmed"]

    def coming(self) -> list[Booked]:
        """Those who may still come, or have come in and wait."""
        return [one for one in self.booked.values() if one.state in ("confirmed", "entered")]

    def present(self, starts_at: dt.datetime) -> list[int]:
        """Desks at which the time is one of the timetable, taken or not."""
        return [desk for desk in self.desks if not self._is_away(desk, starts_at)]

    def free(
        self, starts_at: dt.datetime, *, ignoring: Booked | None = None, has_booth: bool = False
    ) -> list[int]:
        """Desks free at the time, for what is moved (`ignoring`) or for somebody new."""
        there = [
            one
            for one in self.booked.values()
            if one.starts_at == starts_at and one.occupies(self.now) and one is not ignoring
        ]
        needs_booth = ignoring.has_booth if ignoring else has_booth
        is_taken = any(one.has_booth for one in there) or self._is_away(BOOTH, starts_at)
        if needs_booth and is_taken:
            return []
        taken = {one.desk for one in there}
        return [desk for desk in self.present(starts_at) if desk not in taken]

    def offered(self, *, has_booth: bool = False) -> dict[dt.datetime, int]:
        """The page: each time to come that is free, with the number of free desks."""
        coming = {
            starts_at: len(self.free(starts_at, has_booth=has_booth))
            for starts_at in DAY
            if starts_at >= self.now
        }
        return {starts_at: count for starts_at, count in coming.items() if count}

    def refusal(
        self, starts_at: dt.datetime, *, ignoring: Booked | None = None, has_booth: bool = False
    ) -> Refusal:
        """Why the time cannot be had."""
        if starts_at < self.now or not self.present(starts_at):
            return SlotNotOffered
        is_free = self.free(starts_at, ignoring=ignoring, has_booth=has_booth)
        return None if is_free else SlotTaken

    def _is_away(self, desk: int, starts_at: dt.datetime) -> bool:
        absences = [one for one in self.away.values() if not one.is_taken_back]
        return any(one.meets(desk, starts_at) for one in absences)

    def is_too_late(self, one: Booked) -> bool:
        return self.now > one.starts_at - CUTOFF

    def expire_over(self) -> None:
        for one in self.booked.values():
            if one.state == "held" and not one.occupies(self.now):
                one.state = "expired"

    def judge_no_shows(self) -> None:
        for one in self.confirmed():
            if self.now >= one.starts_at + QUARTER + NO_SHOW_AFTER:
                one.state = "no_show"

    # The waiting list.

    def close(self, offer: Offered, state: str) -> None:
        """End an open offer: its hold is let go."""
        if offer.state == "offered":
            offer.state = state
            if offer.hold.state == "held":
                offer.hold.state = "expired"

    def end_if_used_up(self, entry: Waiting) -> None:
        if len(entry.offers) >= OFFERS_AT_MOST:
            self.end(entry, "used_up")

    def end(self, entry: Waiting, state: str) -> None:
        if entry.state == "waiting":
            entry.state = state
            for offer in entry.offers:
                self.close(offer, "declined")

    def tidy_waiting(self) -> None:
        """What the task does first: offers that ran out, entries whose appointment is over."""
        for entry in self.waiting.values():
            offer = entry.open_offer
            if offer is not None and offer.expires_at <= self.now:
                self.close(offer, "expired")
                self.end_if_used_up(entry)
        for entry in self.waiting.values():
            one = entry.appointment
            if one.state != "confirmed" or one.starts_at <= self.now:
                self.end(entry, "over")

    def to_be_offered(self) -> Iterator[tuple[Waiting, dt.datetime]]:
        """Who gets an offer now, and which: `record` each before asking for the next."""
        for entry in sorted(self.waiting.values(), key=lambda entry: entry.pk):
            is_due = entry.state == "waiting" and entry.open_offer is None
            if not is_due or len(entry.offers) >= OFFERS_AT_MOST:
                continue
            earliest = max(self.now + OFFER_LEAD, entry.joined_at)
            known = {offer.hold.starts_at for offer in entry.offers}
            has_booth = entry.appointment.has_booth
            for starts_at in DAY:
                is_earlier = earliest <= starts_at < entry.appointment.starts_at
                is_free = self.free(starts_at, has_booth=has_booth)
                if is_earlier and starts_at not in known and is_free:
                    yield entry, starts_at
                    break

    def may_accept(self, entry: Waiting, offer: Offered) -> bool:
        one = entry.appointment
        return (
            offer.state == "offered"
            and self.now < offer.expires_at
            and offer.hold.starts_at < one.starts_at
            and one.state == "confirmed"
            and entry.state == "waiting"
        )
