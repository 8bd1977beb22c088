"""Asking colleagues for help: once per desk, answered once, gone after a while (D9)."""

import datetime as dt

import pytest
import time_machine

from counselling import live
from counselling.domain import help_requests
from counselling.domain.department_topics import help_topic
from counselling.exceptions import HelpAskedAlready, HelpOver
from counselling.models import HelpRequest
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Cast) -> HelpRequest:
    return help_requests.ask(cast.desk1, by=cast.kim, text="이 서류가 맞나요?")


def test_d9_a_question_tells_the_boards_of_the_department_only(
    cast: Cast, asked: HelpRequest
) -> None:
    topics = [help_topic(cast.food), help_topic(cast.civil)]

    assert list(live.sequences(topics).values()) == [1, 0]
    assert help_requests.shown_at(cast.desk2, official=cast.lee) == [asked]
    assert help_requests.shown_at(cast.civil_desk, official=cast.seo) == []


def test_a_desk_has_one_open_question(cast: Cast, asked: HelpRequest) -> None:
    with pytest.raises(HelpAskedAlready):
        help_requests.ask(cast.desk1, by=cast.kim)


def test_a_question_is_answered_once_and_the_history_says_by_whom(
    cast: Cast, asked: HelpRequest
) -> None:
    help_requests.answer(asked, by=cast.lee, text="네, 맞습니다.")
    asked.refresh_from_db()

    with pytest.raises(HelpOver):
        help_requests.answer(asked, by=cast.park, text="아니요.")
    with pytest.raises(HelpOver):
        help_requests.take_back(asked, by=cast.kim)
    assert (asked.answer, asked.answered_by) == ("네, 맞습니다.", cast.lee)
    steps = asked.changes.values_list("to_state", "actor")
    assert list(steps) == [("asked", cast.kim.pk), ("answered", cast.lee.pk)]


def test_an_answer_is_shown_to_who_asked_for_ten_minutes(cast: Cast, asked: HelpRequest) -> None:
    help_requests.answer(asked, by=cast.lee, text="네.")

    assert help_requests.shown_at(cast.desk1, official=cast.kim) == [asked]
    assert help_requests.shown_at(cast.desk2, official=cast.lee) == []
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=11)):
        assert help_requests.shown_at(cast.desk1, official=cast.kim) == []
