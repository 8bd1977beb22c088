"""What is asked of a citizen, and how a wrong answer is said."""

from counselling.forms.citizen_booking import BookingForm, WalkInForm

GIVEN = {
    "name": "박민원",
    "phone": "01012345678",
    "email": "",
    "question": "과자에서 벌레가 나왔어요",
}


def test_booking_needs_one_way_to_reach_the_citizen():
    form = BookingForm(GIVEN | {"phone": ""})

    assert form.errors == {"phone": ["휴대전화 번호나 이메일을 하나 이상 넣어 주세요."]}


def test_mistyped_phone_is_said_once():
    form = BookingForm(GIVEN | {"phone": "010-12"})

    assert form.errors == {"phone": ["전화번호를 다시 확인해 주세요. 예: 010-1234-5678"]}


def test_walk_in_needs_no_contact():
    assert WalkInForm({"name": "이민원"}).is_valid()
