"""Twenty officials press "next" on one line while people come (T4): each person is called once."""

import asyncio
import json
from contextlib import closing

import psycopg2
import pytest

from tests.journeys.queue_racing import (
    JUDGE,
    PREPARE,
    serve_until_empty,
    sit_down_all,
    walk_in,
)
from tests.stack import Stack

pytestmark = [pytest.mark.race, pytest.mark.alone]

OFFICIALS, WAITING, COMING = 20, 170, 30


async def test_twenty_officials_call_two_hundred_people_once_each_in_turn(stack: Stack) -> None:
    prepare = PREPARE.format(officials=OFFICIALS, waiting=WAITING)
    where, line, cookie, desks = json.loads(stack.manage("shell", "--no-imports", "-c", prepare))
    officials = await sit_down_all(stack.url, cookie, desks)
    address = stack.environment["DATABASE_URL"].replace("psql://", "postgresql://")
    with closing(psycopg2.connect(address)) as database:
        coming = [walk_in(stack.url, where, number) for number in range(COMING)]
        serving = [serve_until_empty(official, database) for official in officials]
        came, *calls = await asyncio.gather(asyncio.gather(*coming), *serving)
        calls += [await serve_until_empty(officials[0], database)]  # who came at the very end
    heard = [official.heard for official in officials]
    for official in officials:
        await official.stand_up()

    judged = json.loads(stack.manage("shell", "--no-imports", "-c", JUDGE.format(line=line)))

    people = WAITING + COMING
    assert judged == {
        "tickets": people,
        "called": people,
        "twice": [],
        "replayed": people,
        "out of turn": [],
    }
    assert came == [200] * COMING
    assert {status for official in officials for status in official.answers} == {302}
    assert sum(calls) == people
    assert min(heard) > 0
