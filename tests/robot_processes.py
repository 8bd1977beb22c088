"""Starts the recorder and the practice robot as processes, and speaks to them as Django does."""

import itertools
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import redis

from tests.relay_processes import wait_until
from video.relay.messages import (
    ROBOT_COMMANDS,
    ROBOT_EVENTS,
    ROBOTS_SET,
    RobotCommand,
    RobotEvent,
    RobotHeartbeat,
    parse_robot_event,
    parse_robot_heartbeat,
    robot_key,
)

_numbers = itertools.count(1)


class RobotProcess:
    """`python -m video.relay.<module>` on the test's own Redis."""

    folder = Path()  # where a recorder writes

    def __init__(self, redis_url: str, module: str, **environment: str) -> None:
        environ = {**os.environ, "REDIS_URL": redis_url, **environment}
        self._client = redis.Redis.from_url(redis_url)
        self._before = self._client.xrevrange(ROBOT_EVENTS, count=1)
        command = [sys.executable, "-m", f"video.relay.{module}"]
        self.process = subprocess.Popen(command, env=environ)
        self.heartbeat: RobotHeartbeat = wait_until(self._first_heartbeat, seconds=20)
        self.name = self.heartbeat.robot

    def _first_heartbeat(self) -> RobotHeartbeat | None:
        if self.process.poll() is not None:
            raise RuntimeError("the robot ended")
        for name in self._client.smembers(ROBOTS_SET):
            beat = self._client.get(robot_key(name.decode()))
            if beat and f"-{self.process.pid}-" in name.decode():
                return parse_robot_heartbeat(beat)
        return None

    def send(self, command: type[RobotCommand], **fields: Any) -> None:
        body: Any = {"data": command(robot=self.name, **fields).to_json()}
        self._client.xadd(ROBOT_COMMANDS, body)

    def said(self) -> list[RobotEvent]:
        """All that robots have said since this one was started."""
        after = f"({self._before[0][0].decode()}" if self._before else "-"
        entries = self._client.xrange(ROBOT_EVENTS, min=after)
        return [parse_robot_event(body[b"data"]) for _entry, body in entries]

    def hear(self, kind: type[RobotEvent], *, seconds: float = 15, **fields: Any) -> Any:
        """Waits for a word of that kind."""

        def find() -> RobotEvent | None:
            for event in self.said():
                if isinstance(event, kind) and fields.items() <= vars(event).items():
                    return event
            return None

        return wait_until(find, seconds=seconds)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(5)

    def stop(self) -> int:
        """Ends it politely and returns its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(8)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(5)


def start_recorder(redis_url: str, folder: Path) -> RobotProcess:
    """A recorder that writes into `folder`."""
    recorder = RobotProcess(redis_url, "recorder", RECORDINGS=str(folder))
    recorder.folder = folder
    return recorder


def new_ref() -> str:
    """A reference for a recording."""
    return f"rec{next(_numbers)}"
