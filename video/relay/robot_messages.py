"""What Django and the robots (recorder, practice room) say to each other.

Import them from video.relay.messages. Robots read one stream of commands, `ROBOT_COMMANDS`, in
which each command names the process it is for; what they say goes to `ROBOT_EVENTS`. How a call
goes on they hear from the workers' own events, so a call that moves needs no command.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from video.relay.commands import Source
from video.relay.wire import Message, read_message, read_shape

ROBOT_COMMANDS = "maju:robots:commands"
ROBOT_EVENTS = "maju:robots:events"
ROBOTS_SET = "maju:robots:alive"
ROBOT_HEARTBEAT_SECONDS = 1.0
ROBOT_HEARTBEAT_TTL_MS = 4000

RobotKind = Literal["recorder", "practice"]
PracticePhase = Literal["waiting", "greeting", "listening", "echoing", "done"]


def robot_key(name: str) -> str:
    """The key of a robot's heartbeat."""
    return f"maju:robots:robot:{name}"


@dataclass(frozen=True, kw_only=True)
class RobotCommand(Message):
    """From Django to the robot of that name."""

    robot: str
    call: str


@dataclass(frozen=True, kw_only=True)
class PublishingSeat:
    """A seat of the call and what it publishes as far as is known."""

    seat: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StartRecording(RobotCommand):
    """Record this call until told to stop. worker: "" while nobody serves it.

    The same `recording` again goes on with it: after a restart of the recorder, or another one.
    """

    type = "start_recording"
    recording: str
    worker: str = ""
    epoch: int = 0
    seats: tuple[PublishingSeat, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PauseRecording(RobotCommand):
    """Leave the call, keep the files open."""

    type = "pause_recording"
    recording: str


@dataclass(frozen=True, kw_only=True)
class ResumeRecording(RobotCommand):
    """Come back after a pause."""

    type = "resume_recording"
    recording: str


@dataclass(frozen=True, kw_only=True)
class StopRecording(RobotCommand):
    """Leave the call, finish the files, say `recording_stored`."""

    type = "stop_recording"
    recording: str


@dataclass(frozen=True, kw_only=True)
class Practise(RobotCommand):
    """Come into the call as `seat`, greet `guest`, listen, echo, say what was found."""

    type = "practise"
    seat: str
    guest: str
    language: str = "ko"


@dataclass(frozen=True, kw_only=True)
class RobotEvent(Message):
    """From a robot to Django; said again it changes nothing."""

    call: str
    at: float


@dataclass(frozen=True, kw_only=True)
class RecordingBegan(RobotEvent):
    """The first media is written."""

    type = "recording_began"
    recording: str


@dataclass(frozen=True, kw_only=True)
class RecordingStored(RobotEvent):
    """The files are finished; size_bytes 0: nobody was ever heard or seen."""

    type = "recording_stored"
    recording: str
    seconds: int
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class PracticeSaid(RobotEvent):
    """The robot is at that phase; the figures are of what has reached it so far."""

    type = "practice_said"
    phase: PracticePhase
    sound_packets: int = 0
    picture_frames: int = 0
    loss: float = 0.0


@dataclass(frozen=True, kw_only=True)
class RobotHeartbeat:
    """What a robot says of itself each ROBOT_HEARTBEAT_SECONDS. busy: recordings or guests."""

    robot: str
    kind: RobotKind
    at: float
    busy: int
    recordings: tuple[str, ...] = ()

    def to_json(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))


_COMMANDS: dict[str, type[RobotCommand]] = {
    kind.type: kind
    for kind in (StartRecording, PauseRecording, ResumeRecording, StopRecording, Practise)
}
_EVENTS: dict[str, type[RobotEvent]] = {
    kind.type: kind for kind in (RecordingBegan, RecordingStored, PracticeSaid)
}


def parse_robot_command(text: str | bytes) -> RobotCommand:
    """Raises: MessageError."""
    return read_message(text, _COMMANDS)


def parse_robot_event(text: str | bytes) -> RobotEvent:
    """Raises: MessageError."""
    return read_message(text, _EVENTS)


def parse_robot_heartbeat(text: str | bytes) -> RobotHeartbeat | None:
    """None when it is not one."""
    try:
        return read_shape(RobotHeartbeat, json.loads(text), where="heartbeat")
    except ValueError:
        return None
