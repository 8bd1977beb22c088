"""Redis away in the middle of an act: it is done, kept and said; nothing is lost or half done.

In the tests of the whole product (tests.portal.test_bad_day) Redis is killed and stopped; here
each act meets an address that refuses, or one that takes a connection and never answers.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from counselling.domain import desks, handovers, joint_sessions, queue_calling
from counselling.domain.catalogue import load_catalogue
from counselling.enums import ParticipantRole
from counselling.live import sequences, topic_of
from counselling.models import (
    CounsellingSession,
    Handover,
    JointMember,
    PhoneTalk,
    QueueTicket,
    Service,
)
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from video.models import Call, Seat

pytestmark = pytest.mark.django_db

LATE = "다른 화면과 통화에는 조금 뒤에 나타납니다."
Away = Callable[[str], None]
Commit = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def redis_is(settings: Any) -> Iterator[Away]:
    """Let Redis be "gone" (connections are refused) or "silent" (they hang)."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        ports = {"gone": 9, "silent": silent.getsockname()[1]}

        def be(fault: str) -> None:
            address = f"redis://127.0.0.1:{ports[fault]}/0"
            layer = settings.CHANNEL_LAYERS["default"]
            config = {**layer["CONFIG"], "hosts": [{"address": address, "socket_timeout": 15}]}
            settings.REDIS_URL = address
            settings.CHANNEL_LAYERS = {"default": {**layer, "CONFIG": config}}

        yield be


@pytest.fixture
def passport(cast: Cast) -> Service:
    """A service of another agency, whose official sits at a desk."""
    load_catalogue()
    desks.sit_down(cast.civil_desk, official=cast.seo)
    return Service.objects.get(agency=cast.seocho, code="loc-passport")


def test_a_transfer_keeps_the_call_and_the_place_while_redis_is_away(
    cast: Cast,
    kim: Client,
    session: CounsellingSession,
    passport: Service,
    redis_is: Away,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    ticket = QueueTicket.objects.get()
    before = sequences([topic_of(ticket)])[topic_of(ticket)]
    redis_is("gone")
    about = {"q": "여권", "agency": cast.seocho.pk, "to": passport.pk, "reason": "여권은 서초구"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = kim.post(f"/desk/people/{ticket.ref}/transfer/", {**about, "call": "stays"})
    page = kim.get(answer["Location"]).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        taken = queue_calling.call_next(cast.civil_desk, official=cast.seo)
        handovers.leave(Handover.objects.get(), by=cast.kim)

    seat = Seat.objects.get(role="citizen")
    assert (taken.call_ref, seat.call.ended_at) == (session.call_ref, None)
    assert LATE in page
    assert sequences([topic_of(ticket)])[topic_of(ticket)] > before


def test_a_second_agency_is_invited_and_comes_while_redis_is_away(
    cast: Cast,
    kim: Client,
    session: CounsellingSession,
    redis_is: Away,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    desks.sit_down(cast.civil_desk, official=cast.seo)
    redis_is("gone")
    about = {"agency": cast.seocho.pk, "department": cast.civil.pk, "reason": "함께 봅시다"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = kim.post(f"/desk/sessions/{session.ref}/joint/", about)
    page = kim.get(answer["Location"]).content.decode()
    member = JointMember.objects.get()
    board = signed_in(cast.seo).get(f"/desk/{cast.civil_desk.pk}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        joint_sessions.accept(member, official=cast.seo)
        joint_sessions.join(member, by=cast.seo)

    assert LATE in page and "함께 봅시다" in board
    assert {seat.role for seat in Seat.objects.all()} == {"citizen", "official"}
    assert session.participants.filter(role=ParticipantRole.JOINT_OFFICIAL).count() == 1


@pytest.mark.parametrize("fault", ["gone", "silent"])
def test_a_listener_is_announced_in_the_call_although_redis_is_away(
    cast: Cast,
    session: CounsellingSession,
    redis_is: Away,
    fault: str,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    """Whoever reads the call's state anew sees the listener: its number tells that it is new."""
    park = signed_in(cast.park)
    before = Call.objects.get().sequence
    redis_is(fault)

    with django_capture_on_commit_callbacks(execute=True):
        answer = park.post(f"/desk/sessions/{session.ref}/listen/", {"reason": "민원 확인"})
    page = park.get(answer["Location"]).content.decode()

    assert LATE in page and 'data-behaviour="call-stage"' in page
    assert Call.objects.get().sequence == before + 1
    assert Seat.objects.get(role="listener").revoked_at is None


def test_a_session_goes_on_by_telephone_while_redis_is_away(
    cast: Cast,
    kim: Client,
    session: CounsellingSession,
    redis_is: Away,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    redis_is("gone")

    with django_capture_on_commit_callbacks(execute=True):
        kim.post(f"/desk/sessions/{session.ref}/phone/")
    strip = kim.get(f"/desk/sessions/{session.ref}/course/").content.decode()
    session.refresh_from_db()

    assert (PhoneTalk.objects.get().state, session.state) == ("talking", "live")
    assert Call.objects.get().end_reason == "technical"
    assert LATE in strip
