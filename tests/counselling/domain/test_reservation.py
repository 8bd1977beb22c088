import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import entry_codes, reservation
from counselling.domain.pools import Needs
from counselling.domain.queue import enter_for_appointment
from counselling.enums import AppointmentState
from counselling.exceptions import (
    CannotCancel,
    HoldExpired,
    SlotNotOffered,
    SlotTaken,
    TooManyBookings,
)
from counselling.models import Appointment, AppointmentChange, Notice, OutboxTask
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.kiosks import make_booth

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


def hold(cast: Cast, **fields: object) -> Appointment:
    fields.setdefault("starts_at", timezone.now() + HOUR)
    return reservation.hold_slot(cast.service, **fields)


def test_a_hold_takes_a_desk_for_five_minutes(cast: Cast) -> None:
    appointment = hold(cast)

    assert appointment.state == AppointmentState.HELD
    assert appointment.held_until == timezone.now() + 5 * MINUTE
    assert appointment.official is None


def test_as_many_hold_a_time_as_there_are_desks(cast: Cast) -> None:
    desks = {hold(cast).desk, hold(cast).desk}

    assert desks == {cast.desk1, cast.desk2}
    with pytest.raises(SlotTaken):
        hold(cast)


@pytest.mark.parametrize("minutes", [-15, 7, 12 * 60, 121])
def test_only_times_of_the_timetable_are_held(cast: Cast, minutes: int) -> None:
    with pytest.raises(SlotNotOffered):
        hold(cast, starts_at=timezone.now() + minutes * MINUTE)


def test_a_time_too_far_ahead_is_not_offered(cast: Cast) -> None:
    with pytest.raises(SlotNotOffered):
        hold(cast, starts_at=timezone.now() + dt.timedelta(days=28))


def test_a_service_that_is_off_is_not_offered(cast: Cast) -> None:
    cast.service.is_offered = False

    with pytest.raises(SlotNotOffered):
        hold(cast)


def test_a_hold_that_ran_out_gives_way_without_being_tidied(cast: Cast) -> None:
    first, second = hold(cast), hold(cast)

    third = hold(cast, now=timezone.now() + 5 * MINUTE)

    assert third.desk == first.desk
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (AppointmentState.EXPIRED, AppointmentState.HELD)


def test_a_booth_is_held_with_the_desk(cast: Cast) -> None:
    booth = make_booth(cast.seocho)
    hold(cast, needs=Needs(booth=booth))

    with pytest.raises(SlotTaken):
        hold(cast, needs=Needs(booth=booth))


def test_a_hold_is_extended_from_now(cast: Cast) -> None:
    appointment = hold(cast)

    reservation.extend_hold(appointment, now=timezone.now() + 4 * MINUTE)

    appointment.refresh_from_db()
    assert appointment.held_until == timezone.now() + 9 * MINUTE


def test_a_hold_that_ran_out_is_not_extended_nor_confirmed(cast: Cast) -> None:
    appointment = hold(cast)
    too_late = timezone.now() + 5 * MINUTE

    with pytest.raises(HoldExpired):
        reservation.extend_hold(appointment, now=too_late)
    with pytest.raises(HoldExpired):
        reservation.confirm(appointment, name="홍길동", now=too_late)


def test_confirming_gives_a_code_and_tells_by_every_address(cast: Cast) -> None:
    appointment = hold(cast)

    code = reservation.confirm(
        appointment, name=" 홍길동 ", phone="01012345678", email="hong@example.test"
    )

    assert entry_codes.redeem("홍길동", code, network="a") == appointment
    appointment.refresh_from_db()
    assert (appointment.state, appointment.name) == (AppointmentState.CONFIRMED, "홍길동")
    notices = Notice.objects.filter(kind="appointment_confirmed").order_by("contact_method")
    assert [notice.address for notice in notices] == ["hong@example.test", "01012345678"]
    assert all(code in notice.text for notice in notices)
    assert "http" not in notices[1].text
    assert OutboxTask.objects.count() == 2


def test_confirming_twice_is_refused(cast: Cast) -> None:
    appointment = hold(cast)
    again = Appointment.objects.get(pk=appointment.pk)
    reservation.confirm(appointment, name="홍길동")

    with pytest.raises(HoldExpired):
        reservation.confirm(again, name="홍길동")


def test_one_contact_has_at_most_five_open_bookings(cast: Cast) -> None:
    for number in range(5):
        make_appointment(
            cast.service,
            cast.desk1,
            starts_at=timezone.now() + number * HOUR,
            phone="01012345678",
        )
    appointment = hold(cast)

    with pytest.raises(TooManyBookings):
        reservation.confirm(appointment, name="홍길동", phone="01012345678")
    appointment.refresh_from_db()
    assert appointment.state == AppointmentState.HELD


def test_bookings_that_are_past_do_not_count(cast: Cast) -> None:
    for number in range(1, 6):
        make_appointment(
            cast.service,
            cast.desk1,
            starts_at=timezone.now() - number * HOUR,
            phone="01012345678",
        )

    reservation.confirm(hold(cast), name="홍길동", phone="01012345678")


def test_a_released_hold_is_free_at_once(cast: Cast) -> None:
    hold(cast)
    second = hold(cast)

    reservation.release_hold(second)

    assert hold(cast).desk == second.desk


def test_a_cancelled_time_is_free_again_and_the_citizen_is_told(cast: Cast) -> None:
    appointment = hold(cast)
    hold(cast)
    reservation.confirm(appointment, name="홍길동", phone="01012345678")

    reservation.cancel(appointment, by=cast.hong)

    assert appointment.state == AppointmentState.CANCELLED
    assert hold(cast).desk == appointment.desk
    assert Notice.objects.filter(kind="appointment_cancelled").count() == 1


def test_what_has_begun_is_not_cancelled(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    enter_for_appointment(appointment)

    with pytest.raises(CannotCancel):
        reservation.cancel(appointment, by=None)


def test_every_step_is_in_the_history(cast: Cast) -> None:
    appointment = hold(cast, citizen=cast.hong)
    reservation.confirm(appointment, name="홍길동", by=cast.hong)
    reservation.cancel(appointment, by=cast.kim, why="창구 사정")

    steps = AppointmentChange.objects.order_by("pk")
    assert [(s.from_state, s.to_state, s.actor, s.why) for s in steps] == [
        ("", "held", cast.hong, ""),
        ("held", "confirmed", cast.hong, ""),
        ("confirmed", "cancelled", cast.kim, "창구 사정"),
    ]


def test_holds_that_ran_out_are_tidied_away(cast: Cast) -> None:
    hold(cast)

    assert reservation.expire_holds() == 0
    assert reservation.expire_holds(now=timezone.now() + 6 * MINUTE) == 1
