"""Away, back, and the heartbeat of the open board."""

import datetime as dt

import pytest
import time_machine

from counselling.domain.desks import staffed_desks
from counselling.models import Desk
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_go_away_keeps_the_desk_but_counts_it_out(cast: Cast, kim, office_time):
    kim.post(f"/desk/{cast.desk1.pk}/away/")

    desk = Desk.objects.get(pk=cast.desk1.pk)
    assert (desk.official, desk.away_since) == (cast.kim, office_time)
    assert list(staffed_desks(cast.food)) == []


def test_go_away_is_refused_while_somebody_is_called(cast: Cast, kim, called):
    kim.post(f"/desk/{cast.desk1.pk}/away/")

    assert Desk.objects.get(pk=cast.desk1.pk).away_since is None


def test_come_back_counts_the_desk_again(cast: Cast, kim):
    kim.post(f"/desk/{cast.desk1.pk}/away/")

    kim.post(f"/desk/{cast.desk1.pk}/back/")

    assert list(staffed_desks(cast.food)) == [cast.desk1]


def test_keep_presence_renews_the_desk(cast: Cast, kim, office_time):
    later = office_time + dt.timedelta(seconds=50)

    with time_machine.travel(later, tick=False):
        answer = kim.post(f"/desk/{cast.desk1.pk}/presence/")

    assert (answer.status_code, Desk.objects.get(pk=cast.desk1.pk).seen_at) == (204, later)


def test_keep_presence_leads_away_who_lost_the_desk(cast: Cast, kim):
    Desk.objects.filter(pk=cast.desk1.pk).update(official=cast.lee)

    answer = kim.post(f"/desk/{cast.desk1.pk}/presence/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/desk/"


@pytest.mark.parametrize("act", ["away", "back", "presence"])
def test_presence_refuses_get_strangers_and_other_agencies(client, cast: Cast, kim, act: str):
    address = f"/desk/{cast.desk1.pk}/{act}/"

    assert kim.get(address).status_code == 405
    assert client.post(address).status_code == 404
    assert signed_in(cast.seo).post(address).status_code == 404
