"""Sites and their booths: address, contact, equipment."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from counselling.domain import unit_changes
from counselling.domain.row_changes import change_row, new_code, subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit, unit_of
from counselling.enums import ChangeTopic
from counselling.models import Agency, Booth, Kiosk, Site, User

LABELS: dict[str, Any] = {
    "name_ko": _("이름"),
    "name_en": _("이름 (영어)"),
    "address_ko": _("주소"),
    "address_en": _("주소 (영어)"),
    "phone": _("전화번호"),
    "equipment": _("장비"),
}


def sites_of(unit: Unit) -> QuerySet[Site]:
    """Return the agency's sites with their booths and kiosks, in three queries."""
    booths = Booth.objects.prefetch_related(Prefetch("kiosks", Kiosk.objects.order_by("pk")))
    return Site.objects.filter(agency=unit.agency).prefetch_related(
        Prefetch("booths", booths.order_by("pk"))
    )


def add_site(agency: Agency, values: Mapping[str, Any], *, by: User | None) -> Site:
    with transaction.atomic():
        site = Site.objects.create(agency=agency, code=new_code(), **values)
        _record_new(site, agency, _("새 민원실"), by)
    return site


def add_booth(site: Site, values: Mapping[str, Any], *, by: User | None) -> Booth:
    with transaction.atomic():
        booth = Booth.objects.create(site=site, code=new_code(), **values)
        _record_new(booth, site.agency, _("새 영상상담실"), by)
    return booth


def change_site(
    row: Site | Booth, values: Mapping[str, Any], *, seen: int, by: User | None
) -> None:
    """Change what differs of a site or a booth.

    Raises:
        ChangedMeanwhile: Another administrator changed it first.
    """
    site = row.site if isinstance(row, Booth) else row
    change_row(
        row,
        values,
        unit=unit_of(site.agency),
        topic=ChangeTopic.SITE,
        labels=LABELS,
        seen=seen,
        by=by,
    )


def _record_new(row: Site | Booth, agency: Agency, what: Any, by: User | None) -> None:
    unit_changes.record(
        unit_of(agency),
        [Change(what, "", row.name_ko)],
        topic=ChangeTopic.SITE,
        subject=subject_of(row),
        name=row.name_ko,
        by=by,
    )
