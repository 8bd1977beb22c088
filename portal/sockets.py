"""The outer edge of every WebSocket: what is away or malformed ends it without a traceback."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import parse_cookie
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

CLOSE_TRY_AGAIN = 4503
CLOSE_MALFORMED = 4400
AWAY = (OperationalError, InterfaceError, RedisError, OSError)

Application = Callable[..., Awaitable[None]]


class CalmSockets:
    """Closes a socket that cannot be served now; browsers come back, slower each time."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if _has_nul(scope):
            await send({"type": "websocket.close", "code": CLOSE_MALFORMED})
            return
        try:
            await self.inner(scope, receive, send)
        except AWAY as error:
            logger.warning("socket %r closed: %s", scope["path"], type(error).__name__)
            await send({"type": "websocket.close", "code": CLOSE_TRY_AGAIN})


async def nowhere(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Refuse an address that no socket has."""
    await send({"type": "websocket.close", "code": CLOSE_MALFORMED})


def _has_nul(scope: dict[str, Any]) -> bool:
    """PostgreSQL takes no NUL: not from the address, not from a cookie (quoted as \\000 there)."""
    cookies = [value.decode("latin1") for name, value in scope["headers"] if name == b"cookie"]
    read = [value for text in cookies for value in parse_cookie(text).values()]
    return any("\0" in text for text in [scope["path"], *read])
