"""Many people want the last free place at once: one gets it, the others are helped on."""

import json
from collections import Counter

import pytest

from tests.journeys.slot_racing import LEAVE_DESKS, crowd, go_home, race_rounds
from tests.stack import Stack

pytestmark = [pytest.mark.race, pytest.mark.alone]

CLIENTS = 200
ROUNDS = 10


@pytest.mark.parametrize("places", [5, 1])
async def test_200_people_race_for_the_last_places_10_rounds(stack: Stack, places: int) -> None:
    left = stack.manage("shell", "--no-imports", "-c", LEAVE_DESKS.format(desks=places))
    agency, service = json.loads(left)
    people = await crowd(stack.url, CLIENTS)
    try:
        outcomes = await race_rounds(people, f"/services/{agency}/{service}/times/", ROUNDS)
    finally:
        await go_home(people)

    assert outcomes == [Counter(won=places, helped=CLIENTS - places)] * ROUNDS
