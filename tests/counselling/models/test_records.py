import pytest
from django.utils import translation

from counselling.models.records import in_language, list_in_language
from tests.cast import Cast


@pytest.mark.parametrize(("language", "text"), [("ko", "이물"), ("en", "foreign matter")])
def test_texts_follow_the_active_language(language: str, text: str) -> None:
    with translation.override(language):
        assert in_language("이물", "foreign matter") == text
        assert list_in_language(["이물"], ["foreign matter"]) == [text]


def test_korean_stands_in_for_missing_english() -> None:
    with translation.override("en"):
        assert in_language("이물", "") == "이물"
        assert list_in_language(["이물"], []) == ["이물"]


@pytest.mark.django_db
def test_names_of_rows_follow_the_active_language(cast: Cast) -> None:
    with translation.override("en"):
        assert cast.food.full_name == "Agency mfds, Department d-mfds-food"
    with translation.override("ko"):
        assert cast.food.full_name == "식품의약품안전처 식품안전정책국"
