import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import desks
from counselling.enums import QueueTicketState
from counselling.exceptions import DeskBusy, DeskTaken
from counselling.models import Desk
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db

MINUTES = dt.timedelta(minutes=1)


def test_a_desk_has_one_official(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)

    with pytest.raises(DeskTaken):
        desks.sit_down(cast.desk1, official=cast.lee)
    desks.sit_down(cast.desk1, official=cast.kim)


def test_an_official_has_one_desk(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)

    desks.sit_down(cast.desk2, official=cast.kim)

    assert list(Desk.objects.filter(official=cast.kim)) == [cast.desk2]


def test_an_abandoned_desk_may_be_taken_over(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim, now=timezone.now() - 2 * MINUTES)

    desks.sit_down(cast.desk1, official=cast.lee)

    assert cast.desk1.official == cast.lee


def test_a_desk_with_a_person_is_neither_left_nor_taken_over(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim, now=timezone.now() - 2 * MINUTES)
    make_queue_ticket(cast.service, state=QueueTicketState.CALLED, desk=cast.desk1)

    with pytest.raises(DeskBusy):
        desks.stand_up(cast.desk1)
    with pytest.raises(DeskTaken):
        desks.sit_down(cast.desk1, official=cast.lee)


def test_presence_expires_by_itself(cast: Cast) -> None:
    now = timezone.now()
    desks.sit_down(cast.desk1, official=cast.kim, now=now)

    assert list(desks.staffed_desks(cast.food, now=now + MINUTES)) == [cast.desk1]
    later = now + 2 * MINUTES
    assert list(desks.staffed_desks(cast.food, now=later)) == []
    desks.keep_presence(cast.desk1, official=cast.kim, now=later)
    assert list(desks.staffed_desks(cast.food, now=later)) == [cast.desk1]


def test_an_official_who_is_away_keeps_the_desk_but_does_not_staff_it(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    desks.go_away(cast.desk1)

    assert not desks.staffed_desks(cast.food).exists()
    desks.come_back(cast.desk1)
    assert desks.staffed_desks(cast.food).exists()
