"""Honest waiting times (F13): what was shown, how long it really was, and learning from it."""

import datetime as dt
import statistics
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from counselling.domain.queries.waiting import Place
from counselling.enums import QueueTicketState
from counselling.models import (
    CounsellingSession,
    Desk,
    Line,
    QueueTicket,
    WaitDay,
    WaitFit,
    WaitForecast,
)
from counselling.timetable.days import at, day_of
from counselling.timetable.waiting_model import START_LEVEL, Ended, fit, level_overnight
from counselling.timetable.waiting_range import WaitingRange

# What a line's model is fitted to: the last days, and no more sessions than say enough.
HISTORY = dt.timedelta(days=60)
SESSIONS_AT_MOST = 1000
COMPARED_AGAIN = dt.timedelta(days=3)


def note_shown(ticket: QueueTicket, place: Place) -> None:
    """Keep the first range that a waiting person sees in a line."""
    if place.wait is None:
        return
    WaitForecast.objects.get_or_create(
        queue_ticket=ticket,
        line=ticket.line,
        defaults={
            "ahead": place.ahead,
            "staffed_desks": len(place.staffed),
            "low_minutes": place.wait.low_minutes,
            "high_minutes": place.wait.high_minutes,
        },
    )


def note_called(ticket: QueueTicket, *, desk: Desk, now: dt.datetime) -> None:
    """Write down how long a person really waited, the first time they are called."""
    forecast = _open_forecasts(ticket).first()
    if forecast is None:
        return
    real = max((now - forecast.created_at).total_seconds(), 0)
    shown = WaitingRange(forecast.low_minutes, forecast.high_minutes)
    forecast.called_at = now
    forecast.desk = desk
    forecast.real_seconds = round(real)
    forecast.is_inside = shown.holds(real / 60)
    forecast.save(update_fields=["called_at", "desk", "real_seconds", "is_inside"])


def forget_shown(ticket: QueueTicket) -> None:
    """Compare nothing with the wait of somebody who was set aside: it says nothing of the line."""
    _open_forecasts(ticket).delete()


def compare_days(*, now: dt.datetime | None = None) -> int:
    """Compare what was shown with what came true, for the last days; return how many rows."""
    now = now or timezone.now()
    first = at(day_of(now - COMPARED_AGAIN), dt.time(0))
    seen = WaitForecast.objects.filter(called_at__gte=first).select_related("line")
    by_day: dict[tuple[dt.date, int, int | None], list[WaitForecast]] = {}
    for forecast in seen:
        if forecast.called_at is None:
            continue
        day = day_of(forecast.called_at)
        by_day.setdefault((day, forecast.line_id, None), []).append(forecast)
        if forecast.desk_id is not None:
            by_day.setdefault((day, forecast.line_id, forecast.desk_id), []).append(forecast)
    for (day, line, desk), forecasts in by_day.items():
        about: dict[str, Any] = {"line_id": line, "desk_id": desk, "day": day}
        WaitDay.objects.update_or_create(**about, defaults=_figures(forecasts))
    return len(by_day)


def fit_lines(*, now: dt.datetime | None = None) -> int:
    """Fit the model of every line that has a history; return how many."""
    now = now or timezone.now()
    fitted = 0
    for line in Line.objects.order_by("pk"):
        sessions = _ended_sessions(line, now)
        if not sessions:
            continue
        before = WaitFit.objects.filter(line=line).first()
        model = fit(sessions, left=_left(line, now), level=_level(line, before, now))
        WaitFit.objects.update_or_create(
            line=line,
            defaults={
                "fitted_at": now,
                "samples": model.samples,
                "log_ratio": model.log_ratio,
                "log_spread": model.log_spread,
                "leave_share": model.leave_share,
                "level": model.level,
            },
        )
        fitted += 1
    return fitted


def _open_forecasts(ticket: QueueTicket) -> QuerySet[WaitForecast]:
    return WaitForecast.objects.filter(queue_ticket=ticket, line=ticket.line_id, called_at=None)


def _figures(forecasts: Iterable[WaitForecast]) -> dict[str, float]:
    rows = list(forecasts)
    real = sorted(row.real_seconds or 0 for row in rows)
    return {
        "shown": len(rows),
        "inside": sum(bool(row.is_inside) for row in rows),
        "median_real_seconds": round(statistics.median(real)),
        "p95_real_seconds": real[int(len(real) * 0.95)],
        "median_width_minutes": statistics.median(
            row.high_minutes - row.low_minutes for row in rows
        ),
    }


def _ended_sessions(line: Line, now: dt.datetime) -> list[Ended]:
    """Return the sessions that took a desk's time: closed with an outcome, or handed on."""
    rows = (
        CounsellingSession.objects.filter(
            Q(dispositions__isnull=False) | Q(transfers__isnull=False),
            department=line.department_id,
            closed_at__gte=now - HISTORY,
        )
        .order_by("-closed_at")
        .values_list("pk", "service__duration_minutes", "created_at", "closed_at")
        .distinct()
    )
    return [
        Ended(float(planned), (closed - began).total_seconds() / 60)
        for _pk, planned, began, closed in rows[:SESSIONS_AT_MOST]
        if closed
    ]


def _left(line: Line, now: dt.datetime) -> int:
    gone = QueueTicket.objects.filter(
        line=line, state=QueueTicketState.LEFT, ended_at__gte=now - HISTORY
    )
    return min(gone.count(), SESSIONS_AT_MOST)


def _level(line: Line, before: WaitFit | None, now: dt.datetime) -> float:
    """Return how wide the next day begins, after the ranges shown since the last fit."""
    since = before.fitted_at if before else now - HISTORY
    seen = WaitForecast.objects.filter(line=line, called_at__gt=since, called_at__lte=now)
    outcomes = seen.order_by("called_at", "pk").values_list("is_inside", flat=True)
    return level_overnight(before.level if before else START_LEVEL, map(bool, outcomes))
