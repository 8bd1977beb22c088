"""Booking against a model of it: random holds, extensions, confirmations, cancellations, time."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from counselling.domain import reservation
from counselling.domain.availability import offer_days
from counselling.exceptions import CannotCancel, HoldExpired, SlotTaken
from counselling.models import Appointment
from counselling.timetable.days import KST
from tests.cast import Cast

NINE = dt.datetime(2026, 11, 24, 9, 0, tzinfo=KST)
MINUTE = dt.timedelta(minutes=1)
# From 10:00 on, two desks each.
TIMES = [NINE + (60 + 15 * number) * MINUTE for number in range(6)]
CAPACITY = 2
LAST_ACT = NINE + 59 * MINUTE


@dataclass
class Booked:
    """What the model knows of one appointment."""

    starts_at: dt.datetime
    state: str
    held_until: dt.datetime

    def occupies(self, now: dt.datetime) -> bool:
        return self.state == "confirmed" or (self.state == "held" and now < self.held_until)


class Booking(RuleBasedStateMachine):
    cast: Cast
    appointments = Bundle("appointments")

    def __init__(self) -> None:
        super().__init__()
        Appointment.objects.all().delete()
        self.now = NINE
        self.booked: dict[int, Booked] = {}

    def occupied(self, starts_at: dt.datetime) -> int:
        return sum(
            one.starts_at == starts_at and one.occupies(self.now) for one in self.booked.values()
        )

    @rule(minutes=st.integers(1, 4))
    def time_passes(self, minutes: int) -> None:
        self.now = min(self.now + minutes * MINUTE, LAST_ACT)

    @rule(target=appointments, starts_at=st.sampled_from(TIMES))
    def hold(self, starts_at: dt.datetime) -> int:
        is_free = self.occupied(starts_at) < CAPACITY
        try:
            pk = reservation.hold_slot(self.cast.service, starts_at=starts_at, now=self.now).pk
        except SlotTaken:
            assert not is_free
            return 0
        assert is_free
        self.booked[pk] = Booked(starts_at, "held", self.now + 5 * MINUTE)
        return pk

    @rule(pk=appointments)
    def extend(self, pk: int) -> None:
        self.act(pk, "held", HoldExpired, self._extend)

    @rule(pk=appointments)
    def confirm(self, pk: int) -> None:
        self.act(pk, "held", HoldExpired, self._confirm)

    @rule(pk=appointments)
    def cancel(self, pk: int) -> None:
        self.act(pk, "confirmed", CannotCancel, self._cancel)

    @rule(pk=appointments)
    def release(self, pk: int) -> None:
        if pk:
            reservation.release_hold(Appointment.objects.get(pk=pk))
            if self.booked[pk].state == "held":
                self.booked[pk].state = "expired"

    @rule()
    def tidy(self) -> None:
        reservation.expire_holds(now=self.now)

    @invariant()
    def the_page_offers_exactly_what_is_free(self) -> None:
        (offer,) = offer_days(self.cast.service, first_day=NINE.date(), count=1, now=self.now)
        free = {slot.starts_at: slot.free_desks for slot in offer.slots}
        for starts_at in TIMES:
            assert free.get(starts_at, 0) == CAPACITY - self.occupied(starts_at)

    def act(self, pk: int, wanted: str, refusal: type[Exception], how: object) -> None:
        """Do it and compare: allowed exactly when the model says the state is the wanted one."""
        if not pk:
            return
        model = self.booked[pk]
        is_allowed = model.state == wanted and model.occupies(self.now)
        try:
            how(Appointment.objects.get(pk=pk), model)  # type: ignore[operator]
        except refusal:
            assert not is_allowed
        else:
            assert is_allowed

    def _extend(self, appointment: Appointment, model: Booked) -> None:
        reservation.extend_hold(appointment, now=self.now)
        model.held_until = self.now + 5 * MINUTE

    def _confirm(self, appointment: Appointment, model: Booked) -> None:
        reservation.confirm(appointment, name="홍길동", now=self.now)
        model.state = "confirmed"

    def _cancel(self, appointment: Appointment, model: Booked) -> None:
        reservation.cancel(appointment, by=None)
        model.state = "cancelled"


@pytest.mark.django_db
def test_random_bookings_never_differ_from_the_model(cast: Cast) -> None:
    Booking.cast = cast

    run_state_machine_as_test(
        Booking,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
