"""What is told when; how it is sent is tests of notice_sending."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from counselling.domain import notices
from counselling.enums import NoticeState
from counselling.models import Appointment, Notice, OutboxTask, UnitSettings
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return make_appointment(
        cast.service,
        cast.desk1,
        phone="01012345678",
        starts_at=dt.datetime(2026, 11, 24, 1, 30, tzinfo=dt.UTC),
    )


@pytest.fixture
def notice(appointment: Appointment, office_time: dt.datetime) -> Notice:
    notices.tell_confirmed(appointment, code="123456")
    return Notice.objects.get(kind="appointment_confirmed")


def test_f5_the_text_says_when_what_and_the_code_without_a_link(notice: Notice) -> None:
    assert notice.text.startswith("[마주] 홍길동 님, 11월 24일 10:30 포장식품 이물 신고 상담")
    assert "123456" in notice.text
    assert "http" not in notice.text and "/" not in notice.text


def test_the_text_says_when_the_door_of_the_department_opens(
    appointment: Appointment, cast: Cast
) -> None:
    UnitSettings.objects.create(department=cast.food, door_opens_minutes=25)

    notices.tell_confirmed(appointment, code="123456")

    assert "10:05부터 누리집의" in Notice.objects.get(kind="appointment_confirmed").text


def test_an_e_mail_may_name_the_address(appointment: Appointment) -> None:
    appointment.phone, appointment.email = "", "hong@example.test"

    notices.tell_confirmed(appointment, code="123456")

    text = Notice.objects.get(kind="appointment_confirmed").text
    assert "http://localhost:8000/enter/" in text
    assert "식품의약품안전처" in text


def test_e6_a_notice_speaks_the_language_of_the_person(appointment: Appointment) -> None:
    appointment.language = "en"

    notices.tell_cancelled(appointment)

    assert "Service mfds-foreign-matter" in Notice.objects.get().text


def test_nobody_is_told_without_an_address(cast: Cast) -> None:
    notices.tell_confirmed(make_appointment(cast.service, cast.desk1), code="123456")

    assert not Notice.objects.exists()


def test_what_a_person_typed_is_no_template_and_begins_no_line(appointment: Appointment) -> None:
    appointment.name = "홍{code}\r\nBcc: all@example.test"
    appointment.phone, appointment.email = "", "hong@example.test"

    notices.tell_cancelled(appointment)

    notice = Notice.objects.get()
    assert notice.text.startswith("홍{code} Bcc: all@example.test 님, ")
    assert "\n" not in notice.heading


@pytest.mark.parametrize(
    ("kind", "goes_at"),
    [("cancelled", dt.datetime(2026, 11, 25, 8, 0, tzinfo=KST)), ("code again", None)],
)
def test_e6_at_night_only_what_was_just_asked_for_goes_out(
    appointment: Appointment, at_night: dt.datetime, kind: str, goes_at: dt.datetime
) -> None:
    if kind == "cancelled":
        notices.tell_cancelled(appointment)
    else:
        notices.tell_code_again(appointment, code="123456")

    assert Notice.objects.get().next_try_at == (goes_at or at_night)
    assert OutboxTask.objects.count() == (0 if goes_at else 1)


def test_e6_an_agency_sets_its_own_quiet_hours(
    appointment: Appointment, cast: Cast, at_night: dt.datetime
) -> None:
    UnitSettings.objects.create(agency=cast.mfds, quiet_from=dt.time(23), quiet_until=dt.time(6))

    notices.tell_cancelled(appointment)

    assert Notice.objects.get().next_try_at == at_night


def test_cancelling_drops_what_was_still_to_be_told(
    appointment: Appointment, notice: Notice
) -> None:
    notices.tell_cancelled(appointment)

    notice.refresh_from_db()
    assert (notice.state, notice.code) == (NoticeState.DROPPED, "")
    assert "******" in notice.text
    assert "123456" not in notice.text


def test_the_same_notice_is_never_written_twice(notice: Notice) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            kind=notice.kind,
            subject=notice.subject,
            due_at=notice.due_at,
            contact_method=notice.contact_method,
            address="else",
            heading="",
            text="",
        )
