"""Start-up checks refuse the settings that are known to break the stack."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from portal import checks

LAYER = {"BACKEND": "channels_redis.core.RedisChannelLayer"}
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;",
    },
}


def _layer(**config: Any) -> dict[str, Any]:
    return {"CHANNEL_LAYERS": {"default": {**LAYER, "CONFIG": config}}}


def _database(**changed: Any) -> dict[str, Any]:
    return {"DATABASES": {"default": {**SQLITE, **changed}}}


@pytest.mark.parametrize(
    ("check", "changed", "code"),
    [
        (
            checks.channel_layer,
            {"CHANNEL_LAYERS": {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}},
            "portal.E001",
        ),
        (checks.channel_layer, _layer(hosts=["redis://localhost"]), "portal.E002"),
        (checks.channel_layer, _layer(hosts=[{"address": "redis://localhost"}]), "portal.E002"),
        (checks.sqlite, _database(OPTIONS={"timeout": 20}), "portal.E003"),
        (
            checks.sqlite,
            {"DATABASES": {"default": {**SQLITE, "ATOMIC_REQUESTS": True}}},
            "portal.E005",
        ),
        (checks.persistent_connections, _database(CONN_MAX_AGE=60), "portal.E006"),
        (
            checks.task_queue,
            {"CELERY_BROKER_TRANSPORT_OPTIONS": {"visibility_timeout": 60}},
            "portal.E007",
        ),
        (checks.origins, {"ALLOWED_ORIGINS": ["maju.example"]}, "portal.E008"),
        (
            checks.sessions,
            {"SESSION_ENGINE": "django.contrib.sessions.backends.cache"},
            "portal.E010",
        ),
    ],
)
def test_a_setting_that_breaks_the_stack_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    check: Callable[[], list[Any]],
    changed: dict[str, Any],
    code: str,
) -> None:
    for name, value in changed.items():
        monkeypatch.setattr(settings, name, value)

    assert code in [error.id for error in check()]


def test_our_own_settings_pass_every_check() -> None:
    assert [error for check in checks.ALL for error in check()] == []


def test_the_sqlite_of_the_embedded_shape_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATABASES", {"default": SQLITE})

    assert checks.sqlite() == []
