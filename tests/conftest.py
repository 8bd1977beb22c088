"""Fixtures that every part of the suite shares."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connection

from tests import databases
from tests.journeys.browser import FAILED_JOURNEYS
from tests.stack import Stack, start_service_shape
from video.after_commit import note_redis_away


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what mostly waits: one process sits through it while the others work."""
    items.sort(key=lambda item: item.get_closest_marker("idle") is None)


@pytest.fixture(autouse=True)
def _empty_redis() -> Iterator[None]:
    """Start each test with an empty Redis database, so that limits do not add up."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
    note_redis_away(seconds=0)
    yield


@pytest.fixture(autouse=True)
def _quick_settings(settings: Any) -> None:
    """No manifest of static files to collect first, no slow hashing of the cast's passwords."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy a database that is migrated once a run, instead of migrating one for each worker."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.migrated()


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """The whole product in the service shape, really started, once for all journeys."""
    started = start_service_shape()
    yield started
    started.stop()
    if request.session.testsfailed:
        FAILED_JOURNEYS.mkdir(parents=True, exist_ok=True)
        for log in started.folder.glob("*.log"):
            shutil.copy(log, FAILED_JOURNEYS)
