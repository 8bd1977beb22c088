"""Whatever is sent to an address of ours: an answer below 500, and a page in words.

Each address is asked by somebody who gets in, so that the view itself meets the nonsense.
"""

import json
from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase, JsonResponse
from django.test import Client

from tests.architecture.test_authorisation_matrix import ASKED
from tests.architecture.world import World

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
HEALTH = {"healthz", "readyz"}  # 503 is what they are for
ASKERS = ("owner", "visitor", "park", "choi", "kim", "nobody")
NAMED = (
    *("ref", "call_ref", "pk", "agency_code", "service_code", "unit", "period", "closure_pk"),
    *("desk_pk", "service_pk", "membership_pk", "site_pk", "booth_pk", "holiday_pk"),
    *("kind", "language", "notice_ref", "department_pk", "secret"),
)
SLUGS = ("nosuchref", "-", "0", "__proto__", "a" * 2000)
NUMBERS = ("0", "9" * 30, str(2**31), str(2**63))
ODD = ("", "a\0b", "가" * 10_000, "🙂'\"<>%s\u202e", "-1", "1e999", "9" * 400)
ODD_DATES = ("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-02-30", "9999-12-31")
NAMES_IN_ACCOUNT_FORMS = (
    *("login", "password", "email", "password1", "password2", "oldpassword", "code", "next"),
    *("remember", "action_add", "action_primary", "credential", "phone", "key"),
)
ACCOUNT_PAGES = (
    *("login", "login/code", "login/code/confirm", "signup", "logout", "email", "confirm-email"),
    *(
        "password/reset",
        "password/change",
        "reauthenticate",
        "sessions",
        "2fa",
        "2fa/totp/activate",
    ),
    *("2fa/webauthn/login", "2fa/webauthn/add", "2fa/recovery-codes", "confirm-email/a:b:c"),
)
NAMES_IN_ADDRESSES = (
    "week",
    "day",
    "wanted",
    "q",
    "place",
    "now",
    "ask",
    "next",
    "page",
    "new",
    "type",
)
NAMES_IN_FORMS = (
    *("name", "code", "phone", "email", "question", "agrees_to_data", "agrees_to_video"),
    *("starts_at", "next", "language", "text_size", "contrast", "toggle", "service", "outcome"),
    *("citizen_note", "staff_note", "note", "reason", "minutes", "until", "title", "date"),
    *("starts", "ends", "day", "booth", "agency", "members", "camera", "microphone", "speaker"),
    *("members-TOTAL_FORMS", "members-0-name", "members-0-contact", "members-0-role"),
    *("act", "accepted", "seen", "mode", "day0-mode", "day0-opens_at", "valid_from", "first_day"),
    *("last_day", "starts", "reason_ko", "name_ko", "number", "services", "role", "year"),
    *("bookable_days", "quiet_from", "duration_minutes", "equipment", "prepare_ko"),
    *("heading", "email_text", "sms_text", "first_reminder_minutes", "state"),
    *("browser", "loss", "rtt_ms", "connection", "why", "ask", "department", "desk"),
)


def is_calm(answer: HttpResponseBase) -> bool:
    """No 5xx; 503 only where it is said in words: here no relay worker holds a practice room."""
    if answer.status_code == 503 and isinstance(answer, JsonResponse):
        return bool(json.loads(answer.content)["text"])
    return answer.status_code < 500


def test_no_reference_breaks_a_page(world: World) -> None:
    for address, browser in _askers(world):
        for value in NUMBERS if "<int" in address else SLUGS:
            path = world.path(address, **dict.fromkeys(NAMED, value))
            assert browser.get(path).status_code < 500, path
            assert is_calm(browser.post(path)), path


@pytest.mark.parametrize("value", [*ODD, *ODD_DATES])
def test_no_query_breaks_a_page(world: World, value: str) -> None:
    query = dict.fromkeys(NAMES_IN_ADDRESSES, value)
    for address, browser in _askers(world):
        assert browser.get(world.path(address), query).status_code < 500, address


@pytest.mark.parametrize("value", [*ODD, *ODD_DATES])
def test_no_field_breaks_a_form(world: World, value: str) -> None:
    fields = dict.fromkeys(NAMES_IN_FORMS, value)
    for address, browser in _askers(world):
        assert is_calm(browser.post(world.path(address), fields)), address


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "QWERTY"])
def test_no_method_breaks_a_page(world: World, method: str) -> None:
    for address, browser in _askers(world):
        assert browser.generic(method, world.path(address)).status_code < 500, address


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"name=%ff%fe&code=%00", FORM),
        (b"name=\xff\xfe", f"{FORM}; charset=nonsense"),
        (b"nonsense", "multipart/form-data; boundary=none"),
        (b"nonsense", "multipart/form-data"),
        (b"&".join(b"a%d=1" % number for number in range(2000)), FORM),
        (b"name=" + b"a" * 1_200_000, FORM),
        (b'{"a":' * 5000, "application/json"),
    ],
)
def test_no_body_breaks_a_form(world: World, body: bytes, kind: str) -> None:
    for address, browser in _askers(world):
        answer = browser.generic("POST", world.path(address), body, content_type=kind)
        assert is_calm(answer), address


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": 'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000abc"'},
        {"cookie": 'kiosk_key="\\000"; django_language="\\000"; text_size="\\000"'},
        {"cookie": "sessionid=" + "a" * 5000},
        {"accept-language": "\0" + "x" * 5000},
        {"user-agent": "\0가", "referer": "\0"},
        {"host": "evil.example"},
        {"host": "a" * 300 + ":99999"},
        {"x-forwarded-for": "\0", "x-real-ip": "nonsense", "x-forwarded-proto": "\0"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/enter/", "/my/", "/kiosk/", "/desk/", "/accounts/login/"])
def test_no_header_breaks_a_page(path: str, headers: dict[str, str]) -> None:
    browser = Client(raise_request_exception=False, headers=headers)
    assert browser.get(path).status_code < 500
    assert browser.post(path, {"name": "박민원", "code": "000000"}).status_code < 500


@pytest.mark.parametrize(
    "path",
    ["/%00", "/%ff", "/enter/%00/", "/services/%EA%B0%80/x/", "/desk/-1/", "/a" * 4000, "/?q=%00"],
)
def test_an_impossible_address_is_said_in_words_with_a_way_on(path: str) -> None:
    answer = Client(raise_request_exception=False).get(path)

    assert answer.status_code in {400, 404}
    assert 'href="/"' in answer.content.decode()


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("who", ["nobody", "account"])
def test_no_field_breaks_a_page_of_the_account_library(world: World, who: str, value: str) -> None:
    fields = dict.fromkeys(NAMES_IN_ACCOUNT_FORMS, value)
    for page in ACCOUNT_PAGES:
        browser = world.browsers[who]
        assert browser.get(f"/accounts/{page}/", {"next": value}).status_code < 500, page
        assert browser.post(f"/accounts/{page}/", fields).status_code < 500, page


def _askers(world: World) -> Iterator[tuple[str, Client]]:
    """Yield each address of ours with the browser of somebody who gets in."""
    for _method, address, answers in ASKED:
        if address in HEALTH:
            continue
        who = next((who for who in ASKERS if answers[who] == "in"), "nobody")
        yield address, world.browsers[who]
