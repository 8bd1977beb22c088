"""Settings refuse typos with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env

ROOT = Path(__file__).resolve().parents[2]


def test_a_value_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "secret"))

    assert env.text("SECRET_KEY") == "from the file"


def test_a_value_and_a_file_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURN_SECRET", "one")
    monkeypatch.setenv("TURN_SECRET_FILE", "/other")

    with pytest.raises(ImproperlyConfigured, match="not both"):
        env.text("TURN_SECRET")


@pytest.mark.parametrize("value", ["yes", "1", "ture"])
def test_a_mistyped_boolean_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DEBUG", value)

    with pytest.raises(ImproperlyConfigured, match='must be "true" or "false"'):
        env.boolean("DEBUG", default=False)


@pytest.mark.parametrize("value", ["0", "65536", "80a", "-1"])
def test_a_mistyped_port_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PORT", value)

    with pytest.raises(ImproperlyConfigured, match="1 to 65535"):
        env.port("PORT", 8000)


def test_an_origin_with_a_path_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="without a path"):
        env.origin("PUBLIC_URL", "https://maju.example/app")


def test_a_stored_secret_stays_the_same(tmp_path: Path) -> None:
    first = env.stored_secret(tmp_path / "new" / "secret_key")

    assert env.stored_secret(tmp_path / "new" / "secret_key") == first
    assert len(first) >= 50


@pytest.mark.parametrize(
    "missing",
    ["SECRET_KEY", "PUBLIC_URL", "REDIS_URL", "RELAY_ADVERTISED_ADDRESS", "EMAIL_URL", "SMS_URL"],
)
def test_the_service_shape_names_the_variable_that_is_missing(missing: str) -> None:
    complete = {
        "DATABASE_URL": "psql://maju@localhost/maju",
        "SECRET_KEY": "x" * 50,
        "PUBLIC_URL": "https://maju.example",
        "REDIS_URL": "redis://localhost/0",
        "RELAY_ADVERTISED_ADDRESS": "203.0.113.5",
        "EMAIL_URL": "smtp://localhost",
        "SMS_URL": "https://sms.example/send",
        "PATH": os.environ["PATH"],
    }
    environment = {name: value for name, value in complete.items() if name != missing}

    done = subprocess.run(
        [sys.executable, "-c", "import portal.settings"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"ImproperlyConfigured: {missing} is missing" in done.stderr
