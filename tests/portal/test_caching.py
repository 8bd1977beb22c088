"""Personal pages are stored nowhere; pages without a person may be."""

import pytest
from django.test import Client

from counselling.entered import KIOSK_COOKIE
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_a_page_for_nobody_in_particular_may_be_stored(client: Client, cast: Cast) -> None:
    assert "Cache-Control" not in client.get("/").headers


def test_pages_of_a_signed_in_person_are_not_stored(client: Client, cast: Cast) -> None:
    client.force_login(cast.hong)

    assert "no-store" in client.get("/my/").headers["Cache-Control"]


def test_pages_of_a_browser_that_entered_a_code_are_not_stored(client: Client, cast: Cast) -> None:
    session = client.session
    session["entered_refs"] = ["abc"]
    session.save()

    assert "no-store" in client.get("/my/").headers["Cache-Control"]


def test_pages_of_a_kiosk_are_not_stored(client: Client, cast: Cast) -> None:
    client.cookies[KIOSK_COOKIE] = "whatever"

    assert "no-store" in client.get("/services/").headers["Cache-Control"]


def test_the_answer_that_begins_a_session_is_not_stored(client: Client, cast: Cast) -> None:
    answer = client.post("/accounts/login/", {"login": "nobody@maju.demo", "password": "wrong"})

    assert "no-store" in answer.headers["Cache-Control"]
