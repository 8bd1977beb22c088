"""Messages and Redis names shared by the signalling side (Django) and the relay workers.

Standard library only. The shapes are frozen dataclasses; `to_json()` writes one, the strict parsers
(`parse_command`, `parse_answer`, `parse_event`, `parse_heartbeat`) read one or raise MessageError.

Beyond the plain messages:
- `take_offer.publishes` names the source of every sendonly m-line, as `receives` does for recvonly.
- `set_muted` tells the worker that a source is muted: it then drops the packets of that source
  (so a moderator's mute holds) and says so in `tracks_changed`.
- `drain` concerns the whole worker: its `call` is "" and its `epoch` 0. Its heartbeat then says
  `draining`, and signalling moves its calls: `move_out` goes to it for each.
- Offering again with purpose `more` on a seat without a live connection is answered `failed`
  with code `unknown_seat`: the browser then makes a new connection with purpose `first`.
- `first` on a seat that has a connection is make-before-break: the old connection goes on until
  media arrives on the new one (at most 5 s), then it is closed.
"""

import json
from typing import Any, TypeVar

from video.relay.commands import (
    Answer,
    CloseCall,
    Command,
    Done,
    Drain,
    Failed,
    FailedCode,
    May,
    MoveOut,
    OpenCall,
    Published,
    Purpose,
    Received,
    RemoveSeat,
    SdpAnswer,
    SetLayer,
    SetMuted,
    SetPermissions,
    Source,
    TakeOffer,
)
from video.relay.events import (
    CallClosed,
    Event,
    Figures,
    Heartbeat,
    MediaReceived,
    SeatConnected,
    SeatLeft,
    SeatLost,
    SeatWeak,
    SoundOnly,
    Track,
    TracksChanged,
)
from video.relay.robot_messages import (
    ROBOT_COMMANDS,
    ROBOT_EVENTS,
    ROBOTS_SET,
    PauseRecording,
    PracticeSaid,
    Practise,
    PublishingSeat,
    RecordingBegan,
    RecordingStored,
    ResumeRecording,
    RobotCommand,
    RobotEvent,
    RobotHeartbeat,
    StartRecording,
    StopRecording,
    parse_robot_command,
    parse_robot_event,
    parse_robot_heartbeat,
    robot_key,
)
from video.relay.wire import (
    PROTOCOL_VERSION,
    Message,
    MessageError,
    read_message,
    read_shape,
)

__all__ = [
    "ALL_EVENTS_KEPT",
    "ANSWERS_KEPT",
    "COMMANDS_KEPT",
    "EVENTS_STREAM",
    "HEARTBEAT_SECONDS",
    "HEARTBEAT_TTL_MS",
    "PROTOCOL_VERSION",
    "ROBOTS_SET",
    "ROBOT_COMMANDS",
    "ROBOT_EVENTS",
    "WORKERS_SET",
    "Answer",
    "CallClosed",
    "CloseCall",
    "Command",
    "Done",
    "Drain",
    "Event",
    "Failed",
    "FailedCode",
    "Figures",
    "Heartbeat",
    "May",
    "MediaReceived",
    "Message",
    "MessageError",
    "MoveOut",
    "OpenCall",
    "PauseRecording",
    "PracticeSaid",
    "Practise",
    "Published",
    "PublishingSeat",
    "Purpose",
    "Received",
    "RecordingBegan",
    "RecordingStored",
    "RemoveSeat",
    "ResumeRecording",
    "RobotCommand",
    "RobotEvent",
    "RobotHeartbeat",
    "SdpAnswer",
    "SeatConnected",
    "SeatLeft",
    "SeatLost",
    "SeatWeak",
    "SetLayer",
    "SetMuted",
    "SetPermissions",
    "SoundOnly",
    "Source",
    "StartRecording",
    "StopRecording",
    "TakeOffer",
    "Track",
    "TracksChanged",
    "answers_stream",
    "commands_stream",
    "parse_answer",
    "parse_command",
    "parse_event",
    "parse_heartbeat",
    "parse_robot_command",
    "parse_robot_event",
    "parse_robot_heartbeat",
    "robot_key",
    "worker_key",
]

WORKERS_SET = "maju:relay:workers"
EVENTS_STREAM = "maju:relay:events"
HEARTBEAT_SECONDS = 0.25
HEARTBEAT_TTL_MS = 1000
COMMANDS_KEPT = 1_000
ANSWERS_KEPT = 1_000
ALL_EVENTS_KEPT = 100_000


K = TypeVar("K", bound=Message)


def worker_key(worker: str) -> str:
    """The key of a worker's heartbeat (a JSON string that expires after HEARTBEAT_TTL_MS)."""
    return f"maju:relay:worker:{worker}"


def commands_stream(worker: str) -> str:
    """The stream a worker reads its commands from; entries have one field, `data`."""
    return f"maju:relay:commands:{worker}"


def answers_stream(process: str) -> str:
    """The stream one signalling process reads its answers from; entries have one field, `data`."""
    return f"maju:relay:answers:{process}"


def _by_type(*kinds: type[K]) -> dict[str, type[K]]:
    return {kind.type: kind for kind in kinds}


_COMMANDS: dict[str, type[Command]] = _by_type(
    OpenCall, TakeOffer, SetPermissions, SetMuted, SetLayer, RemoveSeat, CloseCall, MoveOut, Drain
)
_ANSWERS: dict[str, type[Answer]] = _by_type(Done, SdpAnswer, Failed)
_EVENTS: dict[str, type[Event]] = _by_type(
    SeatConnected,
    TracksChanged,
    MediaReceived,
    SeatWeak,
    SeatLost,
    SeatLeft,
    Figures,
    SoundOnly,
    CallClosed,
)


def parse_command(text: str | bytes) -> Command:
    """Raises: MessageError."""
    return read_message(text, _COMMANDS)


def parse_answer(text: str | bytes) -> Answer:
    """Raises: MessageError."""
    return read_message(text, _ANSWERS)


def parse_event(text: str | bytes) -> Event:
    """Raises: MessageError."""
    return read_message(text, _EVENTS)


def parse_heartbeat(text: str | bytes) -> Heartbeat:
    """Raises: MessageError."""
    try:
        body: Any = json.loads(text)
    except ValueError as error:
        raise MessageError("The heartbeat is not JSON.") from error
    return read_shape(Heartbeat, body, where="heartbeat")
