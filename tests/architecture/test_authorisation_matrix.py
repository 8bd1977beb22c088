"""Everybody against every address and every live page: the table of tests.architecture.rights."""

import re

import pytest
from django.contrib.auth import get_user
from django.db import transaction
from django.http import HttpRequest
from django.test import Client

from counselling.actors import actor_from_request
from counselling.consumers.live_kinds import KINDS, topics_for
from counselling.entered import KIOSK_COOKIE
from tests.architecture.addresses import our_patterns
from tests.architecture.right_rows import EVERYBODY
from tests.architecture.rights import LIVE_PAGES, ROWS
from tests.architecture.world import World

pytestmark = pytest.mark.django_db


def _asked() -> list[tuple[str, str, dict[str, str]]]:
    """Return method, address and who is to be answered what, for every line of the table."""
    return [
        (*re.match(r"(GET|POST) ?(.*)", line.strip()).groups(), row.expected())  # type: ignore[union-attr]
        for row in ROWS
        for line in row.addresses.strip().splitlines()
    ]


ASKED = _asked()


def test_every_address_of_ours_is_in_the_table_once() -> None:
    assert sorted(address for _method, address, _who in ASKED) == sorted(our_patterns())


def test_every_live_page_is_in_the_table() -> None:
    assert set(LIVE_PAGES) == set(KINDS)


def test_everybody_is_answered_as_the_table_says(world: World) -> None:
    assert set(world.browsers) == EVERYBODY

    wrong = [
        f"{method} {address}: {who} gets {got}, should get {should}"
        for method, address, answers in ASKED
        for who, should in answers.items()
        if (got := _answer(world.browsers[who], method, world.path(address))) != should
    ]

    assert wrong == []


def test_writing_refuses_to_be_read(world: World) -> None:
    written = [address for method, address, _who in ASKED if method == "POST"]

    wrong = [
        f"{who} may GET {address}"
        for address in written
        for who in EVERYBODY
        if world.browsers[who].get(world.path(address)).status_code != 405
    ]

    assert wrong == []


# No browser's forms: machines sign what they send here (tests of the views).
SIGNED = {"sms-reports/"}


def test_no_form_is_taken_without_its_token(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)

    taken = [
        address
        for method, address, _who in ASKED
        if method == "POST"
        and address not in SIGNED
        and browser.post(world.path(address)).status_code != 403
    ]

    assert taken == []


@pytest.mark.parametrize("kind", LIVE_PAGES)
def test_live_pages_are_for_those_who_may_see_the_page(world: World, kind: str) -> None:
    ref = {
        "queue_ticket": world.ticket,
        "appointment": world.appointment,
        "conference_member": world.member,
        "session": world.session,
        "joint": world.joint,
        "desk": str(world.desk),
        "department": world.keys["department_pk"],
        "line": str(world.line),
        "conference": world.conference,
        "kiosk": world.kiosk,
        "call_display": world.keys["screen"],
        "office": "messages",
    }[kind]

    listening = {who for who, browser in world.browsers.items() if _hears(browser, kind, ref)}

    assert listening == LIVE_PAGES[kind]


def _answer(browser: Client, method: str, path: str) -> str:
    """Ask, undo what it did, and name the answer."""
    cookies = browser.cookies.copy()
    with transaction.atomic():
        response = getattr(browser, method.lower())(path)
        transaction.set_rollback(True)
    browser.cookies = cookies
    location = response.headers.get("Location", "")
    if location.startswith("/accounts/login/"):
        return "sign in"
    if location == "/kiosk/" and KIOSK_COOKIE not in cookies:
        return "to the start"
    return {403: "403", 404: "404", 405: "405", 500: "500"}.get(response.status_code, "in")


def _hears(browser: Client, kind: str, ref: str) -> bool:
    request = HttpRequest()
    request.session = browser.session
    request.COOKIES = {name: morsel.value for name, morsel in browser.cookies.items()}
    request.user = get_user(request)
    return topics_for(kind, ref, actor_from_request(request)) is not None
