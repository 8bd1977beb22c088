import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from counselling.domain import disposition, entry_codes, queue_calling
from counselling.domain.code_requests import send_codes_again
from counselling.enums import AppointmentState, Outcome
from counselling.exceptions import CodeExpired
from counselling.models import Appointment, EntryCode, Notice
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

PHONE = "01012345678"


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return make_appointment(cast.service, cast.desk1, name="홍길동", phone=PHONE)


def test_a_new_code_goes_to_the_address_that_was_left(appointment: Appointment) -> None:
    old = entry_codes.issue(appointment)

    assert send_codes_again(name="홍 길동", address=PHONE) == 1

    notice = Notice.objects.get()
    assert (notice.kind, notice.address) == ("code_reissued", PHONE)
    assert entry_codes.redeem("홍길동", notice.code, network="a") == appointment
    with pytest.raises(CodeExpired):
        entry_codes.redeem("홍길동", old, network="a")


@pytest.mark.parametrize(
    ("name", "address"),
    [("김길동", PHONE), ("홍길동", "01099999999"), ("홍길동", ""), ("", PHONE)],
)
def test_others_get_nothing(appointment: Appointment, name: str, address: str) -> None:
    assert send_codes_again(name=name, address=address) == 0
    assert not Notice.objects.exists()


def test_what_was_cancelled_has_no_code(cast: Cast) -> None:
    make_appointment(
        cast.service, cast.desk1, name="홍길동", phone=PHONE, state=AppointmentState.CANCELLED
    )

    assert send_codes_again(name="홍길동", address=PHONE) == 0


def test_three_messages_an_hour_are_enough(
    appointment: Appointment, office_time: dt.datetime
) -> None:
    sent = []
    for minutes in (0, 1, 2, 3, 61):
        with time_machine.travel(office_time + dt.timedelta(minutes=minutes), tick=False):
            sent.append(send_codes_again(name="홍길동", address=PHONE))

    assert sent == [1, 1, 1, 0, 1]


def test_a_code_for_a_past_session_lasts_no_longer_than_the_old_one(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service, name="홍길동", phone=PHONE)
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    later = timezone.now() + dt.timedelta(days=3)
    assert send_codes_again(name="홍길동", address=PHONE, now=later) == 1

    code = EntryCode.objects.get(is_active=True)
    assert session.closed_at is not None
    assert code.valid_until == session.closed_at + dt.timedelta(days=7)
