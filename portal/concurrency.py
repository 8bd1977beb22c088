"""Lets only so many HTTP requests of one process run at once; the others wait their turn.

Under ASGI every request with a sync view has a thread and a database connection of its own. A
burst of 200 people would open 200 connections and PostgreSQL would refuse most of them
(max_connections is 100 by default), although it answers 20 at a time just as fast.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


class LimitConcurrency:
    """ASGI application that runs at most `at_most` requests of `application` at once.

    Waiting costs nothing but memory for the request, which Daphne has read whole by then.
    """

    def __init__(self, application: Callable[..., Awaitable[None]], *, at_most: int) -> None:
        self._application = application
        self._places = asyncio.Semaphore(at_most)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async with self._places:
            await self._application(scope, receive, send)
