from typing import Any

import pytest
from django.test import Client

from counselling.models import QueueTicket
from tests.cast import Cast
from tests.counselling.views.kiosk.conftest import AGREED, wait_at
from tests.factories.agencies import make_department, make_service

pytestmark = pytest.mark.usefixtures("office_time")


def test_agencies_begin_with_the_one_of_this_place(booth: Client, cast: Cast) -> None:
    body = booth.get("/kiosk/services/").content.decode()

    assert body.index("서울특별시 서초구") < body.index("식품의약품안전처")
    assert body.count("지금 계신 곳") == 1


def test_services_are_offered_by_department(booth: Client, cast: Cast) -> None:
    body = booth.get("/kiosk/services/mfds/").content.decode()

    assert "식품안전정책국" in body
    assert 'href="/kiosk/services/mfds/mfds-foreign-matter/"' in body
    assert "여권" not in body


def test_department_without_open_desk_offers_nothing(booth: Client, cast: Cast) -> None:
    shut = make_department(cast.mfds, "d-mfds-shut", name_ko="문 닫은 부서")
    make_service(shut, "mfds-shut", name_ko="닫힌 상담")

    body = booth.get("/kiosk/services/mfds/").content.decode()

    assert "닫힌 상담" in body
    assert "지금은 상담 시간이 아닙니다" in body
    assert "/kiosk/services/mfds/mfds-shut/" not in body


@pytest.mark.parametrize("count", [1, 3])
def test_services_take_the_same_queries_for_any_number(
    booth: Client, cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count - 1):
        department = make_department(cast.mfds, f"d-more-{number}")
        make_service(department, f"more-{number}")

    with django_assert_num_queries(10):
        booth.get("/kiosk/services/mfds/")


def test_name_gives_a_place_in_the_line(booth: Client, cast: Cast) -> None:
    response = booth.post(
        "/kiosk/services/mfds/mfds-foreign-matter/", {"name": " 박민원 ", **AGREED}
    )

    ticket = QueueTicket.objects.get()
    assert response["Location"] == f"/kiosk/check/{ticket.ref}/"
    assert (ticket.name, ticket.line, ticket.number) == ("박민원", cast.line, 1)
    assert ticket.kiosk is not None


def test_name_is_needed(booth: Client, cast: Cast) -> None:
    response = booth.post("/kiosk/services/mfds/mfds-foreign-matter/", {"name": " ", **AGREED})

    assert "이름을 넣어 주세요." in response.content.decode()
    assert not QueueTicket.objects.exists()


def test_second_press_finds_the_first_place(booth: Client, cast: Cast) -> None:
    ref = wait_at(booth, cast.service)

    response = booth.post("/kiosk/services/mfds/mfds-foreign-matter/", {"name": "박민원", **AGREED})

    assert response["Location"] == f"/kiosk/waiting/{ref}/"
    assert QueueTicket.objects.count() == 1


def test_next_person_may_queue_while_the_last_is_still_at_the_desk(
    booth: Client, cast: Cast
) -> None:
    first = QueueTicket.objects.get(ref=wait_at(booth, cast.service))
    QueueTicket.objects.filter(pk=first.pk).update(state="in_session", desk=cast.desk1)
    booth.post("/kiosk/finish/")

    second = wait_at(booth, cast.service, name="이민원")

    assert QueueTicket.objects.get(ref=second).name == "이민원"


def test_suspended_line_says_so(booth: Client, cast: Cast) -> None:
    cast.line.is_suspended = True
    cast.line.suspended_text_ko = "단수로 쉽니다."
    cast.line.save()

    response = booth.post("/kiosk/services/mfds/mfds-foreign-matter/", {"name": "박민원", **AGREED})

    assert "단수로 쉽니다." in response.content.decode()
    assert 'value="박민원"' in response.content.decode()


def test_browser_that_is_no_kiosk_gets_no_place(client: Client, cast: Cast) -> None:
    response = client.post(
        "/kiosk/services/mfds/mfds-foreign-matter/", {"name": "박민원", **AGREED}
    )

    assert response["Location"] == "/kiosk/"
    assert not QueueTicket.objects.exists()
