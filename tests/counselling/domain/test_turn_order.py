"""The order in SQL is the pure rule's, and a line's history plays again to the same calls."""

import datetime as dt
import random

import pytest
from django.utils import timezone

from counselling.domain import queue, queue_calling, queue_presence, queue_setting_aside, transfer
from counselling.domain.queries.turns import waiting_in
from counselling.domain.turn_replay import calls_of_day
from counselling.enums import PriorityClass, QueueTicketState
from counselling.exceptions import DeskBusy, NobodyWaiting
from counselling.models import Desk, QueueTicket, QueueTicketChange
from counselling.timetable.days import day_of
from counselling.timetable.turns import HEAD_STARTS, LOST_AFTER, Place, in_turn
from tests.cast import Cast
from tests.factories.agencies import make_desk, make_service
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

MINUTE = dt.timedelta(minutes=1)


def test_every_priority_class_has_its_head_start() -> None:
    assert set(HEAD_STARTS) == set(PriorityClass.values)


def test_the_order_in_sql_is_that_of_the_pure_rule(cast: Cast) -> None:
    chance, now = random.Random(5), timezone.now()
    for _number in range(60):
        make_queue_ticket(
            cast.service,
            waiting_since=now - chance.randrange(300) * MINUTE,
            priority=chance.choice(PriorityClass.values),
            lost_at=chance.choice([None, None, now]),
        )

    in_sql = [ticket.pk for ticket in waiting_in(cast.food)]

    assert in_sql == [place.key for place in in_turn(map(place_of, QueueTicket.objects.all()))]


def place_of(ticket: QueueTicket) -> Place:
    return Place(
        key=ticket.pk,
        service=ticket.service_id,
        priority=ticket.priority,
        waiting_since=ticket.waiting_since,
        is_lost=ticket.lost_at is not None,
    )


def test_q13_preferred_people_are_called_before_who_came_a_little_earlier(cast: Cast) -> None:
    longest = make_queue_ticket(cast.service, waiting_since=timezone.now() - 40 * MINUTE)
    make_queue_ticket(cast.service, waiting_since=timezone.now() - 20 * MINUTE)
    preferred = make_queue_ticket(cast.service, waiting_since=timezone.now())

    queue_setting_aside.give_class(
        preferred, PriorityClass.PREFERRED, by=cast.kim, why="거동이 불편하심"
    )

    assert [ticket.pk for ticket in waiting_in(cast.food)][:2] == [longest.pk, preferred.pk]
    assert QueueTicketChange.objects.latest("pk").why == "거동이 불편하심"


def test_q13_an_appointment_that_comes_too_late_waits_like_a_walk_in(cast: Cast) -> None:
    earlier = make_queue_ticket(cast.service, waiting_since=timezone.now() - 5 * MINUTE)
    late = make_appointment(cast.service, cast.desk1, starts_at=timezone.now() - 16 * MINUTE)

    ticket = queue.enter_for_appointment(late)

    assert ticket.priority == PriorityClass.WALK_IN
    assert list(waiting_in(cast.food)) == [earlier, ticket]


def test_q7_whose_page_is_gone_for_two_minutes_keeps_the_place_for_later(cast: Cast) -> None:
    now = timezone.now()
    gone = make_queue_ticket(
        cast.service,
        waiting_since=now - 30 * MINUTE,
        seen_at=now - LOST_AFTER - dt.timedelta(seconds=1),
    )
    there = make_queue_ticket(cast.service, waiting_since=now - MINUTE, seen_at=now)

    session = queue_calling.call_next(cast.desk1, official=cast.kim)

    assert session.queue_ticket == there
    gone.refresh_from_db()
    assert (gone.state, gone.lost_at) == (QueueTicketState.WAITING, now)

    queue_presence.keep_place(gone)
    assert queue_calling.call_next(cast.desk2, official=cast.lee).queue_ticket == gone


def test_q7_for_two_minutes_nothing_changes(cast: Cast) -> None:
    now = timezone.now()
    quiet = make_queue_ticket(
        cast.service, waiting_since=now - 30 * MINUTE, seen_at=now - LOST_AFTER
    )
    make_queue_ticket(cast.service, waiting_since=now, seen_at=now)

    assert queue_calling.call_next(cast.desk1, official=cast.kim).queue_ticket == quiet


def test_q7_who_wants_a_text_message_may_be_away(cast: Cast) -> None:
    now = timezone.now()
    away = make_queue_ticket(
        cast.service,
        waiting_since=now - 30 * MINUTE,
        seen_at=now - 20 * MINUTE,
        phone="01012345678",
        texts_when_near=True,
    )

    assert queue_presence.note_lost_everywhere() == 0
    assert queue_calling.call_next(cast.desk1, official=cast.kim).queue_ticket == away


def test_a_line_plays_again_from_its_history(cast: Cast) -> None:
    """A busy line with other services, parking, missing, transfers and chosen calls."""
    chance = random.Random(11)
    other = make_service(cast.food, "mfds-haccp")
    cast.desk1.services.remove(other)
    places = [cast.desk1, cast.desk2, make_desk(cast.food, 3)]
    for number in range(120):
        service = chance.choice([cast.service, other])
        queue.take_queue_ticket(service, holder=f"browser:{number}", name=f"민원인{number}")
        _something_happens(cast, chance, places)

    calls = calls_of_day(cast.line, day_of(timezone.now()))

    assert len(calls) > 20
    assert [who for who, wanted in calls if who != wanted] == []


def _something_happens(cast: Cast, chance: random.Random, places: list[Desk]) -> None:
    waiting = list(QueueTicket.objects.filter(line=cast.line, state="waiting"))
    act = chance.randrange(8)
    someone = chance.choice(waiting)
    if act < 4:
        desk = chance.choice(places)
        for ticket in QueueTicket.objects.filter(desk=desk, state="called"):
            queue_calling.mark_missed(ticket, by=cast.kim)
        try:
            queue_calling.call_next(desk, official=cast.kim)
        except (NobodyWaiting, DeskBusy):
            return
    elif act == 4:
        queue_setting_aside.park(someone, by=cast.kim)
    elif act == 5:
        for ticket in QueueTicket.objects.filter(line=cast.line, state__in=["parked", "missed"])[
            :2
        ]:
            queue_setting_aside.resume(ticket, by=cast.kim)
    elif act == 6:
        queue_setting_aside.give_class(
            someone, PriorityClass.PREFERRED, by=cast.kim, why="우선 배려"
        )
    else:
        transfer.transfer(someone, to=cast.passport, reason="다른 기관 일입니다.", by=cast.kim)
