"""A burst of requests is served in portions."""

import asyncio
from typing import Any

from portal.concurrency import LimitConcurrency


async def test_more_requests_than_places_wait_and_are_all_served() -> None:
    running, most, served = 0, 0, 0

    async def application(scope: Any, receive: Any, send: Any) -> None:
        nonlocal running, most, served
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        served += 1

    limited = LimitConcurrency(application, at_most=4)

    await asyncio.gather(*(limited({"type": "http"}, None, None) for _ in range(40)))

    assert (most, served) == (4, 40)


async def test_a_request_that_fails_gives_its_place_back() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError("this request broke")

    limited = LimitConcurrency(application, at_most=1)

    outcomes = await asyncio.wait_for(
        asyncio.gather(*(limited({}, None, None) for _ in range(3)), return_exceptions=True), 5
    )

    assert [str(outcome) for outcome in outcomes] == ["this request broke"] * 3
