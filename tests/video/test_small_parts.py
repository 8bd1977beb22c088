"""Quality in words, message rate, TURN credentials, references."""

import pytest
from pytest_django import Settings

from video.enums import Quality
from video.quality import judge
from video.rate import TokenBucket
from video.references import ALPHABET, new_reference
from video.turn_credentials import ice_servers


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"loss": 0.0, "rtt_ms": 20, "jitter_ms": 5}, (Quality.GOOD, "")),
        ({"loss": 0.05, "rtt_ms": 20, "jitter_ms": 5}, (Quality.FAIR, "loss")),
        ({"loss": 0.05, "rtt_ms": 900, "jitter_ms": 5}, (Quality.POOR, "delay")),
        ({"loss": 0.0, "rtt_ms": 20, "jitter_ms": 130}, (Quality.POOR, "jitter")),
    ],
)
def test_the_worst_figure_decides(figures: dict[str, float], expected: tuple[Quality, str]) -> None:
    assert judge(**figures) == expected


def test_bucket_lets_a_burst_through_and_then_slows_down() -> None:
    bucket = TokenBucket(rate=20, burst=60, now=0.0)

    assert [bucket.seconds_to_wait(0.0) for _ in range(60)] == [0.0] * 60
    assert bucket.seconds_to_wait(0.0) == pytest.approx(1 / 20)
    assert bucket.seconds_to_wait(1.0) == 0.0


def test_no_ice_server_without_turn(settings: Settings) -> None:
    settings.TURN_URL = ""

    assert ice_servers("seat") == []


def test_turn_credentials_are_what_coturn_reckons(settings: Settings) -> None:
    settings.TURN_URL, settings.TURN_SECRET = "turn:turn.example:3478", "north"

    # printf '1043200:seat' | openssl dgst -sha1 -hmac north -binary | base64
    assert ice_servers("seat", now=1_000_000) == [
        {
            "urls": ["turn:turn.example:3478"],
            "username": "1043200:seat",
            "credential": "1oRu8TAi3j5YhrF/0ewDxAlEKCY=",
        }
    ]


def test_references_are_short_and_readable() -> None:
    made = {new_reference() for _ in range(100)}

    assert len(made) == 100
    assert {len(one) for one in made} == {12}
    assert set("".join(made)) <= set(ALPHABET)
