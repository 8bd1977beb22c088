"""The recorder: a receive-only seat in a process of its own, writing what is forwarded to WebM."""

import asyncio
import json
import os

import pytest
import pytest_asyncio

from tests.peers import RelayProcess, Signalling
from tests.robot_processes import new_ref, start_recorder
from tests.video.relay.chromium import started_chromium
from tests.video.relay.flash_and_beep import SOURCE, find, skews_ms
from tests.video.relay.recorded_caller import Caller, longest_gaps
from tests.video.relay.shaper import Shaper
from video.relay.messages import (
    RecordingBegan,
    RecordingStored,
    StartRecording,
    StopRecording,
)

# A minute in the trials.
SECONDS = int(os.environ.get("RECORDED_SECONDS", "12"))
PLAYED_SECONDS = min(SECONDS, 60) / 2 if SECONDS < 60 else SECONDS
LIMIT_MS = 100
HEARTBEAT_SECONDS = 1.0  # a worker without one for so long is declared dead


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
async def test_sound_and_picture_play_in_step_after_5_percent_loss(
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
    async with started_chromium(signalling, files=recorder.folder) as chromium:
        anna = await chromium.seat(signalling.call, "anna")
        await anna.page.evaluate(SOURCE)
        await anna.join(["camera", "microphone"], [], port=shaper.port)
        await asyncio.sleep(SECONDS)
        recorder.hear(RecordingBegan, recording=recording, seconds=1)
        recorder.send(StopRecording, call=signalling.call, recording=recording)
        stored = await asyncio.to_thread(recorder.hear, RecordingStored, recording=recording)
        await anna.page.close()
        index = json.loads((recorder.folder / recording / "index.json").read_text())
        [file] = index["files"]
        played = await chromium.play(f"{recording}/{file['file']}", seconds=PLAYED_SECONDS)

    found = find(recorder.folder / recording / file["file"])
    assert min(len(found.flashes), len(found.beeps)) >= SECONDS - 4
    assert max(abs(skew) for skew in found.skews_ms()) <= LIMIT_MS
    assert stored.size_bytes == file["size_bytes"]
    assert played["error"] == ""
    assert played["duration"] * 1000 == pytest.approx(file["ends_ms"] - file["starts_ms"], abs=100)
    assert played["played"] >= min(PLAYED_SECONDS, played["duration"]) - 1
    heard = skews_ms(played["flashes"], played["beeps"])
    assert len(heard) >= PLAYED_SECONDS - 3
    assert max(abs(skew) for skew in heard) <= LIMIT_MS
    print(f"file {found.skews_ms()}\nplayed {heard}")


async def _stop(recorder, call: str, recording: str) -> list[dict]:
    """Ends the recording; gives the files of its index."""
    recorder.send(StopRecording, call=call, recording=recording)
    await asyncio.to_thread(recorder.hear, RecordingStored, recording=recording)
    return json.loads((recorder.folder / recording / "index.json").read_text())["files"]


@pytest.mark.alone
async def test_a_killed_worker_costs_at_most_2_seconds(relay_redis, recorder):
    first, second = RelayProcess(relay_redis.url), RelayProcess(relay_redis.url)
    before, after = (Signalling(relay_redis.url, one.name) for one in (first, second))
    before.call = after.call = f"call-{new_ref()}"
    recording = new_ref()
    caller = Caller("anna")
    try:
        await before.open_call(before.call)
        await caller.join(before, epoch=1)
        recorder.send(
            StartRecording, call=before.call, recording=recording, worker=first.name, epoch=1
        )
        await asyncio.to_thread(recorder.hear, RecordingBegan, recording=recording)
        await asyncio.sleep(0.5)

        first.process.kill()
        await asyncio.sleep(HEARTBEAT_SECONDS)  # until then nobody can know
        await after.open_call(after.call, epoch=2)
        await caller.join(after, epoch=2)
        await asyncio.sleep(2)
        files = await _stop(recorder, after.call, recording)
    finally:
        await caller.close()
        for one in (before, after):
            await one.close()
        first.process.kill()
        assert second.stop() == 0

    [file] = files
    gaps = longest_gaps(recorder.folder / recording / file["file"])
    assert sorted(gaps) == ["audio", "video"]
    assert HEARTBEAT_SECONDS / 2 < max(gaps.values()) <= 2


async def test_more_people_than_one_offer_has_lines_are_all_recorded(signalling, relay, recorder):
    """A browser's offer, and the recorder's, has at most 32 lines: 16 people."""
    recording = new_ref()
    callers = [Caller(f"seat{n}") for n in range(18)]
    try:
        for caller in callers:
            await caller.join(signalling, epoch=1)
        recorder.send(
            StartRecording, call=signalling.call, recording=recording, worker=relay.name, epoch=1
        )
        await asyncio.to_thread(recorder.hear, RecordingBegan, recording=recording)
        await asyncio.sleep(2)
        files = await _stop(recorder, signalling.call, recording)
    finally:
        for caller in callers:
            await caller.close()

    recorded = {file["seat"] for file in files if file["sound"] and file["picture"]}
    assert recorded == {f"seat{n}" for n in range(18)}
