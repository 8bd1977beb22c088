"""After signing in everybody lands where they work."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.mark.parametrize(
    ("person", "place"),
    [("kim", "/desk/"), ("park", "/desk/"), ("choi", "/office/"), ("hong", "/my/")],
)
def test_after_login(client: Client, cast: Cast, person: str, place: str) -> None:
    client.force_login(getattr(cast, person))

    assert client.get("/welcome/")["Location"] == place


def test_after_login_signed_out_leads_to_my(client: Client, db: None) -> None:
    assert client.get("/welcome/")["Location"] == "/my/"
