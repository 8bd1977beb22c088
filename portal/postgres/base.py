"""The backend itself; Django looks for it under this name."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from portal.postgres.kept import KEPT


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes a kept connection where there is one, and gives its own back instead of closing it."""

    kept_key = ""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.kept_key = repr(sorted(conn_params.items(), key=lambda item: item[0]))
        connection = KEPT.take(self.kept_key)
        if connection is None:
            return super().get_new_connection(conn_params)
        self.isolation_level = IsolationLevel.READ_COMMITTED
        return connection

    def _close(self) -> None:
        if self.connection is None or not KEPT.give(self.connection, self.kept_key):
            super()._close()  # type: ignore[misc]
