import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import entry_codes
from counselling.exceptions import CodeExpired, TooEarly, TooManyTries, WrongCode
from counselling.models import Appointment, EntryAttempts, EntryCode
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

HOME = "192.0.2.1"
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return make_appointment(cast.service, cast.desk1, name="홍길동")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def try_wrong(times: int, *, name: str = "홍길동", network: str = HOME, code: str = "") -> None:
    for _try in range(times):
        with pytest.raises(WrongCode):
            entry_codes.redeem(name, code, network=network)


@pytest.mark.parametrize("name", ["홍길동", " 홍 길동 ", "홍길동"])
def test_a_name_is_compared_without_spaces_and_composed(
    appointment: Appointment, name: str
) -> None:
    code = entry_codes.issue(appointment)

    assert entry_codes.redeem(name, code, network=HOME) == appointment


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_a_code_is_read_however_it_is_grouped(appointment: Appointment, typed: str) -> None:
    code = entry_codes.issue(appointment)

    assert (
        entry_codes.redeem("홍길동", typed.format(code[:3], code[3:]), network=HOME) == appointment
    )


def test_full_width_digits_are_digits(appointment: Appointment) -> None:
    code = entry_codes.issue(appointment)
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in code)

    assert entry_codes.redeem("홍길동", full_width, network=HOME) == appointment


def test_the_right_code_with_another_name_is_wrong(appointment: Appointment) -> None:
    code = entry_codes.issue(appointment)

    with pytest.raises(WrongCode):
        entry_codes.redeem("김길동", code, network=HOME)


def test_neither_the_code_nor_a_plain_hash_is_stored(appointment: Appointment) -> None:
    code = entry_codes.issue(appointment)

    row = EntryCode.objects.get()
    assert code not in row.code_hash
    assert len(row.code_hash) == 64


def test_a_new_code_ends_the_old_one(appointment: Appointment) -> None:
    old = entry_codes.issue(appointment)
    new = entry_codes.issue(appointment)

    with pytest.raises(CodeExpired):
        entry_codes.redeem("홍길동", old, network=HOME)
    assert entry_codes.redeem("홍길동", new, network=HOME) == appointment


def test_two_people_of_one_name_get_different_codes(
    cast: Cast, appointment: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([111111, 111111, 222222])
    monkeypatch.setattr(entry_codes.secrets, "randbelow", lambda _limit: next(drawn))
    other = make_queue_ticket(cast.service, name="홍길동")

    assert entry_codes.issue(appointment) == "111111"
    assert entry_codes.issue(other) == "222222"
    assert entry_codes.redeem("홍길동", "222222", network=HOME) == other


def test_a_code_works_until_seven_days_after_the_end(appointment: Appointment) -> None:
    code = entry_codes.issue(appointment)
    ended_at = timezone.now()
    entry_codes.end_after(appointment, ended_at=ended_at)
    week = dt.timedelta(days=7)

    just_before = ended_at + week - MINUTE
    assert entry_codes.redeem("홍길동", code, network=HOME, now=just_before) == appointment
    with pytest.raises(CodeExpired):
        entry_codes.redeem("홍길동", code, network=HOME, now=ended_at + week)


def test_a_code_that_is_never_used_ends_too(cast: Cast, appointment: Appointment) -> None:
    entry_codes.issue(appointment)
    entry_codes.issue(make_queue_ticket(cast.service))

    ends = EntryCode.objects.order_by("pk").values_list("valid_until", flat=True)
    midnight = dt.datetime(2026, 11, 25, tzinfo=KST)
    assert list(ends) == [
        appointment.ends_at + dt.timedelta(days=7),
        midnight + dt.timedelta(days=7),
    ]


def test_expired_codes_free_their_digits(appointment: Appointment) -> None:
    entry_codes.issue(appointment)
    entry_codes.end_after(appointment, ended_at=timezone.now())

    assert entry_codes.retire_expired() == 0
    assert entry_codes.retire_expired(now=timezone.now() + dt.timedelta(days=7)) == 1


def test_the_sixth_wrong_try_makes_the_pair_wait_even_for_the_right_code(
    appointment: Appointment,
) -> None:
    code = entry_codes.issue(appointment)
    try_wrong(6, code=wrong(code))

    with pytest.raises(TooManyTries, match="10초") as refused:
        entry_codes.redeem("홍길동", code, network=HOME)
    later = refused.value.retry_at
    assert later == timezone.now() + dt.timedelta(seconds=10)
    assert entry_codes.redeem("홍길동", code, network=HOME, now=later) == appointment


def test_waiting_grows_with_each_wrong_try(appointment: Appointment) -> None:
    code = entry_codes.issue(appointment)
    try_wrong(6, code=wrong(code))

    with pytest.raises(WrongCode):
        entry_codes.redeem(
            "홍길동", wrong(code), network=HOME, now=timezone.now() + dt.timedelta(seconds=10)
        )
    with pytest.raises(TooManyTries) as refused:
        entry_codes.redeem(
            "홍길동", code, network=HOME, now=timezone.now() + dt.timedelta(seconds=11)
        )
    assert refused.value.retry_at == timezone.now() + dt.timedelta(seconds=30)


def test_a_name_is_slowed_on_one_network_only(appointment: Appointment) -> None:
    code = entry_codes.issue(appointment)
    try_wrong(6, code=wrong(code))

    assert entry_codes.redeem("홍길동", code, network="198.51.100.7") == appointment


def test_other_names_on_the_network_are_not_slowed(cast: Cast, appointment: Appointment) -> None:
    code = entry_codes.issue(appointment)
    try_wrong(6, name="김길동", code=code)

    assert entry_codes.redeem("홍길동", code, network=HOME) == appointment


def test_a_network_that_tries_many_names_waits_ten_seconds_and_no_longer(
    appointment: Appointment,
) -> None:
    code = entry_codes.issue(appointment)
    for number in range(61):
        try_wrong(1, name=f"이름{number}", code=code)
    EntryAttempts.objects.filter(failures__gte=60).update(failures=500, retry_at=None)
    try_wrong(1, name="또", code=code)

    with pytest.raises(TooManyTries) as refused:
        entry_codes.redeem("홍길동", code, network=HOME)
    assert refused.value.retry_at == timezone.now() + dt.timedelta(seconds=10)


def test_wrong_tries_are_forgotten_after_a_quarter_of_an_hour(appointment: Appointment) -> None:
    code = entry_codes.issue(appointment)
    try_wrong(5, code=wrong(code))

    later = timezone.now() + 16 * MINUTE
    for _try in range(5):
        with pytest.raises(WrongCode):
            entry_codes.redeem("홍길동", wrong(code), network=HOME, now=later)
    assert entry_codes.redeem("홍길동", code, network=HOME, now=later) == appointment


def test_the_door_opens_ten_minutes_before_and_says_when(
    cast: Cast, appointment: Appointment
) -> None:
    appointment.starts_at = timezone.now() + 30 * MINUTE

    with pytest.raises(TooEarly, match="11월 24일 10:20부터") as early:
        entry_codes.require_open_door(appointment)
    assert early.value.opens_at == timezone.now() + 20 * MINUTE
    entry_codes.require_open_door(appointment, now=timezone.now() + 20 * MINUTE)
