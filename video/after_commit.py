"""What follows a change once it is committed: telling others over Redis.

While Redis is away that is left undone. The change stays, and whoever made it does not wait:
browsers compare sequences, the outbox is swept, call_events says again what a worker missed.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# After Redis did not answer, nothing else is tried for so long: one request tells many, and each
# try could cost seconds.
LEFT_ALONE_SECONDS = 2.0

_away_until = 0.0


def after_commit(act: Callable[..., Any], *arguments: Any) -> None:
    """Does `act` after commit; an error in it never undoes the change nor reaches its author."""

    # Not a functools.partial: Django reads __qualname__ of a robust hook that fails.
    def run() -> None:
        if redis_seems_away():
            logger.info("%s is left undone: Redis is away.", act.__name__)
            return
        try:
            act(*arguments)
        except (RedisError, OSError) as error:
            note_redis_away()
            logger.warning("%s is left undone: %s", act.__name__, error or type(error).__name__)

    transaction.on_commit(run, robust=True)


def redis_seems_away() -> bool:
    return time.monotonic() < _away_until


def note_redis_away(*, seconds: float = LEFT_ALONE_SECONDS) -> None:
    """Leaves Redis alone for a moment; 0 seconds: tries it again at once."""
    global _away_until
    _away_until = time.monotonic() + seconds
