"""Keeps a set of child processes running: restarts with back-off, and stops all of them in time."""

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

STOP_SECONDS = 2.5  # what is still there then is killed
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 20.0  # a child that lived so long starts again without delay


@dataclass(frozen=True)
class Child:
    """A process to keep alive: `command` with `environment` added to our own."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


class Supervisor:
    """Runs children until `stop` is called; the caller binds signals to it.

    stop_seconds: how long the children may take to end by themselves before they are killed.
    """

    def __init__(self, children: Sequence[Child], *, stop_seconds: float = STOP_SECONDS) -> None:
        self._children = children
        self._stop_seconds = stop_seconds
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = asyncio.Event()
        self._keepers: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Start every child in the order given."""
        for child in self._children:
            self._keepers.append(asyncio.create_task(self._keep(child), name=child.name))

    @property
    def is_stopping(self) -> bool:
        """Has somebody asked for the end?"""
        return self._stopping.is_set()

    def stop(self) -> None:
        """Ask for the end; `wait` returns when it is reached."""
        self._stopping.set()

    async def wait(self) -> None:
        """Wait until somebody calls `stop`, then end all children, the last started first."""
        await self._stopping.wait()
        if not self._keepers:
            return
        for child in reversed(self._children):
            self._send(child.name, signal.SIGTERM)
        _, late = await asyncio.wait(self._keepers, timeout=self._stop_seconds)
        for keeper in late:
            name = keeper.get_name()
            logger.warning("%s did not stop in %s s and is killed", name, self._stop_seconds)
            self._send(name, signal.SIGKILL)
        await asyncio.gather(*self._keepers)

    async def _keep(self, child: Child) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self.is_stopping:
            started = time.monotonic()
            code = await self._run(child)
            if self.is_stopping:
                return
            if time.monotonic() - started > STEADY_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            logger.error("%s ended (%s); starting it again in %.1f s", child.name, code, pause)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _run(self, child: Child) -> str:
        # A group of its own: Ctrl-C in the terminal reaches us alone, and we end the children.
        try:
            process = await asyncio.create_subprocess_exec(
                *child.command, env={**os.environ, **child.environment}, start_new_session=True
            )
        except OSError as error:
            return error.strerror or str(error)
        self._processes[child.name] = process
        logger.info("%s started (process %s)", child.name, process.pid)
        if self.is_stopping:
            self._send(child.name, signal.SIGTERM)
        code = await process.wait()
        self._end_group(process.pid)
        return f"exit status {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"

    def _send(self, name: str, number: signal.Signals) -> None:
        process = self._processes.get(name)
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)

    def _end_group(self, group: int) -> None:
        """End what a killed child may have left behind, such as Celery's pool."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
