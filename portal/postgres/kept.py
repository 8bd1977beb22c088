"""Connections that a process keeps open between requests.

Under ASGI every request has a thread of its own, and with it a database connection of its own:
PostgreSQL starts a process for each, whose caches are empty. That cost 12 ms of CPU for a request
whose five queries take one (measured). A connection that is given back clean serves the next one.
"""

import select
import time
from collections import deque
from threading import Lock
from typing import Any

from psycopg2.extensions import TRANSACTION_STATUS_IDLE

KEPT_FOR_SECONDS = 60.0


class KeptConnections:
    """At most `at_most` idle connections, the last one given back first; 0 keeps none."""

    def __init__(self, *, at_most: int = 0) -> None:
        self.at_most = at_most
        self._lock = Lock()
        self._idle: deque[tuple[Any, str, float]] = deque()

    def take(self, key: str) -> Any | None:
        """Return an open connection made with the parameters `key`, or None."""
        for connection in self._taken_out(key):
            if _is_clean(connection):
                return connection
            connection.close()
        return None

    def give(self, connection: Any, key: str) -> bool:
        """Keep a connection for the next request; False: it is not kept, close it."""
        if self.at_most == 0 or not _is_clean(connection):
            return False
        with self._lock:
            self._idle.append((connection, key, time.monotonic()))
        self._close_old()
        return True

    def _taken_out(self, key: str) -> Any:
        while True:
            with self._lock:
                found = next((item for item in reversed(self._idle) if item[1] == key), None)
                if found is None:
                    return
                self._idle.remove(found)
            yield found[0]

    def _close_old(self) -> None:
        since = time.monotonic() - KEPT_FOR_SECONDS
        with self._lock:
            old = []
            while self._idle and (self._idle[0][2] < since or len(self._idle) > self.at_most):
                old.append(self._idle.popleft()[0])
        for connection in old:
            connection.close()


def _is_clean(connection: Any) -> bool:
    """Say whether it is open and outside a transaction, and the server has not ended it.

    A server that goes says so: then there is something to read, or the end.
    """
    if connection.closed or connection.info.transaction_status != TRANSACTION_STATUS_IDLE:
        return False
    said = select.poll()  # not select(): thousands of sockets are open
    said.register(connection.fileno(), select.POLLIN)
    return not said.poll(0)


KEPT = KeptConnections()
