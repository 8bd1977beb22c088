"""Words to who waits (Q5, Q6), text messages when the turn is near (Q15), suspension (Q14)."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from counselling.domain import (
    line_messages,
    line_suspension,
    near_turn,
    queue,
    queue_calling,
    transfer,
)
from counselling.domain.unit_settings import settings_of
from counselling.exceptions import LineSuspended
from counselling.models import LineChange, LiveTopic, Notice, QueueTicket
from tests.cast import Cast
from tests.factories.lines import make_timed_message
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

MINUTE = dt.timedelta(minutes=1)


def told(ticket: QueueTicket) -> list[str]:
    settings = settings_of(ticket.line.department)
    return [item.text for item in line_messages.told_to(ticket, settings, now=timezone.now())]


def sequence(name: str) -> int:
    return LiveTopic.objects.get(name=name).sequence if topic_exists(name) else 0


def topic_exists(name: str) -> bool:
    return LiveTopic.objects.filter(name=name).exists()


def test_q5_words_to_all_reach_everybody_and_words_to_one_only_them(cast: Cast) -> None:
    one, other = make_queue_ticket(cast.service), make_queue_ticket(cast.service)

    line_messages.say(cast.line, "점검으로 10분 늦어집니다.", by=cast.kim)
    line_messages.say(cast.line, "신분증을 준비해 주세요.", by=cast.kim, ticket=one)

    assert told(one) == ["점검으로 10분 늦어집니다.", "신분증을 준비해 주세요."]
    assert told(other) == ["점검으로 10분 늦어집니다."]


def test_q5_words_are_live_at_once_and_gone_when_taken_back(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    message = line_messages.say(cast.line, "늦어집니다.", by=cast.kim)
    assert sequence(f"line:{cast.line.pk}") == 1

    line_messages.take_back(message, by=cast.lee)

    assert told(ticket) == []
    assert sequence(f"line:{cast.line.pk}") == 2
    message.refresh_from_db()
    assert message.taken_back_by == cast.lee


def test_q5_words_of_yesterday_are_not_shown(cast: Cast) -> None:
    with time_machine.travel(timezone.now() - dt.timedelta(days=1), tick=False):
        line_messages.say(cast.line, "오늘은 일찍 닫습니다.", by=cast.kim)

    assert told(make_queue_ticket(cast.service)) == []


def test_q6_after_some_time_people_are_told_and_later_given_the_number(cast: Cast) -> None:
    cast.food.phone = "02-100-2000"
    cast.food.save()
    waits = {
        minutes: make_queue_ticket(cast.service, waiting_since=timezone.now() - minutes * MINUTE)
        for minutes in (9, 10, 30)
    }

    settings = settings_of(cast.food)
    heard = {
        minutes: line_messages.told_to(ticket, settings, now=timezone.now())
        for minutes, ticket in waits.items()
    }

    assert heard[9] == []
    assert [item.phone for item in heard[10]] == [""]
    assert [item.phone for item in heard[30]] == ["02-100-2000"]


def test_q6_own_messages_of_a_line_replace_the_first_ones(cast: Cast) -> None:
    make_timed_message(cast, after_minutes=5)
    ticket = make_queue_ticket(cast.service, waiting_since=timezone.now() - 40 * MINUTE)

    assert told(ticket) == ["기다려 주세요."]


def test_q6_the_page_knows_when_to_ask_for_the_next_message(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service, waiting_since=timezone.now() - 4 * MINUTE)

    assert line_messages.seconds_to_next(ticket, now=timezone.now()) == 6 * 60 + 1


def test_q15_who_asked_gets_one_text_when_two_are_ahead_and_no_more(cast: Cast) -> None:
    for minutes in (30, 20, 10):
        make_queue_ticket(cast.service, waiting_since=timezone.now() - minutes * MINUTE)
    away = make_queue_ticket(cast.service, phone="01012345678")
    near_turn.ask_for_text(away, phone="01012345678")
    assert texts() == []

    queue_calling.call_next(cast.desk1, official=cast.kim)
    assert len(texts()) == 1
    assert "곧 옵니다" in texts()[0]

    queue_calling.call_next(cast.desk2, official=cast.lee)
    assert len(texts()) == 1


def test_q15_nobody_is_told_without_having_asked(cast: Cast) -> None:
    make_queue_ticket(cast.service, waiting_since=timezone.now() - 9 * MINUTE)
    make_queue_ticket(cast.service, phone="01012345678")

    queue_calling.call_next(cast.desk1, official=cast.kim)

    assert texts() == []


def texts() -> list[str]:
    return list(Notice.objects.filter(kind="turn_near").values_list("text", flat=True))


def test_q14_a_suspended_line_says_why_and_until_when_and_keeps_the_note_for_staff(
    cast: Cast,
) -> None:
    until = timezone.now() + 30 * MINUTE
    line_suspension.suspend_line(
        cast.line, by=cast.kim, text_ko="점검 중입니다.", note="서버 점검", until=until
    )

    with pytest.raises(LineSuspended, match="점검 중") as refused:
        queue.take_queue_ticket(cast.service, holder="browser:a", name="김민원")

    assert refused.value.until == until
    change = LineChange.objects.get()
    assert (change.from_state, change.to_state, change.why) == ("open", "suspended", "서버 점검")


def test_q14_those_inside_are_still_served(cast: Cast) -> None:
    inside = make_queue_ticket(cast.service)
    line_suspension.suspend_line(cast.line, by=cast.kim)

    assert queue_calling.call_next(cast.desk1, official=cast.kim).queue_ticket == inside


def test_q14_the_line_opens_by_itself_at_its_time(cast: Cast) -> None:
    until = timezone.now() + 30 * MINUTE
    line_suspension.suspend_line(cast.line, by=cast.kim, until=until)

    with time_machine.travel(until, tick=False):
        queue.take_queue_ticket(cast.service, holder="browser:a", name="김민원")
        assert line_suspension.resume_due_lines() == 1

    cast.line.refresh_from_db()
    assert (cast.line.is_suspended, cast.line.suspended_until) == (False, None)


def test_q14_nobody_is_transferred_into_a_suspended_line(cast: Cast) -> None:
    line_suspension.suspend_line(cast.civil.line, by=cast.seo)

    with pytest.raises(LineSuspended):
        transfer.transfer(
            make_queue_ticket(cast.service), to=cast.passport, reason="여권 일", by=cast.kim
        )


def test_q9_a_person_is_called_again_and_missed_after_three_calls(cast: Cast) -> None:
    make_queue_ticket(cast.service)
    ticket = queue_calling.call_next(cast.desk1, official=cast.kim).queue_ticket
    assert ticket is not None
    first = ticket.called_at

    with time_machine.travel(timezone.now() + MINUTE, tick=False):
        calls = [queue_calling.call_again(ticket, by=cast.kim) for _press in range(3)]

    assert calls == [True, True, False]
    ticket.refresh_from_db()
    assert (ticket.state, ticket.times_missed) == ("missed", 1)
    assert first is not None
