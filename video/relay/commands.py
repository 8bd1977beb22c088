"""Commands that a relay worker takes, and its answers. Import them from video.relay.messages."""

from dataclasses import dataclass
from typing import Literal

from video.relay.wire import Message

Source = Literal["camera", "microphone", "screen"]
Purpose = Literal["first", "more", "restart"]
FailedCode = Literal[
    "bad_sdp",
    "too_large",
    "unknown_call",
    "unknown_seat",
    "stale_epoch",
    "not_allowed",
    "busy",
    "bad_message",
    "internal",
]


@dataclass(frozen=True, kw_only=True)
class May:
    """What a seat may do with media. All false: the seat is revoked and its connection closed."""

    publish: bool = False
    share_screen: bool = False
    receive: bool = False
    receive_self: bool = False


@dataclass(frozen=True, kw_only=True)
class Published:
    """One sendonly m-line of an offer: what it carries."""

    mid: str
    source: Source


@dataclass(frozen=True, kw_only=True)
class Received:
    """One recvonly m-line of an offer: whose source is wanted there."""

    mid: str
    seat: str
    source: Source


@dataclass(frozen=True, kw_only=True)
class Command(Message):
    """From signalling to a worker. `answer_to` is the process name for `answers_stream`."""

    id: str
    call: str
    epoch: int
    answer_to: str


@dataclass(frozen=True, kw_only=True)
class OpenCall(Command):
    """Serve this call under this epoch; opening it again changes the limit only."""

    type = "open_call"
    limit_seats: int = 20


@dataclass(frozen=True, kw_only=True)
class TakeOffer(Command):
    """A browser's offer. `receives` and `publishes` list the wanted state of ALL such m-lines."""

    type = "take_offer"
    seat: str
    sdp: str
    purpose: Purpose
    may: May
    publishes: tuple[Published, ...] = ()
    receives: tuple[Received, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SetPermissions(Command):
    """Change what a seat may do, at once; with all false its media stops and it is closed."""

    type = "set_permissions"
    seat: str
    may: May


@dataclass(frozen=True, kw_only=True)
class SetMuted(Command):
    """A source of a seat is muted or not: while muted the worker forwards nothing of it."""

    type = "set_muted"
    seat: str
    source: Source
    muted: bool


@dataclass(frozen=True, kw_only=True)
class SetLayer(Command):
    """How high a seat shows one of its receiving lines, in pixels; 0 leaves it to the worker.

    Matters only where the publisher sends simulcast layers.
    """

    type = "set_layer"
    seat: str
    mid: str
    max_height: int


@dataclass(frozen=True, kw_only=True)
class RemoveSeat(Command):
    """The seat has left or was removed: close its connection, say `seat_left`."""

    type = "remove_seat"
    seat: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CloseCall(Command):
    """End the call: close every connection, say `call_closed`."""

    type = "close_call"
    reason: str


@dataclass(frozen=True, kw_only=True)
class MoveOut(Command):
    """Another worker has the call, under this epoch: serve those who are still here, silently.

    What they send goes on to the others here until they have left, for MOVING_OUT_SECONDS at most.
    """

    type = "move_out"


@dataclass(frozen=True, kw_only=True)
class Drain(Command):
    """Take no new calls; go on with those that are there until they are moved."""

    type = "drain"


@dataclass(frozen=True, kw_only=True)
class Answer(Message):
    """From a worker to the signalling process that asked; `id` is the command's."""

    id: str


@dataclass(frozen=True, kw_only=True)
class Done(Answer):
    type = "done"
    call: str
    epoch: int


@dataclass(frozen=True, kw_only=True)
class SdpAnswer(Answer):
    type = "sdp_answer"
    sdp: str


@dataclass(frozen=True, kw_only=True)
class Failed(Answer):
    """The command was not done. `text` is an English sentence for logs, not for people."""

    type = "failed"
    code: FailedCode
    text: str
