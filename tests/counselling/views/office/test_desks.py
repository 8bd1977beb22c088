"""The unit tree and its desks: seen, added, renamed, opened and closed."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from counselling.domain import desks, queue_calling
from counselling.models import Department, Desk, UnitChange
from tests.cast import Cast
from tests.counselling.views.office.week_data import accepted
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db


def data_of(desk: Desk, **changes: object) -> dict[str, object]:
    data = {
        "seen": "0",
        "number": desk.number,
        "name_ko": desk.name_ko,
        "name_en": desk.name_en,
        "is_open": "on",
        "services": [service.pk for service in desk.services.all()],
        "act": "preview",
        **changes,
    }
    return {name: value for name, value in data.items() if value is not None}


def save(client: Client, desk: Desk, **changes: object) -> object:
    address, data = f"/office/desks/{desk.pk}/", data_of(desk, **changes)
    preview = client.post(address, data)
    if preview.context["effects"] is None:
        return preview
    return client.post(address, {**data, "act": "save", "accepted": accepted(preview)})


def test_an_administrator_sees_their_agency_the_operator_every_one(
    administrator: Client, operator: Client, cast: Cast
):
    own = administrator.get("/office/units/")

    assert own["Location"] == f"/office/units/agency-{cast.mfds.pk}/"
    every = operator.get("/office/units/").content.decode()
    assert cast.mfds.name in every
    assert cast.seocho.name in every


def test_the_tree_shows_departments_with_their_desks(administrator: Client, cast: Cast):
    page = administrator.get(f"/office/units/agency-{cast.mfds.pk}/").content.decode()

    assert cast.food.name in page
    assert f"/office/desks/{cast.desk2.pk}/" in page
    assert "상담 서비스 1개 중 1개를 하고 있습니다" in page


def test_a_desk_is_added_with_what_it_serves(administrator: Client, cast: Cast):
    address = f"/office/units/department-{cast.food.pk}/desks/new/"
    assert administrator.get(address).context["form"].initial["number"] == 3

    administrator.post(
        address, {"number": "3", "name_ko": "3번 창구", "services": [cast.service.pk]}
    )

    desk = Desk.objects.get(department=cast.food, number=3)
    assert (desk.is_open, list(desk.services.all())) == (True, [cast.service])
    assert UnitChange.objects.filter(subject=f"desk:{desk.pk}").count() == 2


def test_a_number_is_given_once_in_a_department(administrator: Client, cast: Cast):
    page = administrator.post(
        f"/office/units/department-{cast.food.pk}/desks/new/", {"number": "2", "name_ko": "둘"}
    )

    assert "이 부서에 같은 번호의 창구가 있습니다" in page.content.decode()
    assert 'value="둘"' in page.content.decode()
    again = save(administrator, cast.desk1, number=2)
    assert "이 부서에 같은 번호의 창구가 있습니다" in again.content.decode()


def test_a_desk_is_renamed_with_a_history(administrator: Client, cast: Cast):
    save(administrator, cast.desk1, name_ko="이물 창구")

    cast.desk1.refresh_from_db()
    assert cast.desk1.name_ko == "이물 창구"
    change = UnitChange.objects.get()
    assert (change.what, change.from_text, change.to_text) == ("이름", "1번 창구", "이물 창구")


def test_closing_a_desk_lists_its_bookings_and_sends_its_official_away(
    administrator: Client, cast: Cast
):
    desks.sit_down(cast.desk1, official=cast.kim)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    hit = make_appointment(cast.service, cast.desk1, starts_at=tomorrow)
    make_appointment(cast.service, cast.desk2, starts_at=tomorrow)

    page = administrator.post(f"/office/desks/{cast.desk1.pk}/", data_of(cast.desk1, is_open=None))
    assert list(page.context["effects"].hit) == [hit]
    save(administrator, cast.desk1, is_open=None)

    cast.desk1.refresh_from_db()
    assert (cast.desk1.is_open, cast.desk1.official) == (False, None)


def test_a_desk_with_somebody_in_front_of_it_is_not_closed(administrator: Client, cast: Cast):
    desks.sit_down(cast.desk1, official=cast.kim)
    queue_calling.call_this(cast.desk1, make_queue_ticket(cast.service), official=cast.kim)

    page = save(administrator, cast.desk1, is_open=None)

    assert "지금 상담 중인 창구입니다" in page.content.decode()
    cast.desk1.refresh_from_db()
    assert cast.desk1.is_open


def test_taking_a_service_from_a_desk_lists_its_bookings(administrator: Client, cast: Cast):
    tomorrow = timezone.now() + dt.timedelta(days=1)
    hit = make_appointment(cast.service, cast.desk1, starts_at=tomorrow)

    page = administrator.post(f"/office/desks/{cast.desk1.pk}/", data_of(cast.desk1, services=[]))

    assert list(page.context["effects"].hit) == [hit]


def test_a_department_is_added_with_its_line(administrator: Client, cast: Cast):
    answer = administrator.post(
        f"/office/units/agency-{cast.mfds.pk}/departments/new/", {"name_ko": "식품기준국"}
    )

    department = Department.objects.get(name_ko="식품기준국")
    assert answer["Location"] == f"/office/units/department-{department.pk}/"
    assert (department.agency, department.line.is_suspended) == (cast.mfds, False)


def test_a_department_is_renamed(administrator: Client, cast: Cast):
    address = f"/office/units/department-{cast.food.pk}/name/"

    administrator.post(address, {"seen": "0", "name_ko": "식품안전국", "name_en": "Food Safety"})

    assert Department.objects.get(pk=cast.food.pk).name_ko == "식품안전국"


def test_desks_are_for_the_agency_s_own_administrator(elsewhere: Client, cast: Cast):
    address = f"/office/desks/{cast.desk1.pk}/"

    assert elsewhere.get(address).status_code == 404
    assert elsewhere.post(address, data_of(cast.desk1, name_ko="남의 것")).status_code == 404
    new = f"/office/units/department-{cast.food.pk}/desks/new/"
    assert elsewhere.post(new, {"number": "9", "name_ko": "9"}).status_code == 404
    assert Desk.objects.filter(department=cast.food).count() == 2
