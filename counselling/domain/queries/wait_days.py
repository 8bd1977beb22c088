"""Predicted against real waits of a line, day by day, with its desks."""

from dataclasses import dataclass

from django.db.models import Sum

from counselling.models import Desk, Line, WaitDay, WaitFit

SHOWN_DAYS = 30


@dataclass(frozen=True)
class WaitRow:
    """One day of a line, or all days of a desk, in minutes and per cent."""

    day: WaitDay

    @property
    def inside_percent(self) -> int:
        return round(100 * self.day.inside / self.day.shown) if self.day.shown else 0

    @property
    def median_minutes(self) -> int:
        return round(self.day.median_real_seconds / 60)

    @property
    def p95_minutes(self) -> int:
        return round(self.day.p95_real_seconds / 60)

    @property
    def is_honest(self) -> bool:
        return self.inside_percent >= 80


@dataclass(frozen=True)
class DeskWaits:
    desk: Desk
    shown: int
    inside: int

    @property
    def inside_percent(self) -> int:
        return round(100 * self.inside / self.shown) if self.shown else 0


@dataclass(frozen=True)
class WaitsOfLine:
    days: tuple[WaitRow, ...]
    desks: tuple[DeskWaits, ...]
    fit: WaitFit | None

    @property
    def shown(self) -> int:
        return sum(row.day.shown for row in self.days)

    @property
    def inside_percent(self) -> int:
        inside = sum(row.day.inside for row in self.days)
        return round(100 * inside / self.shown) if self.shown else 0


def waits_of(line: Line) -> WaitsOfLine:
    """Return the last days of a line, and how its desks came out."""
    days = WaitDay.objects.filter(line=line, desk=None).order_by("-day")[:SHOWN_DAYS]
    of_desks = dict(
        WaitDay.objects.filter(line=line, desk__isnull=False)
        .values_list("desk")
        .annotate(shown=Sum("shown"))
        .values_list("desk", "shown")
    )
    inside = dict(
        WaitDay.objects.filter(line=line, desk__isnull=False)
        .values_list("desk")
        .annotate(inside=Sum("inside"))
        .values_list("desk", "inside")
    )
    desks = Desk.objects.filter(pk__in=of_desks).order_by("number")
    return WaitsOfLine(
        days=tuple(WaitRow(day) for day in days),
        desks=tuple(DeskWaits(desk, of_desks[desk.pk], inside[desk.pk]) for desk in desks),
        fit=WaitFit.objects.filter(line=line).first(),
    )
