"""Finding a service."""

import pytest
from django.test import Client

from counselling.models import Service
from tests.cast import Cast
from tests.factories.agencies import make_agency, make_department, make_desk, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


@pytest.fixture(autouse=True)
def _keywords(cast: Cast) -> None:
    for service, words in [(cast.service, ["벌레", "이물"]), (cast.passport, ["여권"])]:
        service.keywords_ko = words
        service.save()


def test_c3_everyday_words_find_the_service_and_say_why(client: Client, cast: Cast) -> None:
    page = client.get("/services/", {"q": "과자에서 벌레가 나왔어요"})

    assert [match.service for match in page.context["results"]] == [cast.service]
    assert "'벌레'" in page.content.decode()


def test_b8_search_asks_for_the_district_instead_of_guessing(client: Client, cast: Cast) -> None:
    songpa = make_agency("songpa", kind="district", name_ko="서울특별시 송파구")
    civil = make_department(songpa, "d-loc-civil", name_ko="민원여권과")
    make_desk(civil, 1)
    make_service(civil, "loc-passport", name_ko="여권 발급·재발급 상담", keywords_ko=["여권"])

    unsure = client.get("/services/", {"q": "여권 재발급"})
    sure = client.get("/services/", {"q": "여권 재발급", "place": "songpa"})

    assert unsure.context["asks_for_place"]
    assert [match.agency for match in sure.context["results"]] == [songpa]


def test_search_asks_which_of_two_close_services_and_takes_the_answer(
    client: Client, cast: Cast
) -> None:
    district = make_agency("songpa", kind="district", name_ko="서울특별시 송파구")
    hygiene = make_department(district, "d-loc-hygiene")
    restaurant = make_service(hygiene, "loc-restaurant-hygiene")
    answer = {"q": "음식에 머리카락", "service": "loc-restaurant-hygiene"}

    asked = client.get("/services/", {"q": "음식에 머리카락"}).content.decode()
    answered = client.get("/services/", answer)

    assert "어디에서 만든 음식입니까?" in asked
    assert "service=loc-restaurant-hygiene" in asked
    assert [match.service for match in answered.context["results"]] == [restaurant]
    assert answered.context["question"] is None


def test_search_without_a_match_offers_a_person(client: Client, cast: Cast) -> None:
    page = client.get("/services/", {"q": "qqqq"}).content.decode()

    assert "꼭 맞는 상담을 찾지 못했습니다" in page
    assert "모르겠어요, 사람에게 물어보기" in page


def test_asking_a_person_leads_to_the_front_desk_of_the_place(client: Client, cast: Cast) -> None:
    answer = client.get("/services/", {"ask": "1", "place": "seocho"})

    assert answer["Location"] == "/services/seocho/loc-passport/"


def test_catalogue_query_count_does_not_grow_with_services(
    client: Client, cast: Cast, django_assert_num_queries
) -> None:
    with django_assert_num_queries(4):
        client.get("/services/")
    for number in range(3):
        make_service(cast.food, f"more-{number}")

    with django_assert_num_queries(4):
        client.get("/services/")


def test_service_page_tells_who_how_long_and_when(client: Client, cast: Cast) -> None:
    page = client.get("/services/mfds/mfds-foreign-matter/")

    text = page.content.decode()
    assert "식품의약품안전처 식품안전정책국" in text
    assert "약 15분" in text
    assert f"{page.context['first_free'].starts_at:%H:%M}" == "10:00"
    assert page.context["row"].state == "open"


def test_service_that_is_off_is_not_found(client: Client, cast: Cast) -> None:
    Service.objects.filter(pk=cast.service.pk).update(is_offered=False)

    assert client.get("/services/mfds/mfds-foreign-matter/").status_code == 404
