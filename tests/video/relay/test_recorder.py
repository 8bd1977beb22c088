"""The recorder: a receive-only seat in a process of its own, writing what is forwarded to WebM."""

import asyncio
import json

import pytest
import pytest_asyncio

from tests.robot_processes import new_ref, start_recorder
from tests.video.relay.chromium import started_chromium
from tests.video.relay.flash_and_beep import SOURCE, find
from tests.video.relay.shaper import Shaper
from video.relay.messages import (
    RecordingBegan,
    RecordingStored,
    StartRecording,
    StopRecording,
)


@pytest.fixture(scope="module")
def recorder(relay_redis, tmp_path_factory):
    process = start_recorder(relay_redis.url, tmp_path_factory.mktemp("recordings"))
    yield process
    assert process.stop() == 0


@pytest_asyncio.fixture
async def shaper(relay):
    made = Shaper(relay.port)
    made.open()
    yield made
    made.close()


@pytest.mark.alone
async def test_sound_and_picture_stay_in_step_with_5_percent_loss(
    signalling, relay, recorder, shaper
):
    shaper.up.loss = 0.05
    recording = new_ref()
    recorder.send(
        StartRecording,
        call=signalling.call,
        recording=recording,
        worker=relay.name,
        epoch=1,
    )
    async with started_chromium(signalling) as chromium:
        anna = await chromium.seat(signalling.call, "anna")
        await anna.page.evaluate(SOURCE)
        await anna.join(["camera", "microphone"], [], port=shaper.port)
        await asyncio.sleep(15)
    recorder.hear(RecordingBegan, recording=recording, seconds=1)
    recorder.send(StopRecording, call=signalling.call, recording=recording)
    stored = recorder.hear(RecordingStored, recording=recording)

    index = json.loads((recorder.folder / recording / "index.json").read_text())
    [file] = index["files"]
    found = find(recorder.folder / recording / file["file"])
    assert len(found.flashes) >= 11
    assert len(found.beeps) >= 11
    assert max(abs(skew) for skew in found.skews_ms()) <= 100
    assert stored.size_bytes == file["size_bytes"]
