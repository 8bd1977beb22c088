"""My sessions: by browser and by account."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain import booking_requests, disposition, queue_calling, sessions
from counselling.domain.queue import enter_for_appointment
from counselling.enums import Outcome
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
    with django_assert_num_queries(6):
        client.get("/my/")
    for hours in (1, 2):
        make_appointment(
            cast.service,
            cast.desk1,
            citizen=cast.hong,
            starts_at=TODAY_AT_11 + dt.timedelta(hours=hours),
        )

    with django_assert_num_queries(6):
        client.get("/my/")


def test_c13_my_sessions_show_what_is_to_come_what_was_and_its_outcome(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.hong)
    coming = make_appointment(
        cast.service, cast.desk1, citizen=cast.hong, starts_at=TODAY_AT_11 + dt.timedelta(days=1)
    )
    past = make_appointment(cast.service, cast.desk1, citizen=cast.hong)
    ticket = enter_for_appointment(past)
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    disposition.close_session(session, outcome=Outcome.VISIT_NEEDED, by=cast.kim)
    request, _code = booking_requests.ask(
        cast.service, name="홍길동", question="언제든 됩니다", by=cast.hong
    )

    page = client.get("/my/")

    assert (page.context["upcoming"], page.context["past"]) == ([coming], [past])
    assert list(page.context["requests"]) == [request]
    text = page.content.decode()
    assert "방문이 필요합니다" in text
    assert f"/sessions/{session.ref}/" in text
