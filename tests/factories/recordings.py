"""Stored recordings with their files."""

import json
from pathlib import Path

from tests.factories.recorded_clip import write_clip
from video.calls import give_seat, open_call
from video.enums import RecordingState, SeatRole
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


def make_watchable_recording() -> Recording:
    """Two people side by side, 6 s each; the second comes a second after the first."""
    call = open_call(subject="a recorded session")
    seats = [
        give_seat(call, name="김담당", role=SeatRole.OFFICIAL),
        give_seat(call, name="박민원", role=SeatRole.CITIZEN),
    ]
    recording = Recording.objects.create(call=call, state=RecordingState.STORED, seconds=7)
    folder: Path = folder_of(recording)
    folder.mkdir(parents=True)
    files = []
    for number, seat in enumerate(seats):
        path = folder / f"{seat.ref}-1.webm"
        write_clip(path, seconds=6)
        times = {"starts_ms": 1000 * number, "ends_ms": 1000 * number + 6000}
        file = {"file": path.name, "seat": seat.ref, "source": "camera", "picture": True}
        files.append({**file, **times, "sound": True, "size_bytes": path.stat().st_size})
    index = {"v": 1, "recording": recording.ref, "call": call.ref, "began_at": 1_790_000_000.0}
    (folder / "index.json").write_text(json.dumps({**index, "files": files}))
    return recording
