"""The robot of the practice room over the really started relay."""

import asyncio

import pytest

from tests.robot_processes import RobotProcess
from tests.video.relay.chromium import started_chromium
from video.relay.messages import PracticeSaid, Practise

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("practice")]


@pytest.fixture(scope="module")
def robot(relay_redis):
    process = RobotProcess(relay_redis.url, "practice")
    yield process
    assert process.stop() == 0


async def hear(robot, signalling, phase: str) -> PracticeSaid:
    return await asyncio.to_thread(
        robot.hear, PracticeSaid, call=signalling.call, phase=phase, seconds=20
    )


async def test_the_robot_greets_echoes_and_says_what_it_found(signalling, robot):
    robot.send(Practise, call=signalling.call, seat="robot", guest="anna", language="en")
    async with started_chromium(signalling) as chromium:
        anna = await chromium.seat(signalling.call, "anna")
        await anna.join(["camera", "microphone"], [["robot", "camera"], ["robot", "microphone"]])
        await hear(robot, signalling, "listening")
        greeted = await anna.figures()
        await hear(robot, signalling, "echoing")
        before = await anna.figures()
        said = await hear(robot, signalling, "done")
        after = await anna.figures()

    assert greeted["frames"]["2"] > 5
    assert greeted["energy"]["3"] > 0
    # A still comes twice a second; what comes back is the camera's 30.
    assert after["frames"]["2"] - before["frames"]["2"] > 90
    assert after["energy"]["3"] > before["energy"]["3"]
    # Many short hiccups are a busy machine; a stand-still is one that lasts.
    assert after["frozen"] < max(after["freezes"], 1)
    assert said.sound_packets > 400
    assert said.picture_frames > 200
    assert said.loss < 0.01


async def test_a_guest_who_only_listens_is_greeted_too(signalling, robot):
    robot.send(Practise, call=signalling.call, seat="robot", guest="anna")
    async with started_chromium(signalling) as chromium:
        anna = await chromium.seat(signalling.call, "anna")
        await anna.join([], [["robot", "camera"], ["robot", "microphone"]])
        said = await hear(robot, signalling, "listening")
        greeted = await anna.figures()

    assert greeted["energy"]["1"] > 0
    assert (said.sound_packets, said.picture_frames) == (0, 0)
