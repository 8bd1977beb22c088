"""Many at once: threads with connections of their own that start at a barrier."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def race(count: int, act: Callable[[int], Result]) -> list[Result | Exception]:
    """Run `act(number)` in `count` threads at once; an exception counts as the result."""
    barrier = threading.Barrier(count)

    def run(number: int) -> Result | Exception:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            return act(number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=count) as pool:
        return list(pool.map(run, range(count)))
