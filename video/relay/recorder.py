"""`python -m video.relay.recorder`: the process that records calls when it is told to.

It needs REDIS_URL and RECORDINGS (the folder for the files); it starts nothing by itself.
"""

import asyncio
import logging
import sys
from pathlib import Path

from video.relay.call_view import CallViews
from video.relay.events import Event
from video.relay.recording import Recording
from video.relay.robot_link import RobotLink, now
from video.relay.robot_messages import (
    PauseRecording,
    RecordingBegan,
    RecordingStored,
    ResumeRecording,
    RobotCommand,
    RobotHeartbeat,
    StartRecording,
    StopRecording,
)
from video.relay.robot_process import read_folder, run_robot

logger = logging.getLogger(__name__)


class Recorder:
    """All recordings of this process, by their reference."""

    def __init__(self, *, redis_url: str, folder: Path) -> None:
        self._folder = folder
        self._views = CallViews()
        self._recordings: dict[str, Recording] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.link = RobotLink(
            url=redis_url,
            kind="recorder",
            on_command=self._obey,
            on_event=self._hear,
            heartbeat=self._heartbeat,
        )

    def _hear(self, event: Event) -> None:
        self._views.take(event)

    def _obey(self, command: RobotCommand) -> None:
        if isinstance(command, StartRecording):
            self._start(command)
            return
        recording = self._recordings.get(getattr(command, "recording", ""))
        if recording is None:
            logger.info("%s: this recorder has no such recording", command.type)
        elif isinstance(command, PauseRecording):
            recording.is_paused = True
        elif isinstance(command, ResumeRecording):
            recording.is_paused = False
        elif isinstance(command, StopRecording):
            recording.stop()

    def _start(self, command: StartRecording) -> None:
        view = self._views.of(command.call)
        view.learn(worker=command.worker, epoch=command.epoch, seats=command.seats)
        if command.recording in self._recordings:
            return
        if not command.recording.isalnum():
            logger.error("a recording has no usable reference")
            return
        recording = Recording(
            ref=command.recording,
            call=command.call,
            folder=self._folder / command.recording,
            link=self.link,
            view=view,
        )
        recording.on_began = lambda: self._say_began(recording)
        self._recordings[recording.ref] = recording
        task = asyncio.create_task(self._record(recording))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _record(self, recording: Recording) -> None:
        try:
            await recording.run()
        except Exception:
            # The edge of one recording: a full disk must not end the others.
            logger.exception("recording %s failed", recording.ref)
        finally:
            self._recordings.pop(recording.ref, None)
        self.link.say(
            RecordingStored(
                call=recording.call,
                at=now(),
                recording=recording.ref,
                seconds=recording.seconds,
                size_bytes=recording.size_bytes,
            )
        )

    def _say_began(self, recording: Recording) -> None:
        self.link.say(RecordingBegan(call=recording.call, at=now(), recording=recording.ref))

    def _heartbeat(self) -> RobotHeartbeat:
        refs = tuple(self._recordings)
        return RobotHeartbeat(
            robot=self.link.name, kind="recorder", at=now(), busy=len(refs), recordings=refs
        )

    async def close(self) -> None:
        """Finishes every file."""
        for recording in self._recordings.values():
            recording.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def main() -> int:
    """Runs until SIGTERM; 2 when a setting is wrong."""
    return run_robot(
        "python -m video.relay.recorder",
        lambda environ, redis_url: Recorder(redis_url=redis_url, folder=read_folder(environ)),
    )


if __name__ == "__main__":
    sys.exit(main())
