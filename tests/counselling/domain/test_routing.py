import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counselling.domain.catalogue import load_catalogue
from counselling.domain.routing import Question, question_about, route
from counselling.models import Agency, Service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue(db: None) -> None:
    load_catalogue()


def asked_about(text: str) -> Question | None:
    return question_about(route(text), text)


def best_code(text: str) -> str:
    return route(text)[0].service.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("애들 먹는 젤리를 뜯었더니 구더기가 꿈틀거립니다", "mfds-foreign-matter"),
        ("동네 짜장면집에서 바퀴벌래가 나왔네요", "loc-restaurant-hygiene"),
        ("아파트윗집이너무쿵쿵거려서못살겠음", "loc-apartment"),
        ("월급을 두 달이나 몬 받았심더", "moel-wage-arrears"),
        ("하르방이 자꾸 깜빡깜빡 헴수다", "loc-dementia"),
        ("my landlord keeps my deposit", "loc-realestate"),
        ("the street lamp outside is out", "loc-road"),
        ("tôi muốn đổi hộ chiếu", "loc-passport"),
        ("con tôi cần tiêm phòng", "loc-vaccination"),
        ("冰箱坏了怎么扔", "loc-bulky-waste"),
        ("我的工资被拖欠了", "moel-wage-arrears"),
    ],
)
def test_everyday_words_of_many_kinds_find_the_service(text: str, code: str) -> None:
    assert best_code(text) == code


def test_the_reason_is_the_citizens_own_words() -> None:
    best = route("과자에서 벌레가 나왔어요")[0]

    assert best.why[:2] == ("과자", "벌레")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("이유식에서 나왔는데", ("이유식",)),
        ("두부 봉지를 열었는데 안에 이상한 실이 있어요", ("봉지",)),
        ("소화전 앞에 차를 세워 두었어요", ("차를 세워",)),
        ("how do I get my passport", ("passport",)),
    ],
)
def test_a_word_of_any_sentence_is_no_reason(text: str, why: tuple[str, ...]) -> None:
    assert route(text)[0].why == why


def test_without_a_district_a_local_service_asks_instead_of_guessing() -> None:
    nowhere, province = route("여권을 잃어버렸어요")[0], route("제주도 사는데 여권 분실")[0]

    assert (nowhere.needs_place, nowhere.agency, nowhere.place) == (True, None, None)
    assert (province.needs_place, province.place) == (True, Agency.objects.get(code="jeju"))


def test_the_place_picks_the_office_and_the_chosen_district_wins() -> None:
    named = route("잠실인데 여권 재발급")[0]
    chosen = route("잠실인데 여권 재발급", agency=Agency.objects.get(code="seocho"))[0]

    assert named.agency == Agency.objects.get(code="songpa")
    assert chosen.agency == Agency.objects.get(code="seocho")


def test_a_central_service_keeps_its_agency_and_tells_the_place() -> None:
    best = route("서귀포에 사는데 실업급여는 어떻게 받나요")[0]

    assert best.agency == Agency.objects.get(code="moel")
    assert best.place == Agency.objects.get(code="seogwipo")


def test_two_close_services_get_one_question() -> None:
    question = asked_about("음식에 머리카락")

    assert question is not None
    assert question.text == "어디에서 만든 음식입니까?"
    assert {option.service.code: option.text for option in question.options} == {
        "loc-restaurant-hygiene": "식당에서 만들거나 배달한 음식",
        "mfds-foreign-matter": "공장에서 만들어 포장한 제품",
    }


def test_a_clear_sentence_gets_no_question() -> None:
    assert asked_about("실업급여 신청 방법") is None


@pytest.mark.parametrize(
    "text",
    [
        "음식에 벌레",
        "음식에 벌레가 나왔어요",
        "반찬에서 철사가 나왔심더",
        "밥 먹는데 벌레가 나왔어요",
        "bug in my food",
        "食物里有虫",
        "có côn trùng trong thức ăn",
    ],
)
def test_food_without_its_maker_is_asked_about(text: str) -> None:
    question = asked_about(text)

    assert question is not None
    assert question.text == "어디에서 만든 음식입니까?"


@pytest.mark.parametrize("text", ["과자에서 벌레가 나왔어요", "배달시킨 치킨에서 벌레"])
def test_food_whose_maker_is_told_is_not_asked_about(text: str) -> None:
    assert asked_about(text) is None


@pytest.mark.parametrize(
    "text", ["", " \n", "ㅋㅋㅋ", "?!", "안녕하세요", "asdf qwer zxcv", "🙂" * 9]
)
def test_what_says_nothing_finds_nothing(text: str) -> None:
    assert route(text) == []


def test_a_very_long_text_is_read_from_its_beginning() -> None:
    assert best_code("여권을 잃어버렸어요. " + "그래서 말인데 " * 5000) == "loc-passport"


def test_a_service_newer_than_the_model_is_found_by_its_keywords() -> None:
    passport = Service.objects.filter(code="loc-passport").first()
    assert passport is not None
    Service.objects.create(
        agency=passport.agency,
        department=passport.department,
        code="loc-rabbit-hotel",
        name_ko="토끼호텔 이용 상담",
        name_en="Rabbit hotel",
        summary_ko="토끼를 맡깁니다.",
        summary_en="Leave a rabbit.",
        keywords_ko=["토끼호텔", "토끼 맡기기"],
        duration_minutes=15,
    )

    assert best_code("토끼호텔에 토끼 맡기기 하고 싶어요") == "loc-rabbit-hotel"


def test_the_number_of_queries_does_not_depend_on_the_text() -> None:
    counts = set()
    route("여권")  # fills the cache of place names

    for text in ("여권", "서초구 여권 재발급", "벌레", "I lost my passport in Jamsil " * 10):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            route(text)
        counts.add(len(queries))

    assert counts == {5}
