"""Stored recordings with their files."""

import json
from pathlib import Path

from video.enums import RecordingState
from video.models import Call, Recording
from video.recordings import folder_of

FILE = "a-1.webm"


def make_recording(call: Call, *, content: bytes = b"0123456789", seat: str = "") -> Recording:
    """A stored recording with one file; set RECORDINGS_DIR to a folder of the test first."""
    recording = Recording.objects.create(call=call, state=RecordingState.STORED)
    folder: Path = folder_of(recording)
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(content)
    file = {"file": FILE, "seat": seat, "source": "camera", "picture": True, "sound": True}
    times = {"starts_ms": 0, "ends_ms": 15_000, "size_bytes": len(content)}
    index = {"v": 1, "recording": recording.ref, "call": call.ref, "began_at": 1_790_000_000.0}
    (folder / "index.json").write_text(json.dumps({**index, "files": [{**file, **times}]}))
    return recording
