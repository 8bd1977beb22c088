"""Many people want the last free place at once: one gets it, the others are helped on."""

import json
import os
from collections import Counter

import pytest

from tests.journeys.slot_racing import LEAVE_DESKS, crowd, go_home, race_rounds
from tests.stack import Stack

pytestmark = [pytest.mark.race, pytest.mark.alone]

CLIENTS = 200
# `TRIAL=T4.1 make trials` sets more.
ROUNDS = int(os.environ.get("RACE_ROUNDS", "10"))


@pytest.mark.parametrize(("places", "rounds"), [(5, max(1, ROUNDS // 5)), (1, ROUNDS)])
async def test_b10_a_crowd_races_for_the_last_places_and_no_place_is_given_twice(
    stack: Stack, places: int, rounds: int
) -> None:
    left = stack.manage("shell", "--no-imports", "-c", LEAVE_DESKS.format(desks=places))
    agency, service = json.loads(left)
    people = await crowd(stack.url, CLIENTS)
    try:
        outcomes = await race_rounds(people, f"/services/{agency}/{service}/times/", rounds)
    finally:
        await go_home(people)

    assert outcomes == [Counter(won=places, helped=CLIENTS - places)] * rounds
