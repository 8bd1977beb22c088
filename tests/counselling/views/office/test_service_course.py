"""A service's own recommended time and handling period."""

import pytest
from django.test import Client

from counselling.models import Service, UnitChange
from tests.cast import Cast
from tests.counselling.views.office.test_services import data_of

pytestmark = pytest.mark.django_db


def test_a_service_has_its_own_clock_and_handling_period(administrator: Client, cast: Cast) -> None:
    data = data_of(cast.service, recommended_minutes=30, petition_kind="statute")

    administrator.post(f"/office/services/{cast.service.pk}/", data)

    service = Service.objects.get(pk=cast.service.pk)
    assert (service.recommended_minutes, service.petition_kind) == (30, "statute")
    changed = UnitChange.objects.get(what="처리기간")
    assert (changed.from_text, changed.to_text) == ("단순 질의 (7일)", "법령 질의 (14일)")
