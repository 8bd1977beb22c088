"""Loading the catalogue again leaves alone what administrators changed."""

import datetime as dt

import pytest

from counselling.domain.catalogue import load_catalogue
from counselling.domain.demo import load_demo
from counselling.domain.desk_administration import change_department, change_desk
from counselling.domain.opening_hours import STANDING, DayHours, set_week
from counselling.domain.service_administration import change_service
from counselling.domain.units import NATION, unit_of
from counselling.models import Department, Desk, OpeningHours, Service

pytestmark = pytest.mark.django_db

MONDAY_ONLY = [DayHours(weekday=0, opens_at=dt.time(10), closes_at=dt.time(15))]


@pytest.fixture(autouse=True)
def _catalogue(db: None) -> None:
    load_catalogue()
    load_demo()


def test_a_changed_service_department_and_desk_stay_as_people_left_them() -> None:
    fire = Service.objects.get(code="kfs-fire")
    department = fire.department
    desk = department.desks.get(number=1)
    count = department.desks.count()
    change_service(fire, {"duration_minutes": 45, "name_ko": "산불"}, seen=0, by=None)
    change_department(department, {"name_ko": "산불과"}, seen=0, by=None)
    change_desk(desk, {"number": 9}, services=[], seen=0, by=None)

    load_catalogue()

    fire.refresh_from_db()
    assert (fire.duration_minutes, fire.name_ko) == (45, "산불")
    assert Department.objects.get(pk=department.pk).name_ko == "산불과"
    desk.refresh_from_db()
    assert (desk.number, department.desks.count()) == (9, count)


def test_changed_hours_stay_also_those_of_the_demonstration() -> None:
    department = Department.objects.get(agency__code="mfds", code="d-mfds-food")
    set_week(unit_of(department), MONDAY_ONLY, period=STANDING, replaces=STANDING, seen=0, by=None)
    set_week(NATION, MONDAY_ONLY, period=STANDING, replaces=STANDING, seen=0, by=None)

    load_catalogue()
    load_demo()

    own = OpeningHours.objects.filter(department=department)
    assert list(own.values_list("weekday", "opens_at")) == [(0, dt.time(10))]
    assert OpeningHours.objects.filter(agency=None, department=None, desk=None).count() == 1


def test_what_nobody_changed_is_brought_up_to_date() -> None:
    Service.objects.filter(code="kfs-fire").update(name_ko="옛 이름")
    Desk.objects.filter(department__code="d-kfs-fire", number=1).update(name_ko="옛 창구")

    load_catalogue()

    assert Service.objects.get(code="kfs-fire").name_ko == "산불 예방·입산통제 상담"
    assert Desk.objects.get(department__code="d-kfs-fire", number=1).name_ko != "옛 창구"
