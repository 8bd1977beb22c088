"""Imports public holidays from the `holidays` package, as rows that people can add to.

The package knows the law, not decisions made later: temporary holidays are entered by hand and
are never removed by an import.
"""

from collections.abc import Iterable

import holidays

from counselling.models import Holiday

SOURCE = f"holidays {holidays.__version__}"


def import_holidays(years: Iterable[int]) -> int:
    """Add the Korean public holidays of these years that are missing; return how many are new."""
    wanted = list(years)
    korean = holidays.country_holidays("KR", years=wanted, language="ko")
    english = holidays.country_holidays("KR", years=wanted, language="en_US")
    new = 0
    for day, name in korean.items():
        _row, is_new = Holiday.objects.get_or_create(
            day=day,
            name_ko=name[:100],
            defaults={"name_en": english.get(day, "")[:100], "source": SOURCE},
        )
        new += is_new
    return new
