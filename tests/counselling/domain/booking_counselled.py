"""Random acts on the day itself: people come in, leave, are counselled; the booth is shut."""

import datetime as dt

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, rule

from counselling.domain import (
    availability,
    booth_blocks,
    disposition,
    queue,
    queue_calling,
    sessions,
)
from counselling.domain.pools import Needs
from counselling.enums import Outcome
from counselling.exceptions import ChangedMeanwhile, DeskBusy, StateChanged, TooEarly
from counselling.models import Absence, CounsellingSession
from tests.counselling.domain.booking_machine import TIMES, Booking
from tests.counselling.domain.booking_model import (
    BOOTH,
    DOOR_OPENS,
    LATEST_NOW,
    MINUTE,
    QUARTER,
    Away,
    Refusal,
)


class BookingAndItsDay(Booking):
    appointments = Booking.appointments
    blocks: Bundle[int] = Bundle("blocks")

    def __init__(self) -> None:
        super().__init__()
        self.sessions: dict[int, CounsellingSession] = {}

    @rule(pk=appointments)
    def the_day_comes(self, pk: int) -> None:
        """It is five minutes before the appointment."""
        soon = min(self.model.booked[pk].starts_at - 5 * MINUTE, LATEST_NOW)
        self.model.now = max(self.model.now, soon)
        self.clock.move_to(self.model.now)

    @rule(pk=appointments)
    def enter(self, pk: int) -> None:
        one = self.model.booked[pk]
        expected: Refusal = StateChanged
        if one.state == "confirmed":
            expected = TooEarly if self.model.now < one.starts_at - DOOR_OPENS else None
        elif one.state in ("entered", "in_session"):
            expected = None  # again: the same place
        is_in = self.check(expected, lambda: queue.enter_for_appointment(self.row(pk)))
        if is_in and one.state == "confirmed":
            one.state = "entered"

    @rule(pk=appointments)
    def leave_the_line(self, pk: int) -> None:
        one, ticket = self.model.booked[pk], queue.active_ticket_of(self.row(pk))
        assert (ticket is not None) == (one.state in ("entered", "in_session"))
        if ticket is None:
            return
        expected = None if one.state == "entered" else StateChanged
        if self.check(expected, lambda: queue.leave(ticket, by=None)):
            one.state = "confirmed"

    @rule(pk=appointments, is_first=st.booleans())
    def counsel(self, pk: int, is_first: bool) -> None:
        """Whichever desk calls: the appointment keeps its own."""
        one = self.model.booked[pk]
        if one.state != "entered":
            return
        cast = self.cast
        desk, official = (cast.desk1, cast.kim) if is_first else (cast.desk2, cast.lee)

        def call() -> None:
            ticket = queue.active_ticket_of(self.row(pk))
            assert ticket is not None
            self.sessions[pk] = queue_calling.call_this(desk, ticket, official=official)
            sessions.start_session(self.sessions[pk], by=official)

        is_busy = desk.pk in self.model.at_desk.values()
        if self.check(DeskBusy if is_busy else None, call):
            one.state = "in_session"
            self.model.at_desk[pk] = desk.pk

    @rule(pk=appointments)
    def end_the_session(self, pk: int) -> None:
        if pk in self.sessions:
            session = self.sessions.pop(pk)
            assert session.official is not None
            disposition.close_session(session, outcome=Outcome.ANSWERED, by=session.official)
            self.model.booked[pk].state = "done"
            del self.model.at_desk[pk]

    # The booth is shut.

    @rule(target=blocks, starts_at=st.sampled_from(TIMES), quarters=st.integers(1, 4))
    def block_the_booth(self, starts_at: dt.datetime, quarters: int) -> int:
        ends_at = starts_at + quarters * QUARTER
        block = booth_blocks.block(
            self.booth, starts_at=starts_at, ends_at=ends_at, reason="점검", by=self.cast.choi
        )
        self.model.away[block.pk] = Away(block.pk, BOOTH, starts_at, ends_at)
        return int(block.pk)

    @rule(pk=blocks)
    def reopen_the_booth(self, pk: int) -> None:
        block, row = self.model.away[pk], Absence.objects.get(pk=pk)
        expected = ChangedMeanwhile if block.is_taken_back else None
        self.check(expected, lambda: booth_blocks.reopen(self.booth, row, by=self.cast.choi))
        block.is_taken_back = True

    @rule()
    def look_for_times_in_the_booth(self) -> None:
        needs = Needs(booth=self.booth)
        day = self.model.now.date()
        (offer,) = availability.offer_days(self.cast.service, first_day=day, count=1, needs=needs)
        shown = {slot.starts_at: slot.free_desks for slot in offer.slots}
        assert shown == self.model.offered(has_booth=True)
