"""Dates in the language of the reader: the same names in both languages, no Korean in English."""

import datetime as dt
import re

import pytest
from django.utils import translation
from django.utils.formats import date_format

from portal.formats.en import formats as english
from portal.formats.ko import formats as korean

MOMENT = dt.datetime(2026, 12, 1, 14, 5)
NAMES = sorted(name for name in vars(korean) if name.endswith("_FORMAT"))


def test_both_languages_know_the_same_names() -> None:
    assert sorted(name for name in vars(english) if name.endswith("_FORMAT")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_english_dates_hold_no_korean(name: str) -> None:
    with translation.override("en"):
        written = date_format(MOMENT, name)
    assert not re.search("[가-힣]", written)
    assert "1 Dec" in written


@pytest.mark.parametrize(
    ("language", "written"),
    [("ko", "12월 1일 화요일 14:05"), ("en", "Tuesday 1 December at 14:05")],
)
def test_a_day_is_named_with_its_weekday(language: str, written: str) -> None:
    with translation.override(language):
        assert date_format(MOMENT, "DAY_TIME_FORMAT") == written
