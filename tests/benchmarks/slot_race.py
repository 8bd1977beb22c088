"""200 people who take one time at once, against 200 who only look at the page of times."""

import asyncio
import json
import math
import time
from collections import Counter
from collections.abc import Awaitable, Iterable

from tests.benchmarks.rows import Row, at_most
from tests.journeys.plain_http import Seen
from tests.journeys.slot_racing import LEAVE_DESKS, crowd, free_times, go_home, what_happened
from tests.stack import start_service_shape

CLIENTS = 200
ROUNDS = 5
SLOWER_AT_MOST = 2.0


def measure_race() -> list[Row]:
    """Start the product in the service shape and let the crowd loose on it."""
    product = start_service_shape()
    try:
        left = product.manage("shell", "--no-imports", "-c", LEAVE_DESKS.format(desks=1))
        agency, service = json.loads(left)
        return asyncio.run(_measure(product.url, f"/services/{agency}/{service}/times/"))
    finally:
        product.stop()


async def _measure(url: str, address: str) -> list[Row]:
    people = await crowd(url, CLIENTS)
    pages = await asyncio.gather(*(person.get(address) for person in people))
    looking, taking, outcomes = [], [], Counter[str]()
    for starts_at in (await free_times(people[0], pages[0]))[:ROUNDS]:
        looks, _ = await _timed(person.get(address) for person in people)
        looking += looks
        forms = [page.form(action="/hold/") for page in pages]
        takes, seen = await _timed(
            person.submit(page, form, starts_at=starts_at)
            for person, page, form in zip(people, pages, forms, strict=True)
        )
        taking += takes
        outcomes.update(what_happened(page) for page in seen)
    await go_home(people)
    rounds = len(looking) // CLIENTS
    is_right = outcomes == Counter(won=rounds, helped=(CLIENTS - 1) * rounds)
    return [
        at_most(
            f"{CLIENTS} at once take one time, p95 against looking",
            p95(taking),
            p95(looking),
            SLOWER_AT_MOST,
            "ms",
        ),
        Row("winners a round", outcomes["won"] / rounds, 1, None, "1", is_right, ""),
    ]


async def _timed(acts: Iterable[Awaitable[Seen]]) -> tuple[list[float], list[Seen]]:
    """Do all at once; return how long each took, in ms, and what it saw."""

    async def one(act: Awaitable[Seen]) -> tuple[float, Seen]:
        began = time.perf_counter()
        seen = await act
        return (time.perf_counter() - began) * 1000, seen

    done = await asyncio.gather(*(one(act) for act in acts))
    return [spent for spent, _ in done], [seen for _, seen in done]


def p95(values: list[float]) -> float:
    """Return the value that 95 % do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
