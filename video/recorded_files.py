"""What a recording's index.json says, read for the page that plays it."""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from video.models import Recording
from video.recordings import folder_of

logger = logging.getLogger(__name__)

INDEX = "index.json"


@dataclass(frozen=True)
class RecordedFile:
    """One file of one participant. Times are milliseconds since the recording began."""

    name: str
    person: str
    role: str
    is_screen: bool
    has_picture: bool
    starts_ms: int
    ends_ms: int


@dataclass(frozen=True)
class RecordedIndex:
    """A whole recording."""

    began_at: datetime
    files: tuple[RecordedFile, ...]

    @property
    def ends_ms(self) -> int:
        return max((file.ends_ms for file in self.files), default=0)


def read_index(recording: Recording) -> RecordedIndex | None:
    """None when there is nothing to play (yet, or any more)."""
    try:
        found = json.loads((folder_of(recording) / INDEX).read_text(encoding="utf-8"))
        seats = {seat.ref: seat for seat in recording.call.seats.all()}
        files = [_read_file(entry, seats) for entry in found["files"]]
        began_at = datetime.fromtimestamp(found["began_at"], UTC)
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.info("Recording %s has no index: %s", recording.ref, type(error).__name__)
        return None
    return RecordedIndex(began_at=began_at, files=tuple(files))


def _read_file(entry: Any, seats: dict[str, Any]) -> RecordedFile:
    seat = seats.get(entry["seat"])
    return RecordedFile(
        name=str(entry["file"]),
        person=seat.name if seat else "",
        role=seat.get_role_display() if seat else "",
        is_screen=entry["source"] == "screen",
        has_picture=bool(entry["picture"]),
        starts_ms=int(entry["starts_ms"]),
        ends_ms=int(entry["ends_ms"]),
    )


def path_of(recording: Recording, name: str) -> Path | None:
    """The file of that name, if the index names it."""
    index = read_index(recording)
    if index is None or name not in {file.name for file in index.files}:
        return None
    path = folder_of(recording) / name
    return path if path.is_file() else None
