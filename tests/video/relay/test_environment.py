"""The relay's settings."""

import pytest

from video.relay.environment import SettingError, Settings, read_settings

URL = "redis://127.0.0.1:6379/0"


def test_the_defaults():
    settings = read_settings({"REDIS_URL": URL}, index=2)

    assert (settings.redis_url, settings.port) == (URL, 40002)
    assert settings.addresses[0] == "127.0.0.1"


def test_everything_set():
    environ = {
        "REDIS_URL": URL,
        "RELAY_PORT": "50000",
        "RELAY_ADVERTISED_ADDRESS": "203.0.113.5, 2001:db8::5",
    }

    assert read_settings(environ, index=1) == Settings(
        redis_url=URL, port=50001, addresses=("203.0.113.5", "2001:db8::5")
    )


def test_a_setting_may_come_from_a_file(tmp_path):
    file = tmp_path / "url"
    file.write_text(URL + "\n")

    assert read_settings({"REDIS_URL_FILE": str(file)}, index=0).redis_url == URL


def test_port_0_is_any_port_for_every_index():
    assert read_settings({"REDIS_URL": URL, "RELAY_PORT": "0"}, index=3).port == 0


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"REDIS_URL": "localhost"}, "REDIS_URL should start with redis://, rediss:// or unix://."),
        (
            {"REDIS_URL": URL, "REDIS_URL_FILE": "/x"},
            "Both REDIS_URL and REDIS_URL_FILE are set; only one may be.",
        ),
        (
            {"REDIS_URL_FILE": "/nowhere"},
            "REDIS_URL_FILE names a file that cannot be read: /nowhere.",
        ),
        (
            {"REDIS_URL": URL, "RELAY_PORT": "65535"},
            "RELAY_PORT 65535 plus the index 1 is above 65535.",
        ),
    ],
)
def test_a_mistyped_setting_is_named(environ, sentence):
    with pytest.raises(SettingError) as caught:
        read_settings(environ, index=1)

    assert str(caught.value) == sentence
