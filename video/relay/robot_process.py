"""The life of a robot's process: settings, logging, SIGTERM, an end in order."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from video.relay.endings import end
from video.relay.environment import SettingError, read_redis_url, read_text
from video.relay.robot_link import RobotLink

logger = logging.getLogger(__name__)

CLOSE_SECONDS = 2.0


class Robot(Protocol):
    """What runs in the process."""

    link: RobotLink

    async def close(self) -> None: ...


Make = Callable[[Mapping[str, str], str], Robot]


def read_folder(environ: Mapping[str, str]) -> Path:
    """Where recordings go.

    Raises: SettingError.
    """
    text = read_text(environ, "RECORDINGS")
    if not text:
        raise SettingError("RECORDINGS is not set; it should be a folder for the recordings.")
    folder = Path(text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"RECORDINGS names a folder that cannot be made: {text}.") from error
    return folder


def run_robot(name: str, make: Make) -> int:
    """Runs the robot until SIGTERM or SIGINT and gives the exit status."""
    argparse.ArgumentParser(prog=name).parse_args()
    if sys.flags.optimize:
        return _refuse("A robot does not run with python -O: aiortc relies on assert.")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # At DEBUG they write whole SDPs with ICE passwords.
    for noisy in ("aiortc", "aioice", "libav"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        asyncio.run(_run(make, read_redis_url(os.environ)))
    except SettingError as error:
        return _refuse(str(error))
    return 0


async def _run(make: Make, redis_url: str) -> None:
    robot = make(os.environ, redis_url)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    working = asyncio.create_task(robot.link.run())
    waiting = asyncio.create_task(stopping.wait())
    logger.info("%s is ready", robot.link.name)
    try:
        # Its line never ends by itself: if it does, the supervisor starts a new process.
        done, _ = await asyncio.wait([working, waiting], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {waiting}:
            task.result()
    finally:
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await robot.close()
        except TimeoutError:
            logger.warning("%s did not finish in time", robot.link.name)
        await end(working, waiting)
        await robot.link.close()


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - for the person who starts it
    return 2
