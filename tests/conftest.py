"""Fixtures that every part of the suite shares."""

import inspect
import shutil
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
import redis
from django.conf import settings
from django.db import connection

from tests import databases
from tests.journeys.browser import FAILED_JOURNEYS, kept_browsers
from tests.stack import Stack, start_service_shape
from video.after_commit import note_redis_away

# Groups of a minute and more, the longest first: no part of the run is to end with one of them.
# What mostly waits comes before all: one process sits through it while the others work.
LONG_GROUPS = (
    *("idle", "bad-day"),
    *("axe planning", "short journeys", "calls", "axe kiosk", "axe citizen", "axe office"),
    *("calls lost", "practice", "embedded"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long; processes take groups in the order of their first tests.

    What drives a browser runs in one event loop for the whole session, so that browsers are kept.
    """
    items.sort(key=_place_in_run)
    for item in items:
        drives = item.get_closest_marker("browser") or item.get_closest_marker("alone")
        if drives and not _has_fixtures_with_a_loop_of_their_own(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def _place_in_run(item: pytest.Item) -> int:
    mark = item.get_closest_marker("xdist_group")
    group = mark.args[0] if mark else ""
    return LONG_GROUPS.index(group) if group in LONG_GROUPS else len(LONG_GROUPS)


def _has_fixtures_with_a_loop_of_their_own(item: pytest.Item) -> bool:
    """A test must run in the loop in which its fixtures began."""
    found = item._fixtureinfo.name2fixturedefs.values()  # type: ignore[attr-defined]
    functions = [fixture.func for fixtures in found for fixture in fixtures]
    return any(
        inspect.isasyncgenfunction(function) or inspect.iscoroutinefunction(function)
        for function in functions
        if getattr(function, "_loop_scope", None) != "session"
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def _keep_browsers() -> AsyncIterator[None]:
    """Chromium is not started for every test."""
    async with kept_browsers():
        yield


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
