"""Tasks end when they are told to, also those that miss it once."""

import asyncio

from video.relay.endings import end


async def _misses_it_once(heard: list[str]) -> None:
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        heard.append("missed")
    await asyncio.Event().wait()


async def test_a_task_that_missed_its_cancellation_is_cancelled_again() -> None:
    heard: list[str] = []
    task = asyncio.create_task(_misses_it_once(heard))
    await asyncio.sleep(0)

    await end(task)

    assert task.cancelled()
    assert heard == ["missed"]


async def test_what_has_ended_or_fails_at_its_end_is_no_error() -> None:
    ended = asyncio.create_task(asyncio.sleep(0))
    failed = asyncio.create_task(asyncio.to_thread(lambda: 1 / 0))
    await asyncio.wait([ended, failed])

    await end(ended, failed)

    assert isinstance(failed.exception(), ZeroDivisionError)
