"""The practice room: the robot greets, echoes, and its figures are stored."""

import json
import time

import pytest
import redis
from django.conf import settings
from django.urls import reverse

from video import calls, practice
from video.enums import CallKind
from video.exceptions import NoRobot
from video.models import Call, PracticeRun
from video.relay.messages import (
    ROBOT_COMMANDS,
    ROBOTS_SET,
    PracticeSaid,
    RobotHeartbeat,
    parse_robot_command,
    robot_key,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def robot():
    beat = RobotHeartbeat(robot="practice-a", kind="practice", at=0.0, busy=0)
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.sadd(ROBOTS_SET, "practice-a")
        client.set(robot_key("practice-a"), beat.to_json(), ex=60)
        yield client
        client.delete(ROBOT_COMMANDS, ROBOTS_SET, robot_key("practice-a"))


def said(call: Call, phase: str, **figures: float) -> PracticeSaid:
    return PracticeSaid(call=call.ref, at=time.time(), phase=phase, **figures)  # type: ignore[arg-type]


def test_a_visit_gets_a_call_with_two_seats_and_the_robot_is_told(robot):
    seats = practice.open_practice_call(name="나", robot_name="도우미", language="ko")

    [(_entry, body)] = robot.xrange(ROBOT_COMMANDS)
    command = parse_robot_command(body[b"data"])
    assert (command.call, command.seat, command.guest) == (
        seats.guest.call.ref,
        seats.robot.ref,
        seats.guest.ref,
    )


def test_without_a_robot_there_is_no_call():
    with pytest.raises(NoRobot):
        practice.open_practice_call(name="나", robot_name="도우미", language="ko")

    assert not Call.objects.exists()


def test_phases_only_go_forward(robot):
    call = practice.open_practice_call(name="나", robot_name="도우미", language="ko").guest.call

    practice.take_word(said(call, "done", sound_packets=500, picture_frames=300, loss=0.01))
    practice.take_word(said(call, "greeting"))

    run = PracticeRun.objects.get(call=call)
    assert (run.phase, run.sound_packets, run.sent_loss) == ("done", 500, 0.01)
    assert run.finished_at is not None


def test_the_page_is_told_the_seats(robot, client):
    answer = json.loads(client.post(reverse("practice_call")).content)

    call = Call.objects.get(kind=CallKind.PRACTICE)
    guest, host = call.seats.order_by("pk")
    assert (answer["seat"], answer["robot"]) == (guest.ref, host.ref)


def test_a_page_without_a_robot_gets_a_sentence(client):
    answer = client.post(reverse("practice_call"))

    assert (answer.status_code, answer.json()["code"]) == (503, "no_robot")


def test_the_call_is_over_when_the_guest_leaves(robot):
    seats = practice.open_practice_call(name="나", robot_name="도우미", language="ko")

    calls.leave(seats.guest)

    assert Call.objects.get().ended_at is not None
