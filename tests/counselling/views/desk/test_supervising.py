"""The supervisor's view: every desk, and coming into a session with everybody's knowledge."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain import desks
from counselling.models import CounsellingSession, Desk
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def park(cast: Cast) -> Client:
    return signed_in(cast.park)


def test_supervisor_sees_every_desk_and_who_is_there(
    cast: Cast, park: Client, session: CounsellingSession, office_time: dt.datetime
) -> None:
    desks.sit_down(cast.desk2, official=cast.lee)
    Desk.objects.filter(pk=cast.desk2.pk).update(seen_at=office_time - dt.timedelta(minutes=2))

    rows = park.get(f"/desk/departments/{cast.food.pk}/").context["page"].desks

    assert [(row.desk, row.state) for row in rows] == [
        (cast.desk1, "in_call"),
        (cast.desk2, "left"),
    ]
    assert rows[0].session == session


@pytest.mark.parametrize("count", [1, 3])
def test_the_view_asks_the_database_as_often_for_many(
    cast: Cast, park: Client, session: CounsellingSession, count: int, django_assert_num_queries
) -> None:
    for _number in range(count):
        make_queue_ticket(cast.service)

    with django_assert_num_queries(9):
        park.get(f"/desk/departments/{cast.food.pk}/now/")


def test_listening_needs_a_reason_and_says_that_it_is_never_silent(
    park: Client, session: CounsellingSession
) -> None:
    page = park.post(f"/desk/sessions/{session.ref}/listen/", {"reason": ""}).content.decode()

    assert "들어가는 까닭을 적어 주세요." in page
    assert "몰래 들을 수 없습니다." in page
    assert not session.participants.filter(role="listener").exists()


@pytest.mark.parametrize(("act", "role"), [("listen", "listener"), ("step-in", "colleague")])
def test_supervisor_comes_into_the_call(
    park: Client, session: CounsellingSession, act: str, role: str
) -> None:
    answer = park.post(f"/desk/sessions/{session.ref}/{act}/", {"reason": "확인"}, follow=True)

    assert 'data-behaviour="call-stage"' in answer.content.decode()
    assert session.participants.get(role=role).name == "박책임"


def test_supervisor_gives_a_session_to_another_desk(
    cast: Cast, park: Client, kim: Client, session: CounsellingSession
) -> None:
    desks.sit_down(cast.desk2, official=cast.lee)
    address = f"/desk/sessions/{session.ref}/reassign/"

    park.post(address, {"desk": cast.desk2.pk})
    session.refresh_from_db()

    assert (session.desk, session.official) == (cast.desk2, cast.lee)
    board = signed_in(cast.lee).get(f"/desk/{cast.desk2.pk}/").content.decode()
    assert "이 화면에서 통화하기" in board


def test_a_wrong_desk_is_refused_in_words(
    cast: Cast, park: Client, session: CounsellingSession
) -> None:
    address = f"/desk/sessions/{session.ref}/reassign/"

    page = park.post(address, {"desk": cast.civil_desk.pk}, follow=True).content.decode()

    assert "창구를 고르세요." in page


def test_views_of_one_case_differ_by_who_looks(
    cast: Cast, park: Client, kim: Client, session: CounsellingSession
) -> None:
    """Supervisor, official in charge, colleague, stranger: what of the session each may open."""
    addresses = [
        f"/desk/{cast.desk1.pk}/",
        f"/desk/departments/{cast.food.pk}/",
        f"/desk/sessions/{session.ref}/listen/",
        f"/desk/sessions/{session.ref}/beside/",
    ]
    people = {"park": park, "kim": kim, "lee": signed_in(cast.lee), "seo": signed_in(cast.seo)}

    seen = {who: [c.get(address).status_code for address in addresses] for who, c in people.items()}

    assert seen == {
        "park": [302, 200, 200, 404],
        "kim": [200, 404, 404, 404],
        "lee": [302, 404, 404, 404],
        "seo": [404, 404, 404, 404],
    }
