"""When something goes wrong: plain words and a way on, whatever is broken."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db


def test_unknown_address_is_said_in_words(client: Client) -> None:
    answer = client.get("/nothing-here/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "찾으시는 화면이 없습니다" in page
    assert 'href="/enter/"' in page


def test_old_form_is_said_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/enter/", {"name": "박민원"})

    assert answer.status_code == 403
    assert "화면이 오래되어 처리하지 못했습니다" in answer.content.decode()


def test_address_of_a_button_is_said_in_words(client: Client) -> None:
    answer = client.get("/display/")

    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "앞 화면으로 돌아가 다시 눌러 주세요." in page
    assert 'href="/enter/"' in page


@pytest.mark.parametrize("name", ["400", "405", "500", "503"])
def test_page_can_be_drawn_without_a_request(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert 'href="/"' in page
    assert "<form" not in page


def test_every_page_is_strict_about_scripts(client: Client) -> None:
    answer = client.get("/enter/")

    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
