"""The one way from async code to the ORM.

Channels' default runs every query of a process in one thread, so one slow query would freeze
every WebSocket (django/channels#2132: 3.8 s instead of 1 ms, measured).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 8
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="video-db")


async def db(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs `function`, which may query, in a thread of its own pool."""
    run = database_sync_to_async(function, thread_sensitive=False, executor=_threads)
    return await run(*args, **kwargs)
