"""Hours of a unit: the week as it is, weeks for a period, one-off days, closures."""

import datetime as dt
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import opening_hours, unit_changes
from counselling.domain.closures import closures_to_come
from counselling.domain.hours_effects import week_of
from counselling.domain.opening_hours import Period, subject_of, weeks_of
from counselling.domain.units import Unit
from counselling.enums import ChangeTopic
from counselling.forms.office_fields import VersionedForm
from counselling.forms.office_hours import OneOffDayForm, WeekForm
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import Week, load_unit, load_week
from counselling.views.office.saving import seen_or_now, tried

HOURS_TOPICS = (ChangeTopic.HOURS, ChangeTopic.CLOSURE, ChangeTopic.HOLIDAY)
WEEKS_AHEAD_AT_MOST = 60


@require_safe
@guarded(may_administer, load=load_unit, login=True)
def hours(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Show a week of the unit (`?week=1` is the next one) and everything that makes it."""
    number = _week_number(request)
    day = timezone.localdate() + dt.timedelta(weeks=number)
    weeks = weeks_of(unit)
    return render(
        request,
        "office/hours.html",
        {
            "unit": unit,
            "tab": "hours",
            "week": week_of(unit, day),
            "week_number": number,
            "standing": weeks.get(opening_hours.STANDING),
            "below": opening_hours.units_below_with_own_hours(unit),
            "periods": [
                period for period in weeks if not (period.is_standing or period.is_one_day)
            ],
            "one_off_days": [
                (period, next(iter(days.values())))
                for period, days in weeks.items()
                if period.is_one_day and period.first and period.first >= timezone.localdate()
            ],
            "closures": closures_to_come(unit),
            "history": unit_changes.history_of(unit, limit=10, topics=HOURS_TOPICS),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_week, login=True)
def edit_week(request: HttpRequest, week: Week) -> HttpResponse:
    """Edit the standing week, or one for a period: preview first, then save."""
    form, effects = _week_form(request, week), None
    if request.method == "POST" and form.is_valid():
        change = partial(
            opening_hours.set_week,
            week.unit,
            form.week,
            period=form.period,
            replaces=week.period,
            seen=form.cleaned_data["seen"],
            by=request.user,  # type: ignore[arg-type]
        )
        day = max(timezone.localdate(), form.period.first or timezone.localdate())
        effects = tried(
            request, form, change, unit=week.unit, subject=subject_of(week.unit), first_day=day
        )
        if effects and effects.is_saved:
            messages.success(request, _("상담 시간을 저장했습니다."))
            return redirect("office_hours", week.unit.key)
    context = {"unit": week.unit, "tab": "hours", "week": week, "form": form, "effects": effects}
    context["inherited"] = form.inherited
    return render(request, "office/week.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_week, login=True)
def remove_week(request: HttpRequest, week: Week) -> HttpResponse:
    """Show what taking a week or a one-off day away would do, then do it."""
    if week.period is None or week.period not in weeks_of(week.unit):
        raise Http404
    form, effects = VersionedForm(seen_or_now(request, _version(week.unit))), None
    if form.is_valid():
        change = partial(
            opening_hours.remove_week,
            week.unit,
            week.period,
            seen=form.cleaned_data["seen"],
            by=request.user,  # type: ignore[arg-type]
        )
        day = max(timezone.localdate(), week.period.first or timezone.localdate())
        effects = tried(
            request, form, change, unit=week.unit, subject=subject_of(week.unit), first_day=day
        )
        if effects and effects.is_saved:
            messages.success(request, _("상담 시간을 지웠습니다."))
            return redirect("office_hours", week.unit.key)
    context = {"unit": week.unit, "tab": "hours", "form": form, "effects": effects}
    context["what"] = opening_hours.period_text(week.period)
    return render(request, "office/remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_unit, login=True)
def add_day(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Give one date hours of its own: preview first, then save."""
    initial = {"seen": _version(unit), "mode": "open", "day": request.GET.get("day")}
    form, effects = OneOffDayForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        change = partial(
            opening_hours.set_week,
            unit,
            [form.hours_of_day],
            period=Period(day, day),
            replaces=None,
            seen=form.cleaned_data["seen"],
            by=request.user,  # type: ignore[arg-type]
        )
        effects = tried(request, form, change, unit=unit, subject=subject_of(unit), first_day=day)
        if effects and effects.is_saved:
            messages.success(request, _("하루만 다른 시간을 저장했습니다."))
            return redirect("office_hours", unit.key)
    context = {"unit": unit, "tab": "hours", "form": form, "effects": effects}
    return render(request, "office/day.html", context)


def _week_form(request: HttpRequest, week: Week) -> WeekForm:
    period = week.period
    known = weeks_of(week.unit)
    if period is not None and not period.is_standing and period not in known:
        raise Http404
    initial = {"seen": _version(week.unit)}
    if period is not None:
        initial |= {"valid_from": period.first, "valid_until": period.last}  # type: ignore[dict-item]
    return WeekForm(
        request.POST if request.method == "POST" else None,
        days=known.get(period, {}) if period else {},
        inherited=opening_hours.inherited_days(week.unit, period),
        has_dates=period is None or not period.is_standing,
        may_inherit=week.unit.own is not None or period is None or not period.is_standing,
        initial=initial,
    )


def _version(unit: Unit) -> int:
    return unit_changes.version_of(subject_of(unit))


def _week_number(request: HttpRequest) -> int:
    text = request.GET.get("week", "0")
    return min(int(text), WEEKS_AHEAD_AT_MOST) if text.isdecimal() and len(text) < 4 else 0
