"""The history of hours, services, settings and people: what, when, who, from, to."""

import pytest
from django.test import Client

from counselling.domain.accounts import give_role
from counselling.enums import Role
from counselling.models import UnitChange
from tests.cast import Cast
from tests.counselling.views.office.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_b14_every_change_of_hours_and_settings_is_in_the_history(
    administrator: Client, cast: Cast
):
    settings = f"/office/units/department-{cast.food.pk}/settings/"
    administrator.post(settings, {"seen": "0", "hold_minutes": "7"})
    administrator.post(settings, {"seen": UnitChange.objects.get().pk, "hold_minutes": "8"})

    page = administrator.get(f"/office/units/agency-{cast.mfds.pk}/history/")

    newest = page.context["history"][0]
    assert (newest.actor_name, newest.from_text, newest.to_text) == ("박책임", "7", "8")
    assert "<del>7</del>" in page.content.decode()
    assert "2026-11-24 10:00" in page.content.decode()


def test_an_agency_s_history_is_its_own(administrator: Client, elsewhere: Client, cast: Cast):
    administrator.post(
        f"/office/units/agency-{cast.mfds.pk}/settings/", {"seen": "0", "hold_minutes": "7"}
    )

    own = elsewhere.get(f"/office/units/agency-{cast.seocho.pk}/history/")

    assert "아직 바뀐 것이 없습니다." in own.content.decode()
    assert elsewhere.get(f"/office/units/agency-{cast.mfds.pk}/history/").status_code == 404


def test_an_auditor_reads_the_history_of_the_agency_and_is_led_to_nothing_else(cast: Cast):
    give_role(cast.hong, Role.AUDITOR, unit=cast.mfds)
    auditor = signed_in(cast.hong)

    page = auditor.get("/office/units/", follow=True)

    assert page.redirect_chain == [(f"/office/units/agency-{cast.mfds.pk}/history/", 302)]
    assert "/settings/" not in page.content.decode()
    assert auditor.get(f"/office/units/agency-{cast.seocho.pk}/history/").status_code == 404
