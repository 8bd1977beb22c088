"""Text size and contrast."""

import pytest

pytestmark = pytest.mark.django_db


def test_display_remembers_the_text_size_and_returns(client):
    answer = client.post("/display/", {"text_size": "larger", "next": "/enter/"})

    assert (answer.status_code, answer["Location"]) == (302, "/enter/")
    assert answer.cookies["text_size"].value == "larger"
    assert 'class="text-larger"' in client.get("/enter/").content.decode()


def test_display_ignores_unknown_sizes(client):
    answer = client.post("/display/", {"text_size": "gigantic"})

    assert "text_size" not in answer.cookies


def test_display_never_leads_to_another_site(client):
    answer = client.post("/display/", {"contrast": "high", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_display_refuses_get(client):
    assert client.get("/display/").status_code == 405
