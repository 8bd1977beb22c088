"""Under 14: the legal representative has a code of their own and sits beside the child."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from counselling.domain import desks, queue, queue_calling, sessions
from counselling.domain.representatives import NamedRepresentative, name_representative
from counselling.enums import ParticipantRole
from counselling.models import Appointment, CounsellingSession
from tests.cast import Cast
from tests.counselling.views.citizen.acts import TODAY_AT_11, book, shown_code, walk_in
from video.browser_seats import SESSION_KEY

pytestmark = pytest.mark.usefixtures("office_time", "cast")

MOTHER = NamedRepresentative("홍엄마", "mother", "010-1234-5678")


@pytest.fixture
def appointment(client: Client, cast: Cast) -> Appointment:
    made = book(client, cast)
    name_representative(made, MOTHER)
    return made


def _own_code(client: Client, appointment: Appointment) -> str:
    page = client.post(f"/appointments/{appointment.ref}/representative/code/", follow=True)
    found = re.search(r"인증번호는 (\d{6})", page.content.decode())
    assert found is not None
    return found[1]


def _called(cast: Cast, appointment: Appointment) -> CounsellingSession:
    desks.sit_down(cast.desk1, official=cast.kim)
    ticket = queue.enter_for_appointment(appointment)
    return queue_calling.call_this(cast.desk1, ticket, official=cast.kim)


def _seat_taken(client: Client, session: CounsellingSession) -> str:
    client.post(f"/waiting/{session.queue_ticket.ref}/join/")  # type: ignore[union-attr]
    return client.session[SESSION_KEY][session.call_ref]


def test_the_representative_has_a_code_beside_the_childs(
    client: Client, appointment: Appointment
) -> None:
    childs = shown_code(client, appointment)
    own = _own_code(client, appointment)

    for name, code in ((appointment.name, childs), ("홍엄마", own)):
        answer = Client().post("/enter/", {"name": name, "code": code})
        assert answer["Location"] == f"/appointments/{appointment.ref}/"


def test_the_representative_joins_as_a_participant(
    client: Client, cast: Cast, appointment: Appointment
) -> None:
    own = _own_code(client, appointment)
    mother = Client()
    mother.post("/enter/", {"name": "홍엄마", "code": own})

    with time_machine.travel(TODAY_AT_11 - dt.timedelta(minutes=5), tick=False):
        session = _called(cast, appointment)
        seats = {_seat_taken(client, session), _seat_taken(mother, session)}

    participant = session.participants.get(role=ParticipantRole.REPRESENTATIVE)
    child = session.participants.get(role=ParticipantRole.CITIZEN)
    assert (participant.name, participant.linked_to) == ("홍엄마", child)
    assert seats == {child.seat_ref, participant.seat_ref}


def test_a_walk_ins_representative_has_a_code_and_a_seat_too(client: Client, cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    ticket = walk_in(client, cast, name="홍아이")
    name_representative(ticket, MOTHER)
    page = client.post(f"/waiting/{ticket.ref}/representative/code/", follow=True)
    mother, code = Client(), re.search(r"인증번호는 (\d{6})", page.content.decode())
    assert code is not None

    answer = mother.post("/enter/", {"name": "홍엄마", "code": code[1]})
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    seats = {_seat_taken(client, session), _seat_taken(mother, session)}

    assert answer["Location"] == f"/waiting/{ticket.ref}/"
    assert seats == set(
        session.participants.exclude(role="official").values_list("seat_ref", flat=True)
    )
    assert len(seats) == 2


def test_without_a_representative_there_are_two_seats(client: Client, cast: Cast) -> None:
    appointment = book(client, cast)

    with time_machine.travel(TODAY_AT_11, tick=False):
        session = _called(cast, appointment)

    assert session.participants.count() == 2
    assert sessions.seat_of(session, ParticipantRole.CITIZEN)


def test_no_code_is_made_where_nobody_represents(client: Client, cast: Cast) -> None:
    appointment = book(client, cast)

    page = client.post(f"/appointments/{appointment.ref}/representative/code/", follow=True)

    assert "법정대리인" not in page.content.decode()
