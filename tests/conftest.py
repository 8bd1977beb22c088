"""Fixtures that every part of the suite shares."""

from collections.abc import Iterator

import pytest
import redis
from django.conf import settings

from tests.stack import Stack, start_service_shape


@pytest.fixture(autouse=True)
def _empty_redis() -> Iterator[None]:
    """Start each test with an empty Redis database, so that limits do not add up."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
    yield


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The whole product in the service shape, really started, once for all journeys."""
    started = start_service_shape()
    yield started
    started.stop()
