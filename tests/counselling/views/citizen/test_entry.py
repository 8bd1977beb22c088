"""Name and six digits, in a browser that knows nothing yet."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from counselling.domain import disposition, queue_calling, sessions
from counselling.domain.desks import sit_down
from counselling.enums import Outcome
from counselling.exceptions import CodeExpired
from tests.cast import Cast
from tests.counselling.views.citizen.acts import TODAY_AT_11, book, shown_code, walk_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def test_c2_name_and_code_open_the_appointment_in_another_browser(
    client: Client, cast: Cast
) -> None:
    owner = Client()
    appointment = book(owner, cast)
    code = shown_code(owner, appointment)

    answer = client.post("/enter/", {"name": "박 민원", "code": f"{code[:3]} {code[3:]}"})

    assert answer["Location"] == f"/appointments/{appointment.ref}/"
    assert client.get(answer["Location"]).status_code == 200


def test_code_of_a_walk_in_opens_the_waiting_room(client: Client, cast: Cast) -> None:
    owner = Client()
    ticket = walk_in(owner, cast)
    code = owner.get(f"/waiting/{ticket.ref}/").context["code"]

    answer = client.post("/enter/", {"name": "이민원", "code": code})

    assert answer["Location"] == f"/waiting/{ticket.ref}/"


def test_code_opens_the_outcome_after_the_session(client: Client, cast: Cast) -> None:
    owner = Client()
    ticket = walk_in(owner, cast)
    code = owner.get(f"/waiting/{ticket.ref}/").context["code"]
    sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    answer = client.post("/enter/", {"name": "이민원", "code": code})

    assert answer["Location"] == f"/sessions/{session.ref}/"


def test_wrong_code_is_said_and_the_name_stays(client: Client, cast: Cast) -> None:
    answer = client.post("/enter/", {"name": "박민원", "code": "000000"})

    page = answer.content.decode()
    assert "이름 또는 인증번호가 맞지 않습니다." in page
    assert 'value="박민원"' in page


def test_expired_code_is_said_with_a_way_to_a_new_one(client: Client, cast: Cast) -> None:
    owner = Client()
    appointment = book(owner, cast)
    code = shown_code(owner, appointment)
    owner.post("/enter/again/", {"name": "박민원", "phone": "01012345678"})

    page = client.post("/enter/", {"name": "박민원", "code": code}).content.decode()

    assert str(CodeExpired.text) in page
    assert 'value="박민원"' in page
    assert 'href="/enter/again/"' in page


def test_name_with_nul_is_refused_beside_the_form(client: Client, db: None) -> None:
    page = client.post("/enter/", {"name": "박\0민원", "code": "000000"}).content.decode()

    assert "is-invalid" in page or 'aria-invalid="true"' in page
    assert 'value="000000"' in page


def test_each_code_changes_the_session_id(client: Client, cast: Cast) -> None:
    """A planted session that has entered something already is no different."""
    first, second = Client(), Client()
    codes = [
        shown_code(first, book(first, cast)),
        shown_code(second, book(second, cast, TODAY_AT_11 + dt.timedelta(hours=3))),
    ]
    client.post("/enter/", {"name": "박민원", "code": codes[0]})
    planted = client.cookies["sessionid"].value

    client.post("/enter/", {"name": "박민원", "code": codes[1]})

    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_guessing_is_slowed_down_in_words(client: Client, cast: Cast) -> None:
    for _try in range(6):
        client.post("/enter/", {"name": "박민원", "code": "000000"})

    answer = client.post("/enter/", {"name": "박민원", "code": "000000"})

    assert "여러 번 틀렸습니다. 10초 뒤에 다시 해 보세요." in answer.content.decode()


def test_entry_changes_the_session_id(client: Client, cast: Cast) -> None:
    owner = Client()
    appointment = book(owner, cast)
    code = shown_code(owner, appointment)
    client.post("/display/", {})
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    client.post("/enter/", {"name": "박민원", "code": code})

    assert client.cookies["sessionid"].value != planted
