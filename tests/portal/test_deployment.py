"""The service shape as it is deployed: over https, behind a proxy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.stack import ROOT

SERVICE_SHAPE = {
    "DATABASE_URL": "psql://maju:secret@127.0.0.1:9/maju",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "SECRET_KEY": "x7Kq2mZr9TbW4nVfL8sJhY3dPcGaEu6QiOoN5tRkXvBwMz1yDjFg",
    "PUBLIC_URL": "https://maju.example",
    "RELAY_ADVERTISED_ADDRESS": "192.0.2.1",
    "EMAIL_URL": "smtp://mail.example",
    "SMS_URL": "https://sms.example/send",
}
COOKIES = """
from django.conf import settings
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE)
print(settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE, settings.DEBUG)
print(settings.ALLOWED_ORIGINS, settings.SECURE_HSTS_SECONDS)
"""


def test_deployment_check_has_nothing_to_say(tmp_path: Path) -> None:
    done = _manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("System check identified no issues")


def test_cookies_of_the_https_shape_are_kept_to_it(tmp_path: Path) -> None:
    done = _manage(tmp_path, "shell", "--verbosity", "0", "-c", COOKIES)

    assert done.stdout.splitlines() == [
        "True True True",
        "True Lax False",
        "['https://maju.example'] 31536000",
    ]


@pytest.mark.django_db
def test_clients_do_not_choose_their_network(client: Client) -> None:
    for number in range(7):
        answer = client.post(
            "/enter/",
            {"name": "박민원", "code": "000000"},
            headers={"x-forwarded-for": f"192.0.2.{number}", "x-real-ip": f"192.0.2.{number}"},
        )

    assert "여러 번 틀렸습니다." in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("path", ["/language/", "/display/", "/accounts/login/"])
def test_nobody_is_led_to_another_site(client: Client, path: str, address: str) -> None:
    answer = client.post(f"{path}?next={address}", {"next": address, "language": "en"})

    assert answer.headers.get("Location", "/").startswith("/")
    assert not answer.headers.get("Location", "/").startswith("//")


def test_pages_are_not_framed() -> None:
    answer = Client().get("/readyz")

    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def _manage(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **SERVICE_SHAPE, "DATA": str(folder)}
    environment["STAFF_SECOND_FACTOR"] = "true"
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
