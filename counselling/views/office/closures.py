"""Closures of a unit and the nation's public holidays: listed, added, taken away."""

import datetime as dt
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import closures, unit_changes
from counselling.domain.closures import HOLIDAYS
from counselling.domain.units import NATION, Unit
from counselling.enums import ChangeTopic
from counselling.forms.office_fields import VersionedForm
from counselling.forms.office_hours import ClosureForm, HolidayForm, YearForm
from counselling.models import Holiday
from counselling.rules import is_operator, may_administer
from counselling.timetable.days import day_of
from counselling.views.guards import guarded
from counselling.views.office.loaders import UnitClosure, load_closure, load_unit
from counselling.views.office.saving import seen_or_now, tried


def load_holiday(_request: HttpRequest, holiday_pk: int) -> Holiday:
    return get_object_or_404(Holiday, pk=holiday_pk)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_unit, login=True)
def add_closure(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Shut the unit for a while: preview with the bookings it hits, then save."""
    form, effects = ClosureForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        change = partial(
            closures.add_closure,
            unit,
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
            reason_ko=form.cleaned_data["reason_ko"],
            reason_en=form.cleaned_data["reason_en"],
            by=request.user,  # type: ignore[arg-type]
        )
        first_day = form.cleaned_data["first_day"]
        effects = tried(
            request, form, change, unit=unit, subject="closure:new", first_day=first_day
        )
        if effects and effects.is_saved:
            messages.success(request, _("휴무를 저장했습니다."))
            return redirect("office_hours", unit.key)
    context = {"unit": unit, "tab": "hours", "form": form, "effects": effects}
    return render(request, "office/closure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_closure, login=True)
def remove_closure(request: HttpRequest, target: UnitClosure) -> HttpResponse:
    """Show the week without the closure, then take it away."""
    unit, closure = target.unit, target.closure
    form, effects = VersionedForm(seen_or_now(request, 0)), None
    if form.is_valid():
        change = partial(
            closures.remove_closure,
            unit,
            closure,
            by=request.user,  # type: ignore[arg-type]
        )
        subject, first_day = f"closure:{closure.pk}", day_of(closure.starts_at)
        effects = tried(request, form, change, unit=unit, subject=subject, first_day=first_day)
        if effects and effects.is_saved:
            messages.success(request, _("휴무를 지웠습니다."))
            return redirect("office_hours", unit.key)
    what = f"{closure.reason} · {closures.closure_text(closure)}"
    context = {"unit": unit, "tab": "hours", "form": form, "effects": effects, "what": what}
    return render(request, "office/remove.html", context)


@require_safe
@guarded(is_operator, login=True)
def holidays(request: HttpRequest) -> HttpResponse:
    """List the public holidays of this year and the next ones."""
    first = dt.date(timezone.localdate().year, 1, 1)
    form = YearForm(initial={"year": timezone.localdate().year + 1})
    return render(
        request,
        "office/holidays.html",
        {
            "unit": NATION,
            "tab": "holidays",
            "holidays": Holiday.objects.filter(day__gte=first),
            "form": form,
            "history": unit_changes.history_of(NATION, limit=10, topics=[ChangeTopic.HOLIDAY]),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(is_operator, login=True)
def add_holiday(request: HttpRequest) -> HttpResponse:
    """Enter a holiday: preview with the bookings it hits in every agency, then save."""
    form, effects = HolidayForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        change = partial(
            closures.add_holiday,
            form.cleaned_data["day"],
            name_ko=form.cleaned_data["name_ko"],
            name_en=form.cleaned_data["name_en"],
            by=request.user,  # type: ignore[arg-type]
        )
        first_day = form.cleaned_data["day"]
        effects = tried(request, form, change, unit=NATION, subject=HOLIDAYS, first_day=first_day)
        if effects and effects.is_saved:
            messages.success(request, _("공휴일을 저장했습니다."))
            return redirect("office_holidays")
    context = {"unit": NATION, "tab": "holidays", "form": form, "effects": effects}
    return render(request, "office/holiday.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(is_operator, load=load_holiday, login=True)
def remove_holiday(request: HttpRequest, holiday: Holiday) -> HttpResponse:
    form, effects = VersionedForm(seen_or_now(request, 0)), None
    if form.is_valid():
        change = partial(
            closures.remove_holiday,
            holiday,
            by=request.user,  # type: ignore[arg-type]
        )
        effects = tried(request, form, change, unit=NATION, subject=HOLIDAYS, first_day=holiday.day)
        if effects and effects.is_saved:
            messages.success(request, _("공휴일을 지웠습니다."))
            return redirect("office_holidays")
    what = f"{holiday.name} · {holiday.day}"
    context = {"unit": NATION, "tab": "holidays", "form": form, "effects": effects, "what": what}
    return render(request, "office/remove.html", context)


@require_POST
@guarded(is_operator)
def import_holidays(request: HttpRequest) -> HttpResponse:
    """Add what the calendar package knows of a year; what people removed comes back."""
    form = YearForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("연도를 다시 확인해 주세요."))
        return redirect("office_holidays")
    new = closures.import_year(
        form.cleaned_data["year"],
        by=request.user,  # type: ignore[arg-type]
    )
    text = ngettext("공휴일 %(count)s개를 넣었습니다.", "공휴일 %(count)s개를 넣었습니다.", new)
    messages.success(request, text % {"count": new})
    return redirect("office_holidays")
