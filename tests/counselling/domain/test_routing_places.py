import pytest

from counselling.domain.catalogue import load_catalogue
from counselling.domain.routing import find_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue(db: None) -> None:
    load_catalogue()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("송파구청 가려고요", "songpa"),
        ("봉선동 사는 사람입니다", "gj-nam"),
        ("광주에 있는 북구에서 살아요", "gj-buk"),
        ("광주 시내", "gwangju"),
        ("제주 애월에서 왔어요", "jeju-si"),
        ("I live in Jamsil", "songpa"),
        ("an office in Nam-gu, Gwangju", "gj-nam"),
        ("tôi sống ở quận Gwangsan", "gj-gwangsan"),
        ("我住在西归浦市", "seogwipo"),
    ],
)
def test_a_place_is_found_by_its_names(text: str, code: str) -> None:
    place = find_place(text)

    assert place is not None
    assert place.code == code


def test_where_a_person_lives_counts_before_other_places() -> None:
    home = find_place("제주시까지 가야 하나요, 서귀포 사는데요")
    moved = find_place("서초구 살다가 송파구로 이사했어요")

    assert home is not None
    assert moved is not None
    assert (home.code, moved.code) == ("seogwipo", "songpa")


@pytest.mark.parametrize(
    "text",
    [
        "경기도 광주 삽니다",
        "대구 남구입니다",
        "휴양림 예약",
        "여기서 초본 떼나요",
        "빵 굽는 거 배우면 돈 주나요",
        "카톡 연동이 안 돼요",
        "동구 밖 과수원",
    ],
)
def test_words_that_only_look_like_a_place_name_none(text: str) -> None:
    assert find_place(text) is None
