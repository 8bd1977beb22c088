"""Sites with booths, kiosks."""

from typing import Any

from counselling.models import Agency, Booth, Site


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
