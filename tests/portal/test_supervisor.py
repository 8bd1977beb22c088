"""The supervisor restarts what dies and stops everything in time."""

import asyncio
import logging
import sys
import time
from pathlib import Path

import pytest

from portal.supervisor import Child, Supervisor


def _python(name: str, code: str) -> Child:
    return Child(name, [sys.executable, "-c", code])


async def _until(path: Path, lines: int) -> list[str]:
    async with asyncio.timeout(20):
        while not path.exists() or len(path.read_text().splitlines()) < lines:
            await asyncio.sleep(0.02)
    return path.read_text().splitlines()


async def test_a_child_that_dies_is_named_and_started_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    starts = tmp_path / "starts"
    supervisor = Supervisor(
        [_python("short", f"open({str(starts)!r}, 'a').write('x\\n'); raise SystemExit(3)")]
    )

    with caplog.at_level(logging.ERROR, "portal.supervisor"):
        supervisor.start()
        await _until(starts, 2)
        supervisor.stop()
        await supervisor.wait()

    assert caplog.messages[0] == "short ended (exit status 3); starting it again in 0.5 s"


async def test_a_child_that_ignores_sigterm_is_killed_within_5_seconds(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"open({str(ready)!r}, 'w').write('x\\n'); time.sleep(60)"
    )
    supervisor = Supervisor([_python("stubborn", stubborn)])
    supervisor.start()
    await _until(ready, 1)

    started = time.monotonic()
    supervisor.stop()
    await supervisor.wait()

    assert time.monotonic() - started < 5


async def test_a_stop_before_the_start_ends_at_once() -> None:
    supervisor = Supervisor([_python("never", "raise SystemExit")])
    supervisor.stop()

    await asyncio.wait_for(supervisor.wait(), 1)


async def test_a_program_that_does_not_exist_is_named(caplog: pytest.LogCaptureFixture) -> None:
    supervisor = Supervisor([Child("ghost", ["/no/such/program"])])

    with caplog.at_level(logging.ERROR, "portal.supervisor"):
        supervisor.start()
        await asyncio.sleep(0.1)
        supervisor.stop()
        await supervisor.wait()

    assert caplog.messages[0].startswith("ghost ended (No such file or directory")
