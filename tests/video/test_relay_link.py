import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import redis
from django.conf import settings

from tests.video.made import heartbeat, let_die, let_live
from video.exceptions import RelayFailed
from video.relay.messages import (
    Done,
    Failed,
    OpenCall,
    answers_stream,
    commands_stream,
    parse_command,
)
from video.relay_link import RelayLink


@pytest_asyncio.fixture
async def link() -> AsyncIterator[RelayLink]:
    made = RelayLink.of_this_loop()
    yield made
    await made.close()


def command(link: RelayLink, id: str = "1") -> OpenCall:
    return OpenCall(id=id, call="abc", epoch=1, answer_to=link.process)


def answer(link: RelayLink, text: str) -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.xadd(answers_stream(link.process), {"data": text})


async def test_there_is_one_link_for_a_loop(link: RelayLink) -> None:
    assert RelayLink.of_this_loop() is link


async def test_ask_sends_the_command_and_gives_its_answer(link: RelayLink) -> None:
    asked = asyncio.create_task(link.ask("one", command(link)))
    await asyncio.sleep(0.1)
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        [(_id, entry)] = client.xrange(commands_stream("one"))
    assert parse_command(entry[b"data"]) == command(link)

    answer(link, "nonsense")
    answer(link, Done(id="another", call="abc", epoch=1).to_json())
    answer(link, Done(id="1", call="abc", epoch=1).to_json())

    assert await asked == Done(id="1", call="abc", epoch=1)


async def test_ask_raises_what_the_worker_refused(link: RelayLink) -> None:
    asked = asyncio.create_task(link.ask("one", command(link)))
    answer(link, Failed(id="1", code="bad_sdp", text="It is no SDP.").to_json())

    with pytest.raises(RelayFailed) as failed:
        await asked
    assert failed.value.code == "bad_sdp"
    assert "새로 고치세요" in str(failed.value)


async def test_ask_gives_up_in_time(link: RelayLink) -> None:
    with pytest.raises(RelayFailed) as failed:
        await link.ask("nobody", command(link), timeout_seconds=0.2)
    assert failed.value.code == "no_answer"


async def test_a_worker_without_heartbeat_is_called_silent(link: RelayLink) -> None:
    silent = asyncio.Event()

    async def when_silent() -> None:
        silent.set()

    let_live(heartbeat("one"))
    link.watch("call", "one", when_silent)
    await asyncio.sleep(0.7)
    assert not silent.is_set()

    let_die("one")
    await asyncio.wait_for(silent.wait(), 2)


async def test_a_worker_that_drains_is_called_gone(link: RelayLink) -> None:
    gone = asyncio.Event()

    async def when_gone() -> None:
        gone.set()

    let_live(heartbeat("one", draining=True))
    link.watch("call", "one", when_gone)

    await asyncio.wait_for(gone.wait(), 2)


async def test_nobody_is_called_silent_while_redis_is_away(
    link: RelayLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = asyncio.Event()

    async def when_silent() -> None:
        silent.set()

    let_live(heartbeat("one"))
    link.watch("call", "one", when_silent)

    async def fail(_names: list[str]) -> None:
        raise redis.ConnectionError("away")

    monkeypatch.setattr(link._client, "mget", fail)
    await asyncio.sleep(0.5)
    monkeypatch.undo()
    let_die("one")  # Redis is back, the worker has not found it yet
    await asyncio.sleep(1)

    assert not silent.is_set()
