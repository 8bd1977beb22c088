"""One Redis and one relay worker for all tests of this folder; each test opens its own call."""

import itertools
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.peers import RedisProcess, RelayProcess, Signalling

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def relay_redis() -> Iterator[RedisProcess]:
    process = RedisProcess()
    yield process
    process.stop()


@pytest.fixture(scope="session")
def relay(relay_redis: RedisProcess) -> Iterator[RelayProcess]:
    process = RelayProcess(relay_redis.url)
    yield process
    assert process.stop() == 0


@pytest_asyncio.fixture
async def signalling(relay_redis: RedisProcess, relay: RelayProcess) -> AsyncIterator[Signalling]:
    """A signalling process with a call of its own, `signalling.call`, open on the worker."""
    client = Signalling(relay_redis.url, relay.name)
    client.call = f"call-{next(_numbers)}"
    await client.open_call(client.call)
    yield client
    await client.close()
