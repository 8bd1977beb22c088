"""T1.7: a notice goes out once and only once, whatever dies on the way.

Real Celery workers and beats over a real Redis and PostgreSQL; the SMTP server and the SMS gateway
are stand-ins that can hold a message at a chosen place. A delay of 60 s is allowed; here all waits
are some times shorter (tests.hurried), so that the tests are too.
"""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from counselling.domain.notice_sending import TRY_LASTS_AT_MOST
from counselling.schedule import BEAT_SCHEDULE
from tests.notice_site import (
    CANCEL,
    POLL,
    REMIND,
    NoticeSite,
    children_of,
    start_site,
    wait_until,
)
from tests.services import start_redis, wait_for_port

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("idle")]

LATEST_SECONDS = 60
BEATS = ("beat 1", "beat 2")
WORKERS = ("worker 1", "worker 2")


@pytest.fixture(scope="module")
def site() -> Iterator[NoticeSite]:
    started = start_site()
    yield started
    started.stop()


@pytest.fixture
def running(site: NoticeSite) -> Iterator[NoticeSite]:
    """Two workers and two beats, which is one beat too many."""
    for name in WORKERS:
        site.start_worker(name)
    for name in BEATS:
        site.start_beat(name)
    yield site
    _end(site, *WORKERS, *BEATS)


def test_t1_7_a_notice_whose_worker_died_is_taken_over_within_a_minute() -> None:
    poll_seconds = BEAT_SCHEDULE["send due notices"]["schedule"]

    assert TRY_LASTS_AT_MOST.total_seconds() + poll_seconds < LATEST_SECONDS


def test_t1_7_reminders_survive_a_worker_killed_in_mid_task(site: NoticeSite) -> None:
    lost, taken = "01000000001", "01000000002"
    lost_letter, taken_letter = "lost@example.test", "taken@example.test"
    gates = [
        site.outside.hold(lost, after_taking=False),
        site.outside.hold(taken, after_taking=True),
        site.outside.hold(lost_letter, after_taking=False),
        site.outside.hold(taken_letter, after_taking=True),
    ]
    site.start_worker("doomed")
    site.run(REMIND, addresses=[lost, taken, lost_letter, taken_letter], seconds=2)
    site.run(POLL, times=4, after_seconds=2)
    for gate in gates:
        assert gate.reached.wait(30)

    site.send("doomed", signal.SIGKILL)
    for gate in gates:
        gate.opened.set()
    for name in (*WORKERS, *BEATS):
        (site.start_worker if name in WORKERS else site.start_beat)(name)
    expected = {lost: "sent", taken: "sent", lost_letter: "sent", taken_letter: "unsure"}
    seconds = wait_until(
        lambda: site.states("reminder_soon") == expected,
        seconds=LATEST_SECONDS,
        what="everything is settled",
    )
    _end(site, *WORKERS, *BEATS)

    print(f"settled {seconds:.0f} s after the kill")
    assert Counter(text["to"] for text in site.outside.texts) == {lost: 1, taken: 1}
    assert Counter(letter["To"] for letter in site.outside.letters) == {
        lost_letter: 1,
        taken_letter: 1,
    }
    assert len(set(site.outside.asked)) == 2 < len(site.outside.asked)


def test_t1_7_a_killed_child_of_a_worker_loses_and_doubles_nothing(site: NoticeSite) -> None:
    number = "01000000003"
    gate = site.outside.hold(number, after_taking=True)
    site.start_worker("worker 1", pool="prefork")
    site.start_beat("beat 1")
    site.run(REMIND, addresses=[number], seconds=2)
    site.run(POLL, times=1, after_seconds=2)
    assert gate.reached.wait(30)

    for child in children_of(site.processes["worker 1"].pid):
        os.kill(child, signal.SIGKILL)
    gate.opened.set()
    wait_until(
        lambda: site.states("reminder_soon")[number] == "sent",
        seconds=LATEST_SECONDS,
        what="the reminder is sent",
    )
    _end(site, "worker 1", "beat 1")

    assert _texts_to(site, number) == 1


def test_t1_7_two_beats_and_two_workers_send_each_reminder_once(running: NoticeSite) -> None:
    numbers = [f"0101000{number:04}" for number in range(40)]
    running.run(REMIND, addresses=numbers, seconds=3)

    wait_until(
        lambda: all(_texts_to(running, number) for number in numbers),
        seconds=LATEST_SECONDS,
        what="every reminder is sent",
    )
    running.run(POLL, times=4, after_seconds=0)

    states = running.states("reminder_soon")
    assert {states[number] for number in numbers} == {"sent"}
    assert [_texts_to(running, number) for number in numbers] == [1] * len(numbers)


def test_t1_7_redis_lost_between_commit_and_send_loses_and_doubles_nothing(
    running: NoticeSite,
) -> None:
    numbers = [f"0102000{number:04}" for number in range(5)]
    reminded = [f"0103000{number:04}" for number in range(5)]
    running.run(REMIND, addresses=numbers, seconds=86400)
    _end(running, *WORKERS)
    running.run(REMIND, addresses=reminded, seconds=1)
    running.run(CANCEL, addresses=numbers)
    running.run(POLL, times=1, after_seconds=0)  # reminders are due, nobody has sent one
    assert running.states("appointment_cancelled") == dict.fromkeys(numbers, "waiting")
    assert set(map(running.states("reminder_soon").get, reminded)) == {"waiting"}

    running.send("redis", signal.SIGKILL)
    port = urlsplit(running.environment["REDIS_URL"]).port
    assert port is not None
    running.processes["redis"].wait(10)
    running.processes["redis"] = start_redis(port)
    wait_for_port(port)
    for name in WORKERS:
        running.start_worker(name)
    seconds = wait_until(
        lambda: all(_texts_to(running, number) for number in [*numbers, *reminded]),
        seconds=LATEST_SECONDS,
        what="every notice is sent",
    )
    running.run(POLL, times=4, after_seconds=0)

    print(f"sent {seconds:.0f} s after Redis came back empty")
    assert [_texts_to(running, number) for number in [*numbers, *reminded]] == [1] * 10


def _texts_to(site: NoticeSite, number: str) -> int:
    return sum(text["to"] == number for text in site.outside.texts)


def _end(site: NoticeSite, *names: str) -> None:
    for name in names:
        site.processes[name].send_signal(signal.SIGCONT)
        site.processes[name].terminate()
    for name in names:
        site.processes.pop(name).wait(20)
