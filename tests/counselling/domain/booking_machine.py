"""Random acts on booking, each compared with the model, as is every row and the page afterwards."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, multiple, rule

from counselling.domain import absences, changing, new_times, no_show, reservation, waiting_list
from counselling.domain.pools import Needs
from counselling.exceptions import (
    CannotCancel,
    CannotMove,
    OfferOver,
    StateChanged,
    TooLateToChange,
)
from counselling.models import Absence, Appointment, SlotOffer, WaitingListEntry
from tests.counselling.domain.booking_compared import Compared
from tests.counselling.domain.booking_model import (
    DAY,
    LATEST_NOW,
    MINUTE,
    OFFER_LASTS,
    OFFER_LEAD,
    QUARTER,
    Away,
    Offered,
    Refusal,
    Waiting,
)

HOLD_LASTS = 5 * MINUTE
# Few times, so that people meet: some of the morning, and some that may still be changed.
TIMES = [*DAY[4:12:2], *DAY[16:24:2]]


class Booking(Compared):
    appointments: Bundle[int] = Bundle("appointments")
    entries: Bundle[int] = Bundle("entries")
    absent: Bundle[int] = Bundle("absent")

    @rule(minutes=st.sampled_from([1, 2, 4, 6, 15, 30]))
    def time_passes(self, minutes: int) -> None:
        self.model.now = min(self.model.now + minutes * MINUTE, LATEST_NOW)
        self.clock.move_to(self.model.now)

    # Holding and confirming.

    @rule(target=appointments, starts_at=st.sampled_from(TIMES), has_booth=st.booleans())
    def hold(self, starts_at: dt.datetime, has_booth: bool) -> Any:
        expected = self.model.refusal(starts_at, has_booth=has_booth)
        free = self.model.free(starts_at, has_booth=has_booth)
        made: list[Appointment] = []
        self.check(expected, lambda: made.append(self._hold(starts_at, has_booth)))
        if not made:
            return multiple()
        assert made[0].desk_id in free
        return self.add_hold(made[0], until=self.model.now + HOLD_LASTS).pk

    @rule(target=appointments, starts_at=st.sampled_from(TIMES), has_booth=st.booleans())
    def book(self, starts_at: dt.datetime, has_booth: bool) -> Any:
        """Hold and confirm at once, so that there is more to move, to wait for and to miss."""
        if self.model.refusal(starts_at, has_booth=has_booth) is not None:
            return multiple()
        row = self._hold(starts_at, has_booth)
        reservation.confirm(row, name="홍길동")
        one = self.add_hold(row, until=None)
        one.state = "confirmed"
        return one.pk

    def _hold(self, starts_at: dt.datetime, has_booth: bool) -> Appointment:
        needs = Needs(booth=self.booth if has_booth else None)
        return reservation.hold_slot(self.cast.service, starts_at=starts_at, needs=needs)

    @rule(pk=appointments)
    def extend(self, pk: int) -> None:
        one = self.model.booked[pk]
        if self.check(self.unless_held(one), lambda: reservation.extend_hold(self.row(pk))):
            one.held_until = self.model.now + HOLD_LASTS

    @rule(pk=appointments)
    def confirm(self, pk: int) -> None:
        one = self.model.booked[pk]
        row = self.row(pk)
        if self.check(self.unless_held(one), lambda: reservation.confirm(row, name="홍길동")):
            one.state, one.held_until = "confirmed", None

    @rule(pk=appointments)
    def release(self, pk: int) -> None:
        reservation.release_hold(self.row(pk))
        if self.model.booked[pk].state == "held":
            self.model.booked[pk].state = "expired"

    @rule()
    def tidy(self) -> None:
        reservation.expire_holds()
        self.model.expire_over()

    # Changing: by the office at any time, by the citizen until the cut-off.

    @rule(pk=appointments, is_own=st.booleans())
    def cancel(self, pk: int, is_own: bool) -> None:
        one = self.model.booked[pk]
        expected: Refusal = CannotCancel
        if one.state == "confirmed":
            expected = TooLateToChange if is_own and self.model.is_too_late(one) else None
        act = changing.cancel_own if is_own else reservation.cancel
        if self.check(expected, lambda: act(self.row(pk), by=None)):
            one.state = "cancelled"

    @rule(pk=appointments, starts_at=st.sampled_from(TIMES), is_own=st.booleans())
    def move(self, pk: int, starts_at: dt.datetime, is_own: bool) -> None:
        one = self.model.booked[pk]
        expected = self.model.refusal(starts_at, ignoring=one)
        if one.state != "confirmed":
            expected = CannotMove
        if is_own and self.model.is_too_late(one):
            expected = TooLateToChange
        free = self.model.free(starts_at, ignoring=one)
        act = changing.move_own if is_own else changing.move
        if self.check(expected, lambda: act(self.row(pk), starts_at=starts_at, by=None)):
            self.was_moved(one, starts_at, free)

    # Not coming, and choosing again after that.

    @rule()
    def judge(self) -> None:
        no_show.judge_due()
        self.model.judge_no_shows()

    @rule(pk=appointments, starts_at=st.sampled_from(TIMES))
    def choose_again(self, pk: int, starts_at: dt.datetime) -> None:
        one = self.model.booked[pk]
        finding = no_show.finding_of(self.row(pk))
        if finding is None:
            return
        may_choose = new_times.may_choose(finding)
        assert may_choose <= (one.state in ("confirmed", "entered", "no_show"))
        expected = self.model.refusal(starts_at, ignoring=one) if may_choose else CannotMove
        free = self.model.free(starts_at, ignoring=one)
        if self.check(expected, lambda: new_times.choose(finding, starts_at=starts_at, by=None)):
            one.state = "confirmed"
            self.was_moved(one, starts_at, free)

    # The waiting list.

    @rule(target=entries, pk=appointments)
    def wait(self, pk: int) -> Any:
        one = self.model.booked[pk]
        may_wait = one.state == "confirmed" and one.starts_at >= self.model.now + OFFER_LEAD
        joined: list[WaitingListEntry] = []
        self.check(
            None if may_wait else CannotMove,
            lambda: joined.append(waiting_list.join(self.row(pk), by=None)),
        )
        if not joined:
            return multiple()
        entry = self.model.waiting.setdefault(
            joined[0].pk, Waiting(joined[0].pk, one, joined_at=self.model.now)
        )
        assert (entry.appointment, entry.state) == (one, "waiting")
        return entry.pk

    @rule()
    def offer_earlier_times(self) -> None:
        last = SlotOffer.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        count = waiting_list.offer_freed()
        made = SlotOffer.objects.filter(pk__gt=last).select_related("hold").order_by("pk")
        rows = iter(list(made))
        self.model.tidy_waiting()
        predicted = 0
        for entry, starts_at in self.model.to_be_offered():
            row = next(rows)
            assert (row.entry_id, row.hold.starts_at) == (entry.pk, starts_at)
            has_booth = entry.appointment.has_booth
            assert row.hold.desk_id in self.model.free(starts_at, has_booth=has_booth)
            expires_at = self.model.now + OFFER_LASTS
            hold = self.add_hold(row.hold, until=expires_at)
            entry.offers.append(Offered(row.pk, hold, expires_at))
            predicted += 1
        assert (count, next(rows, None)) == (predicted, None)

    @rule(pk=entries, does_accept=st.booleans())
    def answer(self, pk: int, does_accept: bool) -> None:
        entry = self.model.waiting[pk]
        if not entry.offers:
            return
        offer = entry.offers[-1]
        row = SlotOffer.objects.select_related("hold", "entry__appointment").get(pk=offer.pk)
        if not does_accept:
            waiting_list.decline(row, by=None)
            self.model.close(offer, "declined")
            self.model.end_if_used_up(entry)
            return
        expected = None if self.model.may_accept(entry, offer) else OfferOver
        if self.check(expected, lambda: waiting_list.accept(row, by=None)):
            offer.state, offer.hold.state, entry.state = "accepted", "expired", "moved"
            self.was_moved(entry.appointment, offer.hold.starts_at, [offer.hold.desk])

    @rule(pk=entries)
    def wait_no_longer(self, pk: int) -> None:
        waiting_list.leave(WaitingListEntry.objects.get(pk=pk), by=None)
        self.model.end(self.model.waiting[pk], "left")

    # A desk is away.

    @rule(
        target=absent,
        is_first=st.booleans(),
        starts_at=st.sampled_from(TIMES),
        quarters=st.integers(1, 4),
    )
    def go_away(self, is_first: bool, starts_at: dt.datetime, quarters: int) -> int:
        desk = self.cast.desk1 if is_first else self.cast.desk2
        ends_at = starts_at + quarters * QUARTER
        absence = absences.add(
            desk, starts_at=starts_at, ends_at=ends_at, department=self.cast.food, by=self.cast.park
        )
        self.model.away[absence.pk] = Away(absence.pk, desk.pk, starts_at, ends_at)
        return int(absence.pk)

    @rule(pk=absent)
    def come_back(self, pk: int) -> None:
        away, row = self.model.away[pk], Absence.objects.get(pk=pk)
        expected = StateChanged if away.is_taken_back else None
        department, by = self.cast.food, self.cast.park
        self.check(expected, lambda: absences.take_back(row, department=department, by=by))
        away.is_taken_back = True

    @rule(pk=absent)
    def keep_times(self, pk: int) -> None:
        """Move what the absence hits to the other desk, where that is free at the same time."""
        away = self.model.away[pk]
        hit = [one for one in self.model.coming() if away.meets(one.desk, one.starts_at)]
        can = [
            one
            for one in hit
            if one.state == "confirmed" and self.model.refusal(one.starts_at, ignoring=one) is None
        ]
        free = {one.pk: self.model.free(one.starts_at, ignoring=one) for one in can}

        moved, left = absences.keep_times(Absence.objects.get(pk=pk), by=None)

        assert (moved, left) == (len(can), len(hit) - len(can))
        for one in can:
            self.was_moved(one, one.starts_at, free[one.pk])
