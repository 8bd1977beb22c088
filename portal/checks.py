"""Start-up checks that refuse settings known to break this stack."""

import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error, Warning

settings: Any = django_settings  # the checks ask of what kind things are

LAYER_READ_SECONDS = 5  # channels_redis blocks in BZPOPMIN for so long


def channel_layer(**kwargs: Any) -> list[Error]:
    """Refuse a channel layer that loses messages or kills idle sockets."""
    layer = settings.CHANNEL_LAYERS["default"]
    if "InMemory" in layer["BACKEND"]:
        return [_error("The in-memory channel layer does not reach other processes.", "E001")]
    for host in layer["CONFIG"]["hosts"]:
        timeout = host.get("socket_timeout", LAYER_READ_SECONDS) if isinstance(host, dict) else 5
        if timeout is not None and timeout <= LAYER_READ_SECONDS:
            text = "The channel layer's socket_timeout must be above 5 s, or idle sockets die."
            return [_error(text, "E002")]
    return []


def sqlite(**kwargs: Any) -> list[Error]:
    """Refuse SQLite settings under which concurrent writes fail with "database is locked"."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    found = []
    if options.get("transaction_mode") != "IMMEDIATE" or options.get("timeout", 5) < 20:
        found.append(_error("SQLite needs transaction_mode IMMEDIATE and timeout 20.", "E003"))
    if "journal_mode=WAL" not in options.get("init_command", ""):
        found.append(_error("SQLite needs PRAGMA journal_mode=WAL.", "E004"))
    if database.get("ATOMIC_REQUESTS"):
        found.append(_error("ATOMIC_REQUESTS makes every page wait for SQLite's lock.", "E005"))
    return found


def persistent_connections(**kwargs: Any) -> list[Error]:
    """Refuse CONN_MAX_AGE under ASGI, where every thread would keep a connection."""
    if settings.DATABASES["default"].get("CONN_MAX_AGE", 0) == 0:
        return []
    return [
        _error(
            "CONN_MAX_AGE must be 0 under ASGI; portal.postgres keeps connections for all threads.",
            "E006",
        )
    ]


def task_queue(**kwargs: Any) -> list[Error]:
    """Refuse task settings under which Redis delivers a running task a second time."""
    visibility = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("visibility_timeout", 3600)
    if settings.CELERY_TASK_TIME_LIMIT < visibility:
        return []
    return [_error("CELERY_TASK_TIME_LIMIT must be below the visibility timeout.", "E007")]


def origins(**kwargs: Any) -> list[Error]:
    """Refuse WebSocket origins without a scheme: a bare host also admits its http:// page."""
    bare = [origin for origin in settings.ALLOWED_ORIGINS if not urlsplit(origin).scheme]
    return (
        [_error(f"ALLOWED_ORIGINS needs full origins; {bare[0]} is not.", "E008")] if bare else []
    )


def assertions(**kwargs: Any) -> list[Error]:
    """Refuse `python -O`: aiortc and aioice rely on assert."""
    if not sys.flags.optimize:
        return []
    return [_error("Do not run with python -O or PYTHONOPTIMIZE.", "E009")]


def sessions(**kwargs: Any) -> list[Error]:
    """Refuse sessions kept only in the cache, which a Redis restart would end."""
    if settings.SESSION_ENGINE != "django.contrib.sessions.backends.cache":
        return []
    return [_error("Keep sessions in the database; a Redis restart loses a cache.", "E010")]


def second_factor(**kwargs: Any) -> list[CheckMessage]:
    """Warn where officials of a real service get in with a password alone."""
    if settings.EMBEDDED or settings.STAFF_SECOND_FACTOR:
        return []
    text = "STAFF_SECOND_FACTOR=false is for tests: officials get in with a password alone."
    return [Warning(text, id="portal.W011")]


def _error(text: str, code: str) -> Error:
    return Error(text, id=f"portal.{code}")


ALL = [
    channel_layer,
    sqlite,
    persistent_connections,
    task_queue,
    origins,
    assertions,
    sessions,
]
# Only `check --deploy` asks these: tests and trials run without them on purpose.
DEPLOYMENT = [second_factor]
