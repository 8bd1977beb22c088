"""Sites and booths: address, contact, equipment."""

import pytest
from django.test import Client

from counselling.models import Booth, Site, UnitChange
from tests.cast import Cast
from tests.factories.kiosks import make_booth

pytestmark = pytest.mark.django_db

SITE = {"seen": "0", "name_ko": "종로구청", "address_ko": "서울특별시 종로구", "phone": "02-2148"}


def test_sites_are_listed_with_booths_and_equipment(operator: Client, cast: Cast):
    make_booth(cast.seocho, equipment=["camera", "scanner"])

    page = operator.get(f"/office/units/agency-{cast.seocho.pk}/sites/").content.decode()

    assert "서울특별시 서초구 남부순환로 2584" in page
    assert "영상상담실 1호" in page
    assert "스캐너" in page


def test_a_site_and_its_booth_are_added(administrator: Client, cast: Cast):
    administrator.post(f"/office/units/agency-{cast.mfds.pk}/sites/new/", SITE)
    site = Site.objects.get()
    administrator.post(
        f"/office/sites/{site.pk}/booths/new/",
        {"name_ko": "영상상담실 1호", "equipment": ["camera", "microphone"]},
    )

    booth = Booth.objects.get()
    assert (site.agency, site.phone) == (cast.mfds, "02-2148")
    assert (booth.site, booth.equipment) == (site, ["camera", "microphone"])


def test_a_booth_is_changed_with_a_history(administrator: Client, cast: Cast):
    booth = make_booth(cast.mfds, equipment=["camera"])

    administrator.post(
        f"/office/booths/{booth.pk}/",
        {"seen": "0", "name_ko": "조용한 방", "name_en": booth.name_en, "equipment": ["printer"]},
    )

    booth.refresh_from_db()
    assert (booth.name_ko, booth.equipment) == ("조용한 방", ["printer"])
    assert {change.what for change in UnitChange.objects.all()} == {"이름", "장비"}


def test_a_site_without_an_address_is_told_and_nothing_typed_is_lost(
    administrator: Client, cast: Cast
):
    page = administrator.post(
        f"/office/units/agency-{cast.mfds.pk}/sites/new/", {**SITE, "address_ko": ""}
    ).content.decode()

    assert "주소를 적어 주세요." in page
    assert 'value="종로구청"' in page
    assert Site.objects.count() == 0


def test_sites_are_for_the_agency_s_own_administrator(administrator: Client, cast: Cast):
    booth = make_booth(cast.seocho)

    for address in (
        f"/office/units/agency-{cast.seocho.pk}/sites/",
        f"/office/sites/{booth.site_id}/",
        f"/office/sites/{booth.site_id}/booths/new/",
        f"/office/booths/{booth.pk}/",
    ):
        assert administrator.get(address).status_code == 404
    assert administrator.post(f"/office/sites/{booth.site_id}/", SITE).status_code == 404
