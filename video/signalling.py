"""Messages that a browser of a call may send: frozen dataclasses, read strictly.

JSON with `type` and `v`; unknown types, missing, unknown or wrong fields raise MessageError.
What the server sends is made in browser_messages.py.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from video.relay.messages import (
    Message,
    MessageError,
    Published,
    Purpose,
    Received,
    Source,
)
from video.relay.wire import read_message

MAX_SDP_CHARACTERS = 64 * 1024
MAX_CHAT_CHARACTERS = 2000
MAX_LINES = 32


class CloseCode(IntEnum):
    """Why we close a WebSocket. The browser comes back unless it was told `refused` or `ended`.

    autobahn lets an application close with 1000 or 3000 to 4999 only; anything else breaks the
    connection off with 1011 and a traceback.
    """

    BAD_MESSAGES = 4400
    REFUSED = 4401
    SILENT = 4408
    TAKEN_OVER = 4409
    ENDED = 4410
    TOO_FAST = 4429
    TRY_AGAIN = 4503


@dataclass(frozen=True, kw_only=True)
class Join(Message):
    """The first message. `resume`: this page was in the call before."""

    type = "join"
    token: str
    resume: bool = False


@dataclass(frozen=True, kw_only=True)
class SdpOffer(Message):
    """`offer` numbers the offers of a page, so that it can match the answer."""

    type = "sdp_offer"
    offer: int
    sdp: str
    purpose: Purpose
    publishes: tuple[Published, ...] = ()
    receives: tuple[Received, ...] = ()

    def __post_init__(self) -> None:
        if len(self.sdp) > MAX_SDP_CHARACTERS:
            raise ValueError("the SDP is too long.")
        if len(self.publishes) + len(self.receives) > MAX_LINES:
            raise ValueError("there are too many m-lines.")


@dataclass(frozen=True, kw_only=True)
class Mute(Message):
    type = "mute"
    source: Source
    muted: bool


@dataclass(frozen=True, kw_only=True)
class Layer(Message):
    """How high the picture of this m-line is shown, in pixels; 0 leaves it to the relay."""

    type = "layer"
    mid: str
    max_height: int

    def __post_init__(self) -> None:
        if not 0 <= self.max_height <= 10_000:
            raise ValueError("max_height must be 0 to 10000.")


@dataclass(frozen=True, kw_only=True)
class Chat(Message):
    """The same `client_id` again is the same line, said once."""

    type = "chat"
    text: str
    client_id: str

    def __post_init__(self) -> None:
        if not 0 < len(self.text.strip()) <= MAX_CHAT_CHARACTERS:
            raise ValueError(f"text must have 1 to {MAX_CHAT_CHARACTERS} characters.")
        if not 0 < len(self.client_id) <= 40:
            raise ValueError("client_id must have 1 to 40 characters.")
        # Neither can be stored: NUL in PostgreSQL, a lone surrogate anywhere.
        if "\0" in self.text + self.client_id:
            raise ValueError("text must not hold NUL.")
        (self.text + self.client_id).encode()


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the browser measured. is_busy: its computer does not keep up with the pictures."""

    rtt_ms: float | None = None
    loss: float | None = None
    received_bps: float | None = None
    frames_per_second: float | None = None
    freezes: int | None = None
    is_busy: bool = False


@dataclass(frozen=True, kw_only=True)
class QualityReport(Message):
    type = "quality"
    report: Report


@dataclass(frozen=True, kw_only=True)
class Moderate(Message):
    type = "moderate"
    act: Literal["mute", "remove", "hold", "admit", "end"]
    seat: str = ""


@dataclass(frozen=True, kw_only=True)
class Sync(Message):
    """The browser knows the call up to `sequence` and wants its state now."""

    type = "sync"
    sequence: int


@dataclass(frozen=True, kw_only=True)
class Leave(Message):
    type = "leave"


@dataclass(frozen=True, kw_only=True)
class Heartbeat(Message):
    type = "heartbeat"


_TYPES: dict[str, type[Message]] = {
    kind.type: kind
    for kind in (
        Join,
        SdpOffer,
        Mute,
        Layer,
        Chat,
        QualityReport,
        Moderate,
        Sync,
        Leave,
        Heartbeat,
    )
}


def parse(text: str) -> Message:
    """Raises: MessageError."""
    return read_message(text, _TYPES)


__all__ = ["CloseCode", "MessageError", "parse", *(kind.__name__ for kind in _TYPES.values())]
