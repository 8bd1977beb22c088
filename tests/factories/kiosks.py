"""Sites with booths, kiosks."""

import datetime as dt
from typing import Any

from counselling.models import Absence, Agency, Booth, Site


def make_booth(agency: Agency, code: str = "site-r1", **fields: Any) -> Booth:
    """Create a booth in a site of its own."""
    site = Site.objects.create(
        agency=agency,
        code=f"{code}-site",
        name_ko="서초구청",
        name_en="Seocho-gu Office",
        address_ko="서울특별시 서초구 남부순환로 2584",
    )
    fields.setdefault("name_ko", "영상상담실 1호")
    fields.setdefault("name_en", "Video booth 1")
    return Booth.objects.create(site=site, code=code, **fields)


def make_block(booth: Booth, starts_at: dt.datetime, ends_at: dt.datetime) -> Absence:
    """Block a booth."""
    return Absence.objects.create(
        booth=booth, starts_at=starts_at, ends_at=ends_at, reason="장비 점검"
    )
