import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import absences, assignment
from counselling.exceptions import OfficialBusy, StateChanged
from counselling.models import Absence, UnitChange
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.factories.appointments import make_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

HOUR = dt.timedelta(hours=1)
TOMORROW = OFFICE_TIME + dt.timedelta(days=1)


def away(cast: Cast, resource: object) -> Absence:
    return absences.add(
        resource,
        starts_at=TOMORROW,
        ends_at=TOMORROW + HOUR,
        reason="교육",
        department=cast.food,
        by=cast.park,
    )


def test_an_absence_lists_the_bookings_it_hits_and_where_they_could_go(cast: Cast) -> None:
    hit = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW + HOUR / 2)
    make_appointment(cast.service, cast.desk1, starts_at=TOMORROW + HOUR)
    make_appointment(cast.service, cast.desk2, starts_at=TOMORROW + HOUR / 4)

    (found,) = absences.hits_of(away(cast, cast.desk1), limit=10)

    assert (found.appointment, found.stays_possible) == (hit, True)
    assert [f"{timezone.localtime(slot.starts_at):%H:%M}" for slot in found.alternatives] == [
        "10:00",
        "10:45",
        "11:00",
    ]


def test_bookings_hit_keep_their_time_at_another_desk_where_one_is_free(cast: Cast) -> None:
    kept = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW)
    stuck = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW + HOUR / 4)
    make_appointment(cast.service, cast.desk2, starts_at=TOMORROW + HOUR / 4)
    absence = away(cast, cast.desk1)

    assert absences.keep_times(absence, by=cast.park) == (1, 1)

    kept.refresh_from_db()
    stuck.refresh_from_db()
    assert (kept.desk, stuck.desk) == (cast.desk2, cast.desk1)
    assert kept.changes.get().why == "absence"


def test_an_absent_official_is_replaced_by_another_with_the_skill(cast: Cast) -> None:
    cast.service.officials.add(cast.kim, cast.lee)
    appointment = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW, official=cast.kim)

    assert absences.keep_times(away(cast, cast.kim), by=cast.park) == (1, 0)

    appointment.refresh_from_db()
    assert appointment.official == cast.lee


def test_an_absence_that_was_taken_back_counts_no_more(cast: Cast) -> None:
    absence = away(cast, cast.desk1)

    absences.take_back(absence, department=cast.food, by=cast.park)

    with pytest.raises(StateChanged):
        absences.take_back(absence, department=cast.food, by=cast.park)
    changes = UnitChange.objects.order_by("pk")
    assert [(bool(c.from_text), bool(c.to_text), c.actor) for c in changes] == [
        (False, True, cast.park),
        (True, False, cast.park),
    ]


def test_an_appointment_is_assigned_late_to_who_is_free(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW)
    make_appointment(cast.service, cast.desk2, starts_at=TOMORROW, official=cast.kim)
    away(cast, cast.park)

    assert assignment.free_officials(appointment) == [cast.lee]
    for official in (cast.kim, cast.park, cast.seo):
        with pytest.raises(OfficialBusy):
            assignment.assign(appointment, official, by=cast.park)
    assignment.assign(appointment, cast.lee, by=cast.park)

    appointment.refresh_from_db()
    assert appointment.official == cast.lee
    assert appointment.changes.get().why == "official: 이담당"


def test_an_assignment_is_taken_back(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW, official=cast.kim)

    assignment.assign(appointment, None, by=cast.park)

    appointment.refresh_from_db()
    assert appointment.official is None
