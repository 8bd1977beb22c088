"""The start page of /office/."""

import pytest

from counselling.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def acts_of(client, user: User) -> list[str]:
    client.force_login(user)
    return [act.url_name for act in client.get("/office/").context["acts"]]


def test_home_shows_each_role_what_it_may_do(client, cast: Cast, settings):
    settings.EMBEDDED = False

    assert acts_of(client, cast.kim) == [
        "desk",
        "desk_bookings",
        "desk_book_for_service",
        "office_recordings",
    ]
    assert acts_of(client, cast.park) == [
        "desk",
        "office_units",
        "desk_bookings",
        "desk_book_for_service",
        "desk_absences",
        "conferences",
        "office_recordings",
    ]
    assert acts_of(client, cast.choi) == [
        "office_units",
        "desk_book_for_service",
        "office_recordings",
        "office_live",
        "office_kiosks",
    ]


def test_home_shows_the_messages_in_the_embedded_shape(client, cast: Cast, settings):
    settings.EMBEDDED = True

    assert acts_of(client, cast.choi) == [
        "office_units",
        "desk_book_for_service",
        "office_recordings",
        "office_live",
        "office_kiosks",
        "office_messages",
    ]


def test_home_names_the_roles(client, cast: Cast):
    client.force_login(cast.kim)

    assert "담당자 · 식품의약품안전처 식품안전정책국" in client.get("/office/").content.decode()


def test_home_refuses_strangers_and_citizens(client, cast: Cast):
    assert client.get("/office/")["Location"].startswith("/accounts/login/")
    client.force_login(cast.hong)
    assert client.get("/office/").status_code == 403
