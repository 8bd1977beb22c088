"""Recordings by command: their states, and what a recorder is told."""

import json
import time
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.management import call_command

from tests.video.made import make_call, make_seat
from video import calls, recordings
from video.enums import EndReason
from video.exceptions import CallEnded, NoRobot, NotRecording
from video.models import RelayAssignment
from video.relay.messages import (
    ROBOT_COMMANDS,
    ROBOTS_SET,
    RecordingBegan,
    RecordingStored,
    RobotHeartbeat,
    parse_robot_command,
    robot_key,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client():
    with redis.Redis.from_url(settings.REDIS_URL) as made:
        yield made
        made.delete(ROBOT_COMMANDS, ROBOTS_SET, robot_key("recorder-a"), robot_key("recorder-b"))


def live(client: Any, name: str, *busy_with: str) -> None:
    beat = RobotHeartbeat(
        robot=name, kind="recorder", at=0.0, busy=len(busy_with), recordings=busy_with
    )
    client.sadd(ROBOTS_SET, name)
    client.set(robot_key(name), beat.to_json(), ex=60)


def told(client: Any) -> list[Any]:
    return [parse_robot_command(body[b"data"]) for _, body in client.xrange(ROBOT_COMMANDS)]


def began(recording: Any) -> RecordingBegan:
    return RecordingBegan(call=recording.call.ref, at=time.time(), recording=recording.ref)


def stored(recording: Any, **fields: int) -> RecordingStored:
    fields = {"seconds": 60, "size_bytes": 900} | fields
    return RecordingStored(
        call=recording.call.ref, at=time.time(), recording=recording.ref, **fields
    )


def steps(recording: Any) -> list[tuple[str, str]]:
    return [(change.from_state, change.to_state) for change in recording.changes.all()]


def test_a_recording_is_asked_for_once_with_all_that_is_known_of_the_call(client):
    live(client, "recorder-a", "x")
    live(client, "recorder-b")
    call = make_call()
    seat = make_seat(call)
    seat.tracks = [{"source": "camera", "kind": "video", "muted": False}]
    seat.save()
    RelayAssignment.objects.create(call=call, worker="w1", epoch=3)

    recording = recordings.start_recording(call)
    again = recordings.start_recording(call)

    assert again == recording
    [command] = told(client)
    assert (command.robot, command.recording) == ("recorder-b", recording.ref)
    assert (command.worker, command.epoch) == ("w1", 3)
    assert [(s.seat, s.sources) for s in command.seats] == [(seat.ref, ("camera",))]
    assert steps(recording) == [("", "asking")]


def test_without_a_recorder_nothing_is_begun(client):
    call = make_call()

    with pytest.raises(NoRobot):
        recordings.start_recording(call)

    assert not call.recordings.exists()


def test_a_call_that_is_over_is_not_recorded(client):
    live(client, "recorder-a")
    call = make_call()
    calls.end_call(call, reason=EndReason.FINISHED)

    with pytest.raises(CallEnded):
        recordings.start_recording(call)


def test_a_recording_goes_through_its_states_each_once(client):
    live(client, "recorder-a")
    recording = recordings.start_recording(make_call())
    for _ in range(2):
        recordings.take_word(began(recording))
    recording.refresh_from_db()
    recordings.pause_recording(recording)
    recordings.resume_recording(recording)
    recordings.stop_recording(recording)
    recordings.stop_recording(recording)
    recordings.take_word(stored(recording))
    recordings.take_word(stored(recording, seconds=1))
    recording.refresh_from_db()

    assert (recording.seconds, recording.size_bytes) == (60, 900)
    assert steps(recording) == [
        ("", "asking"),
        ("asking", "on"),
        ("on", "paused"),
        ("paused", "on"),
        ("on", "on"),
        ("on", "stored"),
    ]
    assert [command.type for command in told(client)] == [
        "start_recording",
        "pause_recording",
        "resume_recording",
        "stop_recording",
    ]
    with pytest.raises(NotRecording):
        recordings.pause_recording(recording)


def test_a_deleted_recording_leaves_no_file(client, settings, tmp_path):
    settings.RECORDINGS_DIR = tmp_path
    live(client, "recorder-a")
    recording = recordings.start_recording(make_call())
    folder = recordings.folder_of(recording)
    folder.mkdir()
    (folder / "a-1.webm").write_bytes(b"x")
    with pytest.raises(NotRecording):
        recordings.delete_recording(recording)
    recordings.stop_recording(recording)
    recordings.take_word(stored(recording))
    recording.refresh_from_db()

    recordings.delete_recording(recording)

    assert recording.state == "deleted"
    assert not folder.exists()


def test_a_recording_in_which_nobody_was_heard_is_not_kept(client):
    live(client, "recorder-a")
    recording = recordings.start_recording(make_call())
    recordings.stop_recording(recording)

    recordings.take_word(stored(recording, size_bytes=0))

    recording.refresh_from_db()
    assert recording.state == "deleted"


def test_the_end_of_the_call_stops_its_recording(client):
    live(client, "recorder-a")
    recording = recordings.start_recording(make_call())

    calls.end_call(recording.call, reason=EndReason.FINISHED)

    recording.refresh_from_db()
    assert recording.stopped_at is not None
    assert told(client)[-1].type == "stop_recording"


def test_a_recorder_that_is_gone_is_replaced(client):
    live(client, "recorder-a")
    recording = recordings.start_recording(make_call())
    live(client, "recorder-b")
    client.delete(robot_key("recorder-a"))

    recordings.look_after_recordings()

    recording.refresh_from_db()
    assert recording.recorder == "recorder-b"
    assert (told(client)[-1].type, told(client)[-1].robot) == ("start_recording", "recorder-b")


def test_a_recorder_at_work_is_left_alone(client):
    live(client, "recorder-a")
    recording = recordings.start_recording(make_call())
    live(client, "recorder-a", recording.ref)

    recordings.look_after_recordings()

    assert len(told(client)) == 1


def test_the_command_starts_and_stops(client, capsys):
    live(client, "recorder-a")
    call = make_call()

    call_command("recording", "start", call.ref)
    call_command("recording", "stop", call.ref)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["state"] for line in lines] == ["asking", "asking"]
    assert call.recordings.get().stopped_at is not None
