"""`python -m video.relay.practice`: the robot of the practice room. It needs REDIS_URL."""

import asyncio
import logging
import sys

from video.relay.call_view import CallViews
from video.relay.events import Event
from video.relay.practice_visit import PracticeVisit
from video.relay.robot_link import RobotLink, now
from video.relay.robot_messages import Practise, RobotCommand, RobotHeartbeat
from video.relay.robot_process import run_robot

logger = logging.getLogger(__name__)

MOST_VISITS = 40  # at once; each costs about 2 % of a core


class PracticeRobot:
    """All visits of this process."""

    def __init__(self, *, redis_url: str) -> None:
        self._views = CallViews()
        self._visits: set[asyncio.Task[None]] = set()
        self.link = RobotLink(
            url=redis_url,
            kind="practice",
            on_command=self._obey,
            on_event=self._hear,
            heartbeat=self._heartbeat,
        )

    def _hear(self, event: Event) -> None:
        self._views.take(event)

    def _obey(self, command: RobotCommand) -> None:
        if not isinstance(command, Practise):
            return
        if len(self._visits) >= MOST_VISITS:
            logger.warning("the practice room is full")
            return
        visit = PracticeVisit(command, link=self.link, view=self._views.of(command.call))
        task = asyncio.create_task(self._visit(visit, command.call))
        self._visits.add(task)
        task.add_done_callback(self._visits.discard)

    async def _visit(self, visit: PracticeVisit, call: str) -> None:
        try:
            await visit.run()
        except Exception:
            # The edge of one visit: the other guests do not notice.
            logger.exception("the visit in call %s failed", call)

    def _heartbeat(self) -> RobotHeartbeat:
        return RobotHeartbeat(
            robot=self.link.name, kind="practice", at=now(), busy=len(self._visits)
        )

    async def close(self) -> None:
        """Breaks the visits off."""
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)


def main() -> int:
    """Runs until SIGTERM; 2 when a setting is wrong."""
    return run_robot(
        "python -m video.relay.practice",
        lambda _environ, redis_url: PracticeRobot(redis_url=redis_url),
    )


if __name__ == "__main__":
    sys.exit(main())
