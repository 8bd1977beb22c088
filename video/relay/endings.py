"""The end of tasks, also of those that do not hear it at once."""

import asyncio
from typing import Any

AGAIN_SECONDS = 0.5


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancels the tasks, again if need be, until all have ended; what they raised is dropped.

    redis-py sends within `asyncio.wait_for`, which before Python 3.12 can lose a cancellation that
    comes as the sending ends (python/cpython#86296): of 83 tasks that talked to Redis all the time
    6 went on. Not for tasks whose own end takes longer than AGAIN_SECONDS.
    """
    pending = {task for task in tasks if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _done, pending = await asyncio.wait(pending, timeout=AGAIN_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
