import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from counselling import entered
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_browser() -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.session.save()
    request.user = AnonymousUser()
    return request


def test_what_was_entered_is_remembered_and_forgotten(request_of_browser: HttpRequest) -> None:
    entered.remember(request_of_browser, "abc")
    entered.remember(request_of_browser, "def")
    assert entered.refs_in(request_of_browser.session) == {"abc", "def"}

    entered.forget(request_of_browser)
    assert entered.refs_in(request_of_browser.session) == frozenset()


def test_the_first_entry_changes_the_session_key(request_of_browser: HttpRequest) -> None:
    before = request_of_browser.session.session_key

    entered.remember(request_of_browser, "abc")

    assert request_of_browser.session.session_key != before


def test_only_the_newest_are_kept(request_of_browser: HttpRequest) -> None:
    for number in range(25):
        entered.remember(request_of_browser, str(number))

    assert entered.refs_in(request_of_browser.session) == {str(n) for n in range(5, 25)}


def test_a_browser_is_one_holder_until_it_forgets(
    request_of_browser: HttpRequest, cast: Cast
) -> None:
    holder = entered.holder_of(request_of_browser)
    assert entered.holder_of(request_of_browser) == holder

    entered.forget(request_of_browser)
    assert entered.holder_of(request_of_browser) != holder
    request_of_browser.user = cast.hong
    assert entered.holder_of(request_of_browser) == f"user:{cast.hong.pk}"
