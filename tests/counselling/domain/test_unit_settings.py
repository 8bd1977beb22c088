"""Settings of units: inherited, in one query."""

import datetime as dt

import pytest
from django.db import IntegrityError

from counselling.domain.entry_codes import door_opens_at
from counselling.domain.unit_settings import (
    Settings,
    inherited_by,
    setting,
    settings_of,
    settings_of_departments,
)
from counselling.domain.units import find_unit, unit_of
from counselling.models import UnitSettings
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


def test_without_any_row_the_product_s_own_values_count(cast: Cast) -> None:
    assert settings_of(cast.food) == Settings()


def test_each_unit_overrides_only_what_it_sets(cast: Cast) -> None:
    UnitSettings.objects.create(bookable_days=60, hold_minutes=7)
    UnitSettings.objects.create(agency=cast.mfds, bookable_days=30)
    UnitSettings.objects.create(department=cast.food, shows_position=False)
    UnitSettings.objects.create(desk=cast.desk1, bookable_days=10)
    UnitSettings.objects.create(agency=cast.seocho, bookable_days=1)

    assert settings_of(cast.food) == Settings(
        bookable_days=30, hold_minutes=7, shows_position=False
    )
    assert setting(cast.desk1, "bookable_days") == 10
    assert setting(None, "bookable_days") == 60


def test_what_is_inherited_names_the_unit_it_comes_from(cast: Cast) -> None:
    UnitSettings.objects.create(agency=cast.mfds, bookable_days=30)
    UnitSettings.objects.create(department=cast.food, bookable_days=5)

    found = inherited_by(unit_of(cast.food))

    assert (found["bookable_days"].value, found["bookable_days"].unit.name) == (30, cast.mfds.name)
    assert (found["quiet_from"].value, found["quiet_from"].unit) == (dt.time(21), None)


def test_the_number_of_the_catalogue_counts_until_somebody_sets_one(cast: Cast) -> None:
    cast.mfds.phone = "1577-1255"
    assert setting(cast.food, "phone") == "1577-1255"

    UnitSettings.objects.create(agency=cast.mfds, phone="02-110")

    assert setting(cast.food, "phone") == "02-110"


def test_the_settings_of_many_departments_take_one_query(
    cast: Cast, django_assert_num_queries
) -> None:
    UnitSettings.objects.create(department=cast.civil, hold_minutes=9)

    with django_assert_num_queries(1):
        found = settings_of_departments([cast.food, cast.civil])

    assert (found[cast.food.pk].hold_minutes, found[cast.civil.pk].hold_minutes) == (5, 9)


def test_a_unit_has_one_row_of_settings(cast: Cast) -> None:
    UnitSettings.objects.create()

    with pytest.raises(IntegrityError):
        UnitSettings.objects.create()


@pytest.mark.parametrize("key", ["nation", "agency-1", "department-x", "desk-", "x", "desk-٣"])
def test_an_address_names_a_unit_or_nothing(db: None, key: str) -> None:
    found = find_unit(key)

    assert (found.key if found else None) == ("nation" if key == "nation" else None)


def test_the_door_opens_as_early_as_the_unit_says(cast: Cast, office_time: dt.datetime) -> None:
    starts_at = office_time + dt.timedelta(hours=1)
    appointment = make_appointment(cast.service, cast.desk1, starts_at=starts_at)
    assert door_opens_at(appointment) == starts_at - dt.timedelta(minutes=10)

    UnitSettings.objects.create(department=cast.food, door_opens_minutes=30)

    assert door_opens_at(appointment) == starts_at - dt.timedelta(minutes=30)
