import datetime as dt

import pytest

from counselling.actors import Actor
from counselling.domain.catalogue import load_catalogue
from counselling.domain.demo import load_demo
from counselling.domain.holiday_import import import_holidays
from counselling.domain.opening import line_state
from counselling.domain.routing import find_place, route
from counselling.models import Agency, Department, Desk, Holiday, OpeningHours, Service, User
from counselling.rules import may_serve_desk
from counselling.timetable.days import KST

pytestmark = pytest.mark.django_db

SUNDAY_NIGHT = dt.datetime(2026, 11, 29, 3, 0, tzinfo=KST)
TUESDAY_EVENING = dt.datetime(2026, 11, 24, 19, 0, tzinfo=KST)


@pytest.fixture(autouse=True)
def _catalogue(db: None) -> None:
    load_catalogue()


def test_local_services_are_copied_to_each_district_and_city() -> None:
    passports = Service.objects.filter(code="loc-passport").order_by("agency__code")

    assert list(passports.values_list("agency__code", flat=True)) == [
        "gj-buk",
        "gj-dong",
        "gj-gwangsan",
        "gj-nam",
        "gj-seo",
        "jeju-si",
        "seocho",
        "seogwipo",
        "songpa",
    ]
    assert Service.objects.count() == 37 + 9 * 40
    assert not Service.objects.filter(agency__code__in=["gwangju", "jeju"]).exists()


def test_loading_again_changes_nothing_and_keeps_what_people_set() -> None:
    counts = [model.objects.count() for model in (Agency, Department, Desk, Service, OpeningHours)]
    Service.objects.filter(code="kfs-fire").update(is_offered=False, name_ko="옛 이름")
    Desk.objects.filter(department__code="d-kfs-fire").update(is_open=False)

    load_catalogue()

    again = [model.objects.count() for model in (Agency, Department, Desk, Service, OpeningHours)]
    assert again == counts
    fire = Service.objects.get(code="kfs-fire")
    assert (fire.is_offered, fire.name_ko) == (False, "산불 예방·입산통제 상담")
    assert not Desk.objects.filter(department__code="d-kfs-fire", is_open=True).exists()


def test_everything_has_an_english_side() -> None:
    for service in Service.objects.filter(
        agency__code__in=["mfds", "kfs", "moel", "mois", "seocho"]
    ):
        assert len(service.prepare_en) == len(service.prepare_ko)
        assert all(text.isascii() or "’" in text for text in service.prepare_en), service.code


def test_one_office_is_open_late_on_tuesdays() -> None:
    civil = Department.objects.get(agency__code="seocho", code="d-loc-civil")
    tax = Department.objects.get(agency__code="seocho", code="d-loc-tax")

    assert line_state(civil, now=TUESDAY_EVENING).is_open
    assert not line_state(tax, now=TUESDAY_EVENING).is_open
    assert not line_state(civil, now=TUESDAY_EVENING + dt.timedelta(days=1)).is_open


def test_holidays_are_imported_once() -> None:
    new = import_holidays([2026])

    assert new == Holiday.objects.count() > 15
    assert Holiday.objects.filter(day=dt.date(2026, 10, 5)).exists()
    assert import_holidays([2026]) == 0


def test_the_demo_is_open_at_any_hour_and_nothing_else_is() -> None:
    load_demo()
    load_demo()

    food = Department.objects.get(code="d-mfds-food")
    forest = Department.objects.get(code="d-kfs-fire")
    assert line_state(food, now=SUNDAY_NIGHT).is_open
    assert not line_state(forest, now=SUNDAY_NIGHT).is_open
    official = Actor(User.objects.get(email="official@mfds.demo"))
    assert may_serve_desk(official, food.desks.get(number=1))
    assert not may_serve_desk(official, forest.desks.get(number=1))


def test_everyday_words_find_the_service_and_say_why() -> None:
    best = route("과자에서 벌레가 나왔어요")[0]

    assert (best.service.code, best.agency) == ("mfds-foreign-matter", best.service.agency)
    assert "벌레" in best.why
    assert 0 < best.score <= 1


def test_a_local_service_asks_for_the_place_unless_it_is_named() -> None:
    assert route("여권을 만들고 싶어요")[0].needs_place

    named = route("잠실 사는데 여권을 만들고 싶어요")[0]
    assert (named.agency and named.agency.code, named.service.code) == ("songpa", "loc-passport")
    chosen = route("여권", agency=Agency.objects.get(code="jeju-si"))[0]
    assert chosen.service.agency.code == "jeju-si"


@pytest.mark.parametrize(
    ("text", "code"), [("광주 서구청", "gj-seo"), ("서초동입니다", "seocho"), ("달나라", None)]
)
def test_the_longest_name_of_a_place_counts(text: str, code: str | None) -> None:
    place = find_place(text)

    assert (place.code if place else None) == code


@pytest.mark.parametrize("text", ["", "   ", "ㅋㅋ", "?!"])
def test_words_that_mean_nothing_find_nothing(text: str) -> None:
    assert route(text) == []
