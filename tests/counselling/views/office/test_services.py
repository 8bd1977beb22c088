"""Services: a table, a form for each, and what citizens see of it."""

import re

import pytest
from django.test import Client

from counselling.models import Service, UnitChange
from tests.cast import Cast
from tests.factories.agencies import make_service
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


def data_of(service: Service, **changes: object) -> dict[str, object]:
    """What the browser sends when nothing but `changes` was touched."""
    data = {
        "seen": "0",
        "is_offered": "on",
        "is_by_video": "on",
        "name_ko": service.name_ko,
        "name_en": service.name_en,
        "summary_ko": service.summary_ko,
        "summary_en": service.summary_en,
        "duration_minutes": service.duration_minutes,
        "minutes_before": service.minutes_before,
        "minutes_after": service.minutes_after,
        "assignment_rule": service.assignment_rule,
        **changes,
    }
    return {name: value for name, value in data.items() if value is not None}


def test_the_table_shows_services_with_duration_channels_and_state(
    administrator: Client, cast: Cast
):
    page = administrator.get(f"/office/units/agency-{cast.mfds.pk}/services/").content.decode()

    assert "포장식품 이물 신고 상담" in page
    assert "15분" in page
    assert "영상" in page
    assert cast.passport.name not in page


def test_a_service_is_changed_with_a_history(administrator: Client, cast: Cast):
    data = data_of(
        cast.service,
        duration_minutes=30,
        is_by_phone="on",
        needs_identity_check="on",
        prepare_ko="신분증\n제품 사진\n",
        assignment_rule="named_person",
        named_official=cast.kim.pk,
    )

    administrator.post(f"/office/services/{cast.service.pk}/", data)

    service = Service.objects.get(pk=cast.service.pk)
    assert (service.duration_minutes, service.is_by_phone, service.needs_identity_check) == (
        30,
        True,
        True,
    )
    assert (service.prepare_ko, service.named_official) == (["신분증", "제품 사진"], cast.kim)
    texts = {(row.what, row.from_text, row.to_text) for row in UnitChange.objects.all()}
    assert ("한 번 상담하는 시간 (분)", "15", "30") in texts
    assert ("담당자 정하는 방법", "그 시간에 비어 있는 창구", "정해진 담당자") in texts


def test_b2_a_service_switched_off_vanishes_from_search_and_booking(
    administrator: Client, client, cast: Cast
):
    page = f"/services/mfds/{cast.service.code}/"
    assert client.get(page).status_code == 200

    administrator.post(
        f"/office/services/{cast.service.pk}/", data_of(cast.service, is_offered=None)
    )

    found = client.get("/services/", {"q": "과자에서 벌레가 나왔어요"}).content.decode()
    assert f'href="{page}"' not in found
    assert client.get(f"{page}times/").status_code == 404


def test_a_service_is_added_and_found_by_its_words(
    administrator: Client, client: Client, cast: Cast
):
    data = data_of(
        Service(duration_minutes=20, summary_ko="안내합니다."),
        name_ko="곤충식품 상담",
        keywords_ko="메뚜기\n귀뚜라미",
    )

    administrator.post(f"/office/units/department-{cast.food.pk}/services/new/", data)

    service = Service.objects.get(name_ko="곤충식품 상담")
    assert set(service.desks.all()) == {cast.desk1, cast.desk2}
    found = client.get("/services/", {"q": "메뚜기를 먹어도 되나요"}).content.decode()
    assert f"/services/mfds/{service.code}/" in found


def test_bookings_that_exist_are_listed_and_keep_their_time(administrator: Client, cast: Cast):
    booked = make_appointment(cast.service, cast.desk1)
    make_appointment(cast.service, cast.desk2, starts_at=booked.starts_at.replace(hour=6))

    page = administrator.get(f"/office/services/{cast.service.pk}/").content.decode()

    assert "이미 잡힌 예약 1건: 바꾸어도 시간은 그대로입니다" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"duration_minutes": 3}, "5 이상의 숫자를 넣어 주세요."),
        ({"is_by_video": None}, "상담 방법을 하나 이상 골라 주세요."),
        ({"assignment_rule": "named_person"}, "담당자를 골라 주세요."),
        ({"name_ko": ""}, "상담 이름을 적어 주세요."),
        ({"prepare_ko": "가" * 200}, "한 줄에 하나씩, 12줄까지 짧게 적어 주세요."),
    ],
)
def test_a_wrong_service_is_told_and_nothing_is_saved(
    administrator: Client, cast: Cast, changes: dict, sentence: str
):
    data = data_of(cast.service, name_en="Typed", **changes)

    page = administrator.post(f"/office/services/{cast.service.pk}/", data).content.decode()

    assert sentence in page
    assert 'value="Typed"' in page
    assert UnitChange.objects.count() == 0


def test_only_people_who_may_serve_can_be_named(administrator: Client, cast: Cast):
    data = data_of(cast.service, assignment_rule="named_person", named_official=cast.seo.pk)

    page = administrator.post(f"/office/services/{cast.service.pk}/", data).content.decode()

    assert "담당자를 다시 골라 주세요." in page


def test_officials_skilled_in_a_service_are_chosen_with_a_history(
    administrator: Client, cast: Cast
):
    data = data_of(cast.service, officials=[cast.kim.pk])

    administrator.post(f"/office/services/{cast.service.pk}/", data)
    page = administrator.get(f"/office/services/{cast.service.pk}/").content.decode()

    assert list(cast.service.officials.all()) == [cast.kim]
    change = UnitChange.objects.get()
    assert (change.what, change.to_text) == ("이 상담을 할 수 있는 담당자", "김담당")
    assert re.search(rf'name="officials" *value="{cast.kim.pk}"[^>]* checked', page)


def test_two_administrators_do_not_overwrite_each_other(administrator: Client, cast: Cast):
    address = f"/office/services/{cast.service.pk}/"
    administrator.post(address, data_of(cast.service, duration_minutes=20))

    page = administrator.post(address, data_of(cast.service, duration_minutes=45))

    assert "다른 관리자가 먼저 바꾸었습니다" in page.content.decode()
    assert 'value="45"' in page.content.decode()
    cast.service.refresh_from_db()
    assert cast.service.duration_minutes == 20


def test_services_are_for_the_agency_s_own_administrator(elsewhere: Client, cast: Cast):
    address = f"/office/services/{cast.service.pk}/"

    assert elsewhere.get(address).status_code == 404
    assert elsewhere.post(address, data_of(cast.service, duration_minutes=45)).status_code == 404
    assert elsewhere.get(f"/office/units/agency-{cast.mfds.pk}/services/").status_code == 404
    assert UnitChange.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_asks_the_database_as_often_for_many_services(
    administrator: Client, cast: Cast, count: int, django_assert_num_queries
):
    for number in range(count):
        make_service(cast.food, f"more-{number}")

    with django_assert_num_queries(5):
        administrator.get(f"/office/units/agency-{cast.mfds.pk}/services/")
