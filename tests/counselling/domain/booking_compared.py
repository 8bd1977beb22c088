"""What every random act on booking is compared with: the model's answer, its rows, its page."""

import datetime as dt
from collections.abc import Callable

import time_machine
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from counselling.domain.availability import offer_days
from counselling.exceptions import CounsellingError, HoldExpired
from counselling.models import Appointment
from tests.cast import Cast
from tests.counselling.domain.booking_model import NINE, Booked, Model, Refusal
from tests.factories.kiosks import make_booth


class Compared(RuleBasedStateMachine):
    """One example: a transaction that is rolled back, on a morning at nine."""

    cast: Cast
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        Compared.steps -= 1  # the invariants are looked at once before the first step
        self.travel = time_machine.travel(NINE, tick=False)
        self.clock = self.travel.start()
        self.model = Model(desks=[self.cast.desk1.pk, self.cast.desk2.pk])
        self.booth = make_booth(self.cast.seocho)

    def teardown(self) -> None:
        self.travel.stop()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # What must be so after every act.

    @invariant()
    def the_page_offers_exactly_what_is_free(self) -> None:
        (offer,) = offer_days(self.cast.service, first_day=NINE.date(), count=1)
        assert {slot.starts_at: slot.free_desks for slot in offer.slots} == self.model.offered()

    @invariant()
    def every_row_is_as_the_model_says(self) -> None:
        Compared.steps += 1
        columns = ("pk", "ref", "state", "starts_at", "desk_id", "booth_id")
        rows = {row[0]: row for row in Appointment.objects.values_list(*columns)}
        assert rows.keys() == self.model.booked.keys()
        for one in self.model.booked.values():
            _pk, ref, state, starts_at, desk, booth = rows[one.pk]
            assert (ref, starts_at, desk) == (one.ref, one.starts_at, one.desk)
            assert booth == (self.booth.pk if one.has_booth else None)
            is_over = one.state == "held" and not one.occupies(self.model.now)
            assert state == one.state or (is_over and state == "expired")

    def check(self, expected: Refusal, act: Callable[[], object]) -> bool:
        """Act; it must be refused exactly as expected. Returns whether it was done."""
        try:
            act()
        except CounsellingError as error:
            assert type(error) is expected
            return False
        assert expected is None
        return True

    def row(self, pk: int) -> Appointment:
        return Appointment.objects.select_related("service__department__agency", "desk").get(pk=pk)

    def unless_held(self, one: Booked) -> Refusal:
        is_held = one.state == "held" and one.occupies(self.model.now)
        return None if is_held else HoldExpired

    def add_hold(self, row: Appointment, *, until: dt.datetime | None) -> Booked:
        has_booth = row.booth_id is not None
        one = Booked(row.pk, row.ref, row.starts_at, row.desk_id, "held", until, has_booth)
        self.model.booked[row.pk] = one
        return one

    def was_moved(self, one: Booked, starts_at: dt.datetime, free: list[int]) -> None:
        """The row keeps its reference (see the invariant) and says in its history that it moved."""
        row = self.row(one.pk)
        assert row.desk_id in free
        assert row.changes.order_by("-pk").values_list("to_state", flat=True)[0] == "moved"
        one.starts_at, one.desk = starts_at, row.desk_id
