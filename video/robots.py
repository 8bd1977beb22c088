"""The robots (recorder, practice room): who is alive, and how they are told what to do."""

from typing import Any

import redis

from video.after_commit import after_commit
from video.exceptions import NoRobot
from video.relay.messages import (
    COMMANDS_KEPT,
    ROBOT_COMMANDS,
    ROBOTS_SET,
    RobotCommand,
    RobotHeartbeat,
    parse_robot_heartbeat,
    robot_key,
)
from video.workers import redis_client


def living_robots(kind: str) -> list[RobotHeartbeat]:
    """The robots of that kind whose heartbeat has not expired; the silent are forgotten.

    Raises: redis.RedisError.
    """
    with redis_client() as client:
        names = sorted(name.decode() for name in client.smembers(ROBOTS_SET))
        if not names:
            return []
        beats = client.mget([robot_key(name) for name in names])
        for name, beat in zip(names, beats, strict=True):
            if beat is None:
                client.srem(ROBOTS_SET, name)
    found = [parse_robot_heartbeat(beat) for beat in beats if beat]
    return [beat for beat in found if beat is not None and beat.kind == kind]


def choose_robot(kind: str) -> str:
    """The least busy robot of that kind.

    Raises: NoRobot, also while Redis is away.
    """
    try:
        robots = living_robots(kind)
    except (redis.RedisError, OSError) as error:
        raise NoRobot from error
    if not robots:
        raise NoRobot
    return min(robots, key=lambda robot: (robot.busy, robot.robot)).robot


def send_after_commit(command: RobotCommand) -> None:
    """Sends a command once the change is stored; while Redis is away it is lost, and said again
    by what looks after recordings."""
    after_commit(send, command)


def send(command: RobotCommand) -> None:
    """Raises: redis.RedisError."""
    body: Any = {"data": command.to_json()}
    with redis_client() as client:
        client.xadd(ROBOT_COMMANDS, body, maxlen=COMMANDS_KEPT)
