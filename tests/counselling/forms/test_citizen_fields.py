"""Telephone numbers as people write them."""

import pytest
from django.core.exceptions import ValidationError

from counselling.forms.citizen_fields import PhoneField


@pytest.mark.parametrize(
    "written", ["01012345678", "010-1234-5678", "010 1234 5678", "+82 10-1234-5678"]
)
def test_phone_is_stored_one_way(written):
    assert PhoneField().clean(written) == "010-1234-5678"


def test_foreign_phone_keeps_its_country():
    assert PhoneField().clean("+1 202 555 0143") == "+1 202-555-0143"


@pytest.mark.parametrize("written", ["010-123-456", "친구 번호", "12"])
def test_mistyped_phone_is_refused_with_an_example(written):
    with pytest.raises(ValidationError) as refusal:
        PhoneField().clean(written)

    assert refusal.value.messages == ["전화번호를 다시 확인해 주세요. 예: 010-1234-5678"]


def test_optional_phone_may_be_empty():
    assert PhoneField(required=False).clean("") == ""
