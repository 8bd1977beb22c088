"""What a worker tells Prometheus."""

import asyncio
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.benchmarks.load import Load
from tests.benchmarks.subject import join_call
from tests.peers import RedisProcess, RelayProcess, Signalling, eventually, free_port
from video.relay.environment import SettingError, read_settings
from video.relay.messages import Failed

URL = "redis://127.0.0.1:1/0"


@pytest.fixture
def metrics_port() -> int:
    return free_port()


@pytest.fixture
def measured_relay(relay_redis: RedisProcess, metrics_port: int) -> Iterator[RelayProcess]:
    process = RelayProcess(
        relay_redis.url, RELAY_METRICS_PORT=str(metrics_port), RELAY_DRAIN_SECONDS="0"
    )
    yield process
    assert process.stop() == 0


def read(port: int) -> dict[str, float]:
    """Every sample as name{labels} -> value."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    return {
        f"{sample.name}{''.join(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_a_worker_tells_what_it_carries(
    relay_redis: RedisProcess, measured_relay: RelayProcess, metrics_port: int
) -> None:
    signalling = Signalling(relay_redis.url, measured_relay.name)
    load = Load()
    assert await join_call(signalling, load, "measured", seats=2)
    assert not isinstance(await signalling.open_call("moved", epoch=2), Failed)
    assert isinstance(await signalling.open_call("moved", epoch=1), Failed)
    playing = asyncio.create_task(load.play())
    load.resume()

    await asyncio.sleep(2)
    sent, received = await load.count()
    load.pause()

    def is_told() -> dict[str, float] | None:
        told = read(metrics_port)
        return told if told["maju_relay_media_packets_totalin"] == sent else None

    told = await eventually(is_told)
    playing.cancel()
    await asyncio.gather(*(player.peer.close() for player in load.players))
    await signalling.close()
    assert received > 100
    assert told["maju_relay_media_packets_totalout"] == received
    assert told["maju_relay_bytes_totalout"] > received * 50
    assert (told["maju_relay_calls"], told["maju_relay_seats"]) == (2, 2)
    assert told["maju_relay_refusals_totalstale_epoch"] == 1
    assert told["maju_relay_epochs_totaltaken"] == 1
    assert 0 < told["maju_relay_cpu_share"] < 1
    assert {"maju_relay_loop_lag_seconds", "maju_relay_lost_packets_total"} <= told.keys()


def test_metrics_are_off_until_a_port_is_given() -> None:
    environ = {"REDIS_URL": URL, "RELAY_ADVERTISED_ADDRESS": "127.0.0.1"}

    assert read_settings(environ, index=1).metrics_port == 0
    environ["RELAY_METRICS_PORT"] = "9100"
    assert read_settings(environ, index=1).metrics_port == 9101
    environ["RELAY_METRICS_PORT"] = "here"
    with pytest.raises(SettingError, match="RELAY_METRICS_PORT should be a number"):
        read_settings(environ, index=1)
