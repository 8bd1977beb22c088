"""Programs are told from people, and whoever is mistaken for one goes on with one tick (B12)."""

import datetime as dt

import pytest
import time_machine
from pytest_django.fixtures import Settings

from counselling.forms.quiet_check import QuietCheck

NOON = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on(settings: Settings) -> None:
    settings.BOT_CHECK = True


def sent(seconds: float, **data: str) -> QuietCheck:
    """Draw a form, send it after so many seconds."""
    with time_machine.travel(NOON, tick=False):
        drawn = QuietCheck().token
    with time_machine.travel(NOON + dt.timedelta(seconds=seconds), tick=False):
        check = QuietCheck({"website": "", "drawn": drawn, **data})
        check.is_valid()
        return check


def again(check: QuietCheck, seconds: float, **data: str) -> QuietCheck:
    """Send the page that was given back, after so many seconds."""
    with time_machine.travel(NOON + dt.timedelta(seconds=60), tick=False):
        drawn = check.token
    with time_machine.travel(NOON + dt.timedelta(seconds=60 + seconds), tick=False):
        second = QuietCheck({"website": "", "drawn": drawn, **data})
        second.is_valid()
        return second


def test_a_person_is_asked_nothing() -> None:
    assert not sent(20).asks


@pytest.mark.parametrize(
    ("seconds", "data"),
    [
        (0.5, {}),
        (20, {"website": "https://spam.example"}),
        (20, {"drawn": ""}),
        (20, {"drawn": "made-up"}),
        (20, {"website": "https://spam.example", "is_person": "on"}),
    ],
)
def test_what_looks_like_a_program_is_asked(seconds: float, data: dict[str, str]) -> None:
    check = sent(seconds, **data)

    assert check.asks
    assert "직접 적으셨다면" in check.non_field_errors()[0]


def test_a_person_who_was_asked_ticks_the_box_and_goes_on() -> None:
    asked = sent(0.5)

    assert again(asked, 3, is_person="on").is_valid()


def test_a_browser_that_fills_in_the_hidden_box_does_not_shut_its_person_out() -> None:
    asked = sent(20, website="https://my-own-site.example")

    assert again(asked, 3, is_person="on", website="https://my-own-site.example").is_valid()


def test_who_was_asked_and_does_not_tick_is_asked_again() -> None:
    assert again(sent(0.5), 3).asks


def test_a_page_given_back_for_another_reason_keeps_its_time() -> None:
    sent_once = sent(20)

    assert not again(sent_once, 0.1).asks


def test_a_person_who_ticks_quickly_is_not_asked_twice() -> None:
    asked = sent(20, website="https://my-own-site.example")

    assert again(asked, 0.1, is_person="on").is_valid()


@pytest.mark.parametrize("asks", [False, True])
def test_a_page_drawn_anew_is_as_old_as_before_and_asks_as_before(asks: bool) -> None:
    first = sent(20, website="https://spam.example" if asks else "")

    anew = QuietCheck(drawn=first.token)

    assert anew.asks == asks
    assert again(anew, 0.1, is_person="on").is_valid()
