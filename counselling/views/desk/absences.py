"""Absences of desks and officials, and the bookings that they hit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import absences
from counselling.domain.assignment import officials_of
from counselling.domain.queries.absences import absences_to_come
from counselling.enums import Role
from counselling.forms.desk_booking import AbsenceForm
from counselling.models import Absence, Department, Desk, User
from counselling.rules import may_plan_absence, may_plan_absences
from counselling.timetable.intervals import Interval
from counselling.views.desk.own_departments import own_departments
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages

HITS_SHOWN = 50


def load_absence(_request: HttpRequest, ref: str) -> Absence:
    rows = Absence.objects.select_related("desk__department__agency", "official")
    return get_object_or_404(rows, ref=ref)


@require_safe
@guarded(may_plan_absences, login=True)
def absence_list(request: HttpRequest) -> HttpResponse:
    """List the absences to come of one's departments."""
    departments = list(own_departments(request, Role.SUPERVISOR))
    officials = [person.pk for person in _officials(departments)]
    context = {"absences": absences_to_come(departments, officials)}
    return render(request, "desk/absences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_plan_absences, login=True)
def new_absence(request: HttpRequest) -> HttpResponse:
    """Ask who and when, list the bookings hit, and save once that list was seen."""
    departments = list(own_departments(request, Role.SUPERVISOR))
    desks = Desk.objects.filter(department__in=departments).select_related("department")
    officials = _officials(departments)
    form = AbsenceForm(
        request.POST or None,
        desks=list(desks.order_by("department", "number")),
        officials=officials,
    )
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        during = Interval(form.cleaned_data["starts_at"], form.cleaned_data["ends_at"])
        hit = list(absences.bookings_hit(form.resource, during)[: HITS_SHOWN + 1])
        if "save" in request.POST or not hit:
            return _save(request, form, departments)
        context |= {"hit": hit[:HITS_SHOWN], "is_more": len(hit) > HITS_SHOWN}
    return render(request, "desk/new_absence.html", context)


@require_safe
@guarded(may_plan_absence, load=load_absence, login=True)
def absence_page(request: HttpRequest, absence: Absence) -> HttpResponse:
    """List the bookings that the absence hits, each with where it could be moved."""
    counts = absence.taken_back_at is None and absence.ends_at > timezone.now()
    context = {
        "absence": absence,
        "counts": counts,
        "hits": absences.hits_of(absence, limit=HITS_SHOWN) if counts else [],
    }
    return render(request, "desk/absence.html", context)


@require_POST
@guarded(may_plan_absence, load=load_absence)
def keep_times(request: HttpRequest, absence: Absence) -> HttpResponse:
    """Move every booking hit to another desk or official at the same time, where one is free."""
    moved, left = absences.keep_times(absence, by=request.user)
    text = ngettext(
        "예약 %(moved)d건을 같은 시간에 옮겼습니다. 남은 예약은 %(left)d건입니다.",
        "예약 %(moved)d건을 같은 시간에 옮겼습니다. 남은 예약은 %(left)d건입니다.",
        moved,
    )
    messages.success(request, text % {"moved": moved, "left": left})
    return redirect("desk_absence", absence.ref)


@require_POST
@guarded(may_plan_absence, load=load_absence)
def take_back(request: HttpRequest, absence: Absence) -> HttpResponse:
    """Let the absence count no more."""
    departments = list(own_departments(request, Role.SUPERVISOR))
    with errors_as_messages(request):
        absences.take_back(
            absence,
            department=_department_of(absence.desk, departments),
            by=official_of(request),
        )
        messages.success(request, _("부재 일정을 없앴습니다. 그 시간에 다시 예약을 받습니다."))
    return redirect("desk_absences")


def _save(request: HttpRequest, form: AbsenceForm, departments: list[Department]) -> HttpResponse:
    resource = form.resource
    desk = resource if isinstance(resource, Desk) else None
    absence = absences.add(
        resource,
        starts_at=form.cleaned_data["starts_at"],
        ends_at=form.cleaned_data["ends_at"],
        reason=form.cleaned_data["reason"],
        department=_department_of(desk, departments),
        by=official_of(request),
    )
    messages.success(request, _("부재 일정을 넣었습니다. 그 시간에는 예약을 받지 않습니다."))
    return redirect("desk_absence", absence.ref)


def _department_of(desk: Desk | None, departments: list[Department]) -> Department:
    return desk.department if desk is not None else departments[0]


def _officials(departments: list[Department]) -> list[User]:
    people = {person.pk: person for unit in departments for person in officials_of(unit)}
    return sorted(people.values(), key=str)
