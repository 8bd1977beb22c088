"""My sessions: by browser and by account."""

import datetime as dt

import pytest
from django.test import Client

from tests.cast import Cast
from tests.counselling.views.citizen.acts import TODAY_AT_11, book, walk_in
from tests.factories.appointments import make_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def test_my_shows_what_this_browser_booked_and_nothing_else(client: Client, cast: Cast) -> None:
    mine = book(client, cast)
    book(Client(), cast, TODAY_AT_11 + dt.timedelta(hours=3))

    assert client.get("/my/").context["upcoming"] == [mine]


def test_my_shows_what_the_account_booked_elsewhere(client: Client, cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, citizen=cast.hong)
    client.force_login(cast.hong)

    assert client.get("/my/").context["upcoming"] == [appointment]


def test_cancelled_appointment_moves_to_the_past(client: Client, cast: Cast) -> None:
    appointment = book(client, cast, TODAY_AT_11 + dt.timedelta(days=1))
    client.post(f"/appointments/{appointment.ref}/cancel/")

    context = client.get("/my/").context

    assert (context["upcoming"], context["past"]) == ([], [appointment])


def test_my_shows_the_place_in_line(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    assert client.get("/my/").context["waiting"] == [ticket]


def test_my_query_count_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries
) -> None:
    client.force_login(cast.hong)
    make_appointment(cast.service, cast.desk1, citizen=cast.hong)
    with django_assert_num_queries(4):
        client.get("/my/")
    for hours in (1, 2):
        make_appointment(
            cast.service,
            cast.desk1,
            citizen=cast.hong,
            starts_at=TODAY_AT_11 + dt.timedelta(hours=hours),
        )

    with django_assert_num_queries(4):
        client.get("/my/")
