"""A department's line as its administrator sees it: waits, timed messages, call displays."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import call_displays, line_messages
from counselling.domain.queries.wait_days import waits_of
from counselling.domain.units import Unit, unit_of
from counselling.forms.lines import ScreenForm, TimedMessageForm
from counselling.models import Agency, CallDisplay, Department, TimedMessage
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_department_unit
from counselling.views.telling import errors_as_messages

# The address that was just made waits here for the one page that shows it.
NEW_SCREEN_KEY = "new_screen_address"


@dataclass(frozen=True)
class TimedOf:
    unit: Unit
    message: TimedMessage

    @property
    def agency(self) -> Agency | None:
        return self.unit.agency


@dataclass(frozen=True)
class ScreenOf:
    display: CallDisplay

    @property
    def agency(self) -> Agency:
        return self.display.agency


def load_timed(request: HttpRequest, unit: str, timed_pk: int) -> TimedOf:
    found = load_department_unit(request, unit)
    rows = TimedMessage.objects.select_related("line__department")
    return TimedOf(found, get_object_or_404(rows, pk=timed_pk, line=_department(found).line))


def load_screen(_request: HttpRequest, ref: str) -> ScreenOf:
    displays = CallDisplay.objects.select_related("department__agency", "site__agency")
    return ScreenOf(get_object_or_404(displays, ref=ref))


@require_safe
@guarded(may_administer, load=load_department_unit, login=True)
def line(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Show predicted against real waits, what is told when, and the screens."""
    return _page(request, unit)


@require_http_methods(["POST"])
@guarded(may_administer, load=load_department_unit)
def add_timed(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = TimedMessageForm(request.POST, line=_department(unit).line)
    if not form.is_valid():
        return _page(request, unit, timed_form=form)
    line_messages.add_timed(_department(unit).line, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    messages.success(request, _("안내를 더했습니다."))
    return redirect("office_line", unit.key)


@require_POST
@guarded(may_administer, load=load_timed)
def remove_timed(request: HttpRequest, target: TimedOf) -> HttpResponse:
    line_messages.remove_timed(target.message, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("안내를 지웠습니다."))
    return redirect("office_line", target.unit.key)


@require_http_methods(["POST"])
@guarded(may_administer, load=load_department_unit)
def create_screen(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Make a screen; its address is shown once."""
    department = _department(unit)
    form = ScreenForm(request.POST, department=department)
    if not form.is_valid():
        return _page(request, unit, screen_form=form)
    site = form.cleaned_data.get("site")
    display, token = call_displays.create_display(
        name=form.cleaned_data["name"],
        by=request.user,
        department=None if site else department,
        site=site,
    )
    _keep_address(request, display, token)
    return redirect("office_line", unit.key)


@require_POST
@guarded(may_administer, load=load_screen)
def renew_screen(request: HttpRequest, target: ScreenOf) -> HttpResponse:
    """Make a new address for a screen; the old one goes dark."""
    token = call_displays.renew_token(target.display, by=request.user)
    _keep_address(request, target.display, token)
    return _back(target.display)


@require_POST
@guarded(may_administer, load=load_screen)
def disable_screen(request: HttpRequest, target: ScreenOf) -> HttpResponse:
    with errors_as_messages(request):
        call_displays.disable_display(target.display, by=request.user)
        messages.success(request, _("%(name)s을(를) 껐습니다.") % {"name": target.display.name})
    return _back(target.display)


def _page(
    request: HttpRequest,
    unit: Unit,
    *,
    timed_form: TimedMessageForm | None = None,
    screen_form: ScreenForm | None = None,
) -> HttpResponse:
    department = _department(unit)
    context = {
        "unit": unit,
        "tab": "line",
        "waits": waits_of(department.line),
        "timed": line_messages.timed_messages(department.line),
        "timed_form": timed_form or TimedMessageForm(line=department.line),
        "screens": call_displays.displays_about(department),
        "screen_form": screen_form or ScreenForm(department=department),
        "new_screen": request.session.pop(NEW_SCREEN_KEY, None),
    }
    return render(request, "office/line.html", context)


def _department(unit: Unit) -> Department:
    return cast(Department, unit.department)  # load_department_unit found one


def _keep_address(request: HttpRequest, display: CallDisplay, token: str) -> None:
    address = request.build_absolute_uri(reverse("open_screen", args=[token]))
    request.session[NEW_SCREEN_KEY] = {"name": display.name, "address": address}


def _back(display: CallDisplay) -> HttpResponse:
    unit = unit_of(display.department or display.agency)
    return redirect("office_line" if display.department else "office_unit", unit.key)
