"""The process: its settings, its end, and Redis going away."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time

import pytest
import redis

from tests.peers import Browser, RedisProcess, RelayProcess, Signalling, wait_until
from video.relay.messages import (
    WORKERS_SET,
    Done,
    Drain,
    Failed,
    MoveOut,
    RemoveSeat,
    SeatLeft,
    parse_heartbeat,
    worker_key,
)


def run_relay(*flags: str, **environment: str) -> tuple[int, str]:
    environ = {"PATH": os.environ["PATH"], "REDIS_URL": "redis://127.0.0.1:1/0", **environment}
    done = subprocess.run(
        [sys.executable, *flags, "-m", "video.relay"],
        env=environ,
        capture_output=True,
        text=True,
        timeout=20,
    )
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"REDIS_URL": ""}, "REDIS_URL is not set; it should be like redis://127.0.0.1:6379/0."),
        (
            {"RELAY_PORT": "4oooo"},
            "RELAY_PORT should be a number from 0 to 65535, not '4oooo'.",
        ),
        (
            {"RELAY_ADVERTISED_ADDRESS": "example.org"},
            "RELAY_ADVERTISED_ADDRESS should be IP addresses with commas, not 'example.org'.",
        ),
    ],
)
def test_a_wrong_setting_is_refused_with_a_sentence(environment, sentence):
    assert run_relay(**environment) == (2, sentence)


def test_python_without_asserts_is_refused():
    status, sentence = run_relay("-O")

    assert (status, sentence) == (
        2,
        "The relay does not run with python -O: aiortc relies on assert.",
    )


def test_a_taken_port_is_said(relay):
    assert run_relay(RELAY_PORT=str(relay.port)) == (
        2,
        f"The relay cannot use port {relay.port}: Address already in use.",
    )


def test_importing_the_relay_loads_no_django():
    code = "import sys, video.relay.server; print([m for m in sys.modules if 'django' in m])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.stdout.strip() == "[]"


def test_loggers_that_would_write_passwords_stay_at_warning():
    code = (
        "import logging, video.relay.__main__ as main; main._set_up_logging();"
        "print([logging.getLogger(n).getEffectiveLevel() for n in ('aiortc.x', 'aioice.ice')])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.stdout.strip() == str([logging.WARNING, logging.WARNING])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_within_two_seconds_and_says_goodbye(relay_redis, number):
    process = RelayProcess(relay_redis.url)
    signalling = Signalling(relay_redis.url, process.name)
    signalling.call = f"ending-{number}"
    await signalling.open_call(signalling.call)
    anna = Browser(signalling, "anna")
    anna.publish("microphone")
    await anna.join()
    await anna.wait_connected()

    began = time.monotonic()
    process.process.send_signal(number)
    status = await asyncio.to_thread(process.process.wait, 5)

    assert (status, time.monotonic() - began < 2) == (0, True)
    with redis.Redis.from_url(relay_redis.url) as client:
        assert not client.sismember(WORKERS_SET, process.name)
    await signalling.close()


def test_the_heartbeat_tells_of_the_worker(relay, relay_redis):
    with redis.Redis.from_url(relay_redis.url) as client:
        beat = wait_until(lambda: client.get(worker_key(relay.name)))
        left_ms = client.pttl(worker_key(relay.name))

    heartbeat = parse_heartbeat(beat)
    assert (heartbeat.worker, heartbeat.port) == (relay.name, relay.port)
    assert heartbeat.addresses == ("127.0.0.1",)
    assert 0 < left_ms <= 1500


async def test_a_draining_worker_takes_no_new_calls(relay_redis):
    process = RelayProcess(relay_redis.url)
    signalling = Signalling(relay_redis.url, process.name)
    await signalling.open_call("old")

    assert isinstance(await signalling.ask(Drain, call="", epoch=0), Done)

    refused = await signalling.open_call("new")
    assert (type(refused), refused.code) == (Failed, "busy")
    assert isinstance(await signalling.open_call("old"), Done)
    await signalling.close()
    process.stop()


async def test_a_call_does_not_notice_that_redis_is_away():
    own = RedisProcess()
    process = RelayProcess(own.url)
    signalling = Signalling(own.url, process.name)
    signalling.call = "outage"
    await signalling.open_call("outage")
    anna, ben = Browser(signalling, "anna"), Browser(signalling, "ben")
    anna.publish("microphone")
    ben.receive("anna", "microphone")
    await anna.join()
    await ben.join()
    await ben.wait_frames("anna", "microphone")

    own.stop()
    await ben.wait_frames("anna", "microphone", more=75)
    own.start()
    await ben.wait_frames("anna", "microphone")

    # The new Redis is empty: the worker goes on reading its stream, and what it tells arrives.
    again = Signalling(own.url, process.name)
    again.call = "outage"
    assert isinstance(await again.ask(RemoveSeat, call="outage", seat="ben", reason="left"), Done)
    assert await again.wait_event(SeatLeft, seat="ben", reason="left")
    await again.close()
    await signalling.close()
    process.stop()
    own.stop()


async def test_a_worker_told_to_end_waits_until_its_calls_are_served_elsewhere(relay_redis):
    relay = RelayProcess(relay_redis.url, RELAY_DRAIN_SECONDS="20")
    client = Signalling(relay_redis.url, relay.name)
    client.call = "drained"
    await client.open_call("drained")
    browser = Browser(client, "anna")
    browser.publish("microphone")
    await browser.join()
    await browser.wait_connected()

    relay.process.terminate()
    await asyncio.sleep(1)
    assert relay.process.poll() is None
    assert isinstance(await client.open_call("another"), Failed)

    await client.ask(MoveOut, call="drained", epoch=2)
    await browser.close()
    assert await asyncio.to_thread(relay.process.wait, 5) == 0
    await client.close()
