"""Administrators who save the same thing at once: one wins, the others are told."""

import datetime as dt
from collections import Counter

import pytest

from counselling.domain.opening_hours import STANDING, DayHours, set_week
from counselling.domain.people_administration import end_membership
from counselling.domain.settings_administration import change_settings
from counselling.domain.units import unit_of
from counselling.enums import Role
from counselling.exceptions import AdministrationError
from counselling.models import Membership, OpeningHours, UnitChange, UnitSettings, User
from tests.cast import Cast, make_cast
from tests.racing import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

AT_ONCE = 6


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def outcomes(results: list[object]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def test_one_week_is_saved_when_many_save_at_once(cast: Cast) -> None:
    def save(number: int) -> str:
        day = DayHours(weekday=1, opens_at=dt.time(number + 1), closes_at=dt.time(20))
        set_week(
            unit_of(cast.food), [day], period=STANDING, replaces=STANDING, seen=0, by=cast.park
        )
        return "saved"

    results = race(AT_ONCE, save)

    assert outcomes(results) == {"str": 1, "ChangedMeanwhile": AT_ONCE - 1}
    assert OpeningHours.objects.filter(department=cast.food).count() == 1
    assert UnitChange.objects.count() == 1


def test_one_row_of_settings_is_made_when_many_save_at_once(cast: Cast) -> None:
    results = race(
        AT_ONCE,
        lambda number: change_settings(
            unit_of(cast.mfds), {"hold_minutes": number + 3}, seen=0, by=cast.park
        ),
    )

    assert outcomes(results) == {"list": 1, "ChangedMeanwhile": AT_ONCE - 1}
    assert UnitSettings.objects.count() == 1


def test_two_administrators_cannot_end_each_other(cast: Cast) -> None:
    other = User.objects.create_user("second@mfds.test", name="이관리")
    Membership.objects.create(user=other, agency=cast.mfds, role=Role.ADMINISTRATOR)
    rows = list(Membership.objects.filter(agency=cast.mfds, role=Role.ADMINISTRATOR))

    results = race(2, lambda number: end_membership(rows[number], seen=0, by=cast.choi))

    assert sum(isinstance(result, AdministrationError) for result in results) == 1
    assert Membership.objects.filter(agency=cast.mfds, role=Role.ADMINISTRATOR).count() == 1
