"""Parking, resuming and transferring from the board."""

import pytest
from django.test import Client

from counselling.domain import desks
from counselling.domain.catalogue import load_catalogue
from counselling.enums import QueueTicketState
from counselling.models import QueueTicket, Service
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_a_parked_person_keeps_the_place_and_is_brought_back(
    cast: Cast, kim: Client, waiting: QueueTicket
) -> None:
    kim.post(f"/desk/people/{waiting.ref}/park/")
    waiting.refresh_from_db()
    assert waiting.state == QueueTicketState.PARKED

    kim.post(f"/desk/people/{waiting.ref}/resume/")
    waiting.refresh_from_db()
    assert waiting.state == QueueTicketState.WAITING


def test_the_transfer_page_offers_what_fits_the_words_and_sends_the_person_there(
    cast: Cast, kim: Client, called: QueueTicket
) -> None:
    load_catalogue()
    passport = Service.objects.get(agency=cast.seocho, code="loc-passport")
    address = f"/desk/people/{called.ref}/transfer/"
    query = {"q": "여권을 잃어버렸어요", "agency": cast.seocho.pk}

    page = kim.get(address, query)
    assert passport in page.context["offered"]
    about = {"to": passport.pk, "reason": "여권은 서초구에서 합니다.", "context": "분실"}
    kim.post(address, {**query, **about})

    called.refresh_from_db()
    assert (called.service, called.state) == (passport, QueueTicketState.WAITING)
    desks.sit_down(cast.civil_desk, official=cast.seo)
    shown = signed_in(cast.seo).get(f"/desk/{cast.civil_desk.pk}/").content.decode()
    assert called.name in shown


def test_a_transfer_without_a_reason_keeps_what_was_typed(
    cast: Cast, kim: Client, called: QueueTicket
) -> None:
    load_catalogue()
    query = {"q": "여권", "agency": cast.seocho.pk, "context": "다음 담당자께"}

    page = kim.post(f"/desk/people/{called.ref}/transfer/", query).content.decode()

    assert "보내는 까닭을 적어 주세요." in page
    assert "다음 담당자께" in page


def test_the_citizen_reads_where_they_go_on_and_why(
    cast: Cast, kim: Client, waiting: QueueTicket
) -> None:
    load_catalogue()
    passport = Service.objects.get(agency=cast.seocho, code="loc-passport")
    about = {"q": "여권", "agency": cast.seocho.pk, "to": passport.pk, "reason": "여권은 서초구"}
    kim.post(f"/desk/people/{waiting.ref}/transfer/", about)
    citizen = Client()
    session = citizen.session
    session["entered_refs"] = [waiting.ref]
    session.save()
    citizen.cookies["sessionid"] = session.session_key

    page = citizen.get(f"/waiting/{waiting.ref}/").content.decode()

    assert "민원여권과에서 이어서 상담합니다" in page
    assert "여권은 서초구" in page
