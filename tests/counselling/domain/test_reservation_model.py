"""Booking against a model of it: random acts of people, offices and time (T4)."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cast import Cast
from tests.counselling.domain.booking_compared import Compared
from tests.counselling.domain.booking_counselled import BookingAndItsDay

# `TRIAL=T4.2 make trials` does 10,000.
STEPS = int(os.environ.get("BOOKING_STEPS", "200"))


@pytest.mark.django_db
def test_random_bookings_never_differ_from_the_model(cast: Cast) -> None:
    BookingAndItsDay.cast = cast
    # Hypothesis ends many examples early: the steps that were made are counted.
    while Compared.steps < STEPS:
        run_state_machine_as_test(
            BookingAndItsDay,
            settings=settings(
                max_examples=4,
                stateful_step_count=50,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                # The steps are printed as they were: looking for fewer would take minutes.
                phases=[Phase.explicit, Phase.generate],
                report_multiple_bugs=False,
                print_blob=True,
            ),
        )
