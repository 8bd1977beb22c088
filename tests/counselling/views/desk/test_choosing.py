"""Taking a desk and leaving it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from counselling.domain import desks
from counselling.models import Desk
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.agencies import make_desk

pytestmark = pytest.mark.django_db


def official_at(desk: Desk) -> object:
    return Desk.objects.get(pk=desk.pk).official


def states_of_desks(cast: Cast) -> dict[Desk, str]:
    choices = signed_in(cast.lee).get("/desk/").context["choices"]
    return {choice.desk: choice.state for choice in choices}


def test_choose_lists_only_desks_of_own_departments(cast: Cast):
    answer = signed_in(cast.kim).get("/desk/")

    assert [choice.desk for choice in answer.context["choices"]] == [cast.desk1, cast.desk2]


def test_choose_lists_every_desk_of_an_agency_wide_official(cast: Cast):
    answer = signed_in(cast.seo).get("/desk/")

    assert [choice.desk for choice in answer.context["choices"]] == [cast.civil_desk]


def test_choose_says_which_desks_are_free_taken_and_closed(cast: Cast):
    closed = make_desk(cast.food, 3, is_open=False)
    desks.sit_down(cast.desk1, official=cast.kim)

    assert states_of_desks(cast) == {cast.desk1: "taken", cast.desk2: "free", closed: "closed"}


def test_choose_says_that_a_desk_was_abandoned(cast: Cast, kim, office_time):
    with time_machine.travel(office_time + dt.timedelta(minutes=2), tick=False):
        assert states_of_desks(cast) == {cast.desk1: "abandoned", cast.desk2: "free"}


def test_choose_leads_straight_to_the_board_of_the_desk_one_sits_at(cast: Cast, kim):
    answer = kim.get("/desk/")

    assert answer["Location"] == reverse("desk_board", args=[cast.desk1.pk])


def test_choose_asks_a_stranger_to_sign_in(client, cast: Cast):
    assert client.get("/desk/")["Location"].startswith("/accounts/login/?next=/desk/")


def test_choose_refuses_a_citizen(cast: Cast):
    assert signed_in(cast.hong).get("/desk/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_choose_asks_the_database_as_often_for_many_desks(
    cast: Cast, count: int, django_assert_num_queries
):
    for number in range(3, 3 + count):
        make_desk(cast.food, number)
    client = signed_in(cast.kim)

    with django_assert_num_queries(5):
        client.get("/desk/")


def test_take_seats_the_official(cast: Cast):
    answer = signed_in(cast.kim).post(f"/desk/{cast.desk1.pk}/take/", follow=True)

    assert official_at(cast.desk1) == cast.kim
    assert answer.redirect_chain[-1][0] == f"/desk/{cast.desk1.pk}/"


def test_take_says_that_somebody_else_is_there(cast: Cast, kim):
    answer = signed_in(cast.lee).post(f"/desk/{cast.desk1.pk}/take/", follow=True)

    assert official_at(cast.desk1) == cast.kim
    assert "다른 담당자가 있습니다" in answer.content.decode()


def test_take_says_that_the_desk_is_closed(cast: Cast):
    closed = make_desk(cast.food, 3, is_open=False)

    answer = signed_in(cast.kim).post(f"/desk/{closed.pk}/take/", follow=True)

    assert official_at(closed) is None
    assert "닫힌 창구입니다" in answer.content.decode()


def test_take_refuses_get_strangers_and_other_agencies(client, cast: Cast):
    address = f"/desk/{cast.desk1.pk}/take/"

    assert signed_in(cast.kim).get(address).status_code == 405
    assert client.post(address).status_code == 404
    assert signed_in(cast.seo).post(address).status_code == 404
    assert official_at(cast.desk1) is None


def test_leave_frees_the_desk(cast: Cast, kim):
    answer = kim.post(f"/desk/{cast.desk1.pk}/leave/")

    assert (official_at(cast.desk1), answer["Location"]) == (None, "/desk/")


def test_leave_is_refused_while_somebody_is_called(cast: Cast, kim, called):
    answer = kim.post(f"/desk/{cast.desk1.pk}/leave/", follow=True)

    assert official_at(cast.desk1) == cast.kim
    assert "먼저 상담을 마쳐 주세요" in answer.content.decode()


def test_leave_of_a_desk_where_another_sits_changes_nothing(cast: Cast, kim):
    signed_in(cast.lee).post(f"/desk/{cast.desk1.pk}/leave/")

    assert official_at(cast.desk1) == cast.kim


def test_leave_refuses_get_strangers_and_other_agencies(client, cast: Cast, kim):
    address = f"/desk/{cast.desk1.pk}/leave/"

    assert kim.get(address).status_code == 405
    assert client.post(address).status_code == 404
    assert signed_in(cast.seo).post(address).status_code == 404
    assert official_at(cast.desk1) == cast.kim


def test_abandoned_desk_may_be_taken_over(cast: Cast, kim, office_time):
    with time_machine.travel(office_time + dt.timedelta(minutes=2), tick=False):
        signed_in(cast.lee).post(f"/desk/{cast.desk1.pk}/take/")

    assert official_at(cast.desk1) == cast.lee
