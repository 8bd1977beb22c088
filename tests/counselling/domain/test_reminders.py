"""Reminders in two steps; none about a time that is not the appointment's any more."""

import datetime as dt

import pytest

from counselling.domain import attendance, booking_notices, notice_sending, notices
from counselling.enums import AttendanceAnswer, NoticeState
from counselling.models import Appointment, Notice, OutboxTask, UnitSettings
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
TEN_MINUTES = dt.timedelta(minutes=10)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def appointment(cast: Cast, office_time: dt.datetime) -> Appointment:
    return make_appointment(
        cast.service, cast.desk1, phone="01012345678", starts_at=office_time + 2 * DAY
    )


def reminders() -> list[Notice]:
    return list(Notice.objects.filter(kind__startswith="reminder").order_by("pk"))


def goes_out(notice: Notice) -> bool:
    return notice_sending.claim(notice.pk, now=notice.next_try_at + MINUTE) is not None


def move(appointment: Appointment, by: dt.timedelta) -> None:
    for field in ("starts_at", "ends_at", "reserved_from", "reserved_until"):
        setattr(appointment, field, getattr(appointment, field) + by)
    appointment.save()


def test_c10_reminders_go_a_day_and_ten_minutes_before(appointment: Appointment) -> None:
    notices.tell_confirmed(appointment, code="123456")

    assert [(n.kind, appointment.starts_at - n.due_at) for n in reminders()] == [
        ("reminder_early", DAY),
        ("reminder_soon", TEN_MINUTES),
    ]
    assert OutboxTask.objects.count() == 1  # the confirmation: no task waits for a time


def test_c10_reminders_go_by_sms_and_e_mail(appointment: Appointment) -> None:
    appointment.email = "hong@example.test"

    notices.tell_confirmed(appointment, code="123456")

    assert [n.contact_method for n in reminders()] == ["sms", "email", "sms", "email"]


def test_c10_f5_a_reminder_asks_for_an_answer_without_a_link(appointment: Appointment) -> None:
    notices.tell_confirmed(appointment, code="123456")

    text = reminders()[0].text
    assert "'가겠습니다'나 '못 갑니다'" in text
    assert "http" not in text
    assert "123456" not in text


def test_c10_the_times_are_settings(appointment: Appointment, cast: Cast) -> None:
    UnitSettings.objects.create(
        department=cast.food, first_reminder_minutes=120, second_reminder_minutes=30
    )

    notices.tell_confirmed(appointment, code="123456")

    before = [appointment.starts_at - n.due_at for n in reminders()]
    assert before == [dt.timedelta(hours=2), dt.timedelta(minutes=30)]


def test_a_reminder_whose_time_is_past_is_not_planned(cast: Cast, office_time: dt.datetime) -> None:
    soon = make_appointment(
        cast.service, cast.desk1, phone="01012345678", starts_at=office_time + 60 * MINUTE
    )

    notices.tell_confirmed(soon, code="123456")

    assert [n.kind for n in reminders()] == ["reminder_soon"]


def test_c10_a_cancelled_appointment_is_never_reminded_of(appointment: Appointment) -> None:
    notices.tell_confirmed(appointment, code="123456")

    notices.tell_cancelled(appointment)

    assert {n.state for n in reminders()} == {NoticeState.DROPPED}
    assert not any(goes_out(n) for n in reminders())


def test_c10_a_moved_appointment_is_reminded_of_at_its_new_time_only(
    appointment: Appointment,
) -> None:
    notices.tell_confirmed(appointment, code="123456")
    old = reminders()
    move(appointment, DAY)

    booking_notices.tell_moved(appointment)

    new = [n for n in reminders() if n not in old]
    assert not any(goes_out(n) for n in old)
    assert [appointment.starts_at - n.due_at for n in new] == [DAY, TEN_MINUTES]
    assert all(goes_out(n) for n in new)


def test_c10_a_change_that_told_nobody_still_stops_the_old_reminder(
    appointment: Appointment,
) -> None:
    notices.tell_confirmed(appointment, code="123456")
    move(appointment, DAY)

    assert not any(goes_out(n) for n in reminders())
    assert {n.state for n in reminders()} == {NoticeState.DROPPED}


def test_c10_cancelling_stops_a_reminder_that_is_being_sent(appointment: Appointment) -> None:
    notices.tell_confirmed(appointment, code="123456")
    early = reminders()[0]
    claimed = notice_sending.claim(early.pk, now=early.due_at + MINUTE)
    assert claimed is not None

    notices.tell_cancelled(appointment)

    with pytest.raises(notice_sending.ClaimLost):
        notice_sending.hand_over(claimed)


def test_moved_there_and_back_is_reminded_of_again(appointment: Appointment) -> None:
    notices.tell_confirmed(appointment, code="123456")
    for by in (DAY, -DAY):
        move(appointment, by)
        booking_notices.tell_moved(appointment)

    waiting = [n for n in reminders() if n.state == NoticeState.WAITING]
    assert [appointment.starts_at - n.due_at for n in waiting] == [DAY, TEN_MINUTES]


def test_c10_whoever_said_no_is_not_reminded_again(appointment: Appointment) -> None:
    notices.tell_confirmed(appointment, code="123456")
    attendance.reply(appointment, AttendanceAnswer.NOT_COMING)

    assert not any(goes_out(n) for n in reminders())


def test_e6_the_early_reminder_waits_for_the_morning_the_late_one_does_not(
    cast: Cast, office_time: dt.datetime
) -> None:
    at_ten_in_the_evening = office_time.replace(hour=22) + 2 * DAY
    late = make_appointment(
        cast.service, cast.desk1, phone="01012345678", starts_at=at_ten_in_the_evening
    )

    notices.tell_confirmed(late, code="123456")

    early, soon = reminders()
    assert early.next_try_at == at_ten_in_the_evening.replace(hour=8)
    assert soon.next_try_at == at_ten_in_the_evening - TEN_MINUTES


def test_a_reminder_is_of_no_use_once_it_has_begun(appointment: Appointment) -> None:
    notices.tell_confirmed(appointment, code="123456")

    assert notice_sending.claim(reminders()[1].pk, now=appointment.starts_at) is None
