"""Finding what an address under /office/ names; each target has the `agency` that guards it."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from counselling.domain.opening_hours import Period
from counselling.domain.people_administration import unit_of_membership
from counselling.domain.units import Unit, UnitLevel, find_unit, unit_of
from counselling.models import Agency, Booth, Closure, Desk, Membership, Service, Site


@dataclass(frozen=True)
class Week:
    """The week of a unit for a period; None is a week that is about to be added."""

    unit: Unit
    period: Period | None

    @property
    def agency(self) -> Agency | None:
        return self.unit.agency


@dataclass(frozen=True)
class UnitClosure:
    unit: Unit
    closure: Closure

    @property
    def agency(self) -> Agency | None:
        return self.unit.agency


@dataclass(frozen=True)
class Member:
    unit: Unit
    membership: Membership

    @property
    def agency(self) -> Agency | None:
        return self.unit.agency


@dataclass(frozen=True)
class BoothOf:
    booth: Booth

    @property
    def agency(self) -> Agency:
        return self.booth.site.agency


def load_unit(_request: HttpRequest, unit: str) -> Unit:
    found = find_unit(unit)
    if found is None:
        raise Http404
    return found


def load_agency_unit(request: HttpRequest, unit: str) -> Unit:
    """Find a unit that belongs to an agency: services, people and sites are never the nation's."""
    found = load_unit(request, unit)
    if found.agency is None:
        raise Http404
    return found


def load_department_unit(request: HttpRequest, unit: str) -> Unit:
    found = load_unit(request, unit)
    if found.level != UnitLevel.DEPARTMENT:
        raise Http404
    return found


def load_week(request: HttpRequest, unit: str, period: str) -> Week:
    found = load_unit(request, unit)
    return Week(found, None if period == "new" else _period(period))


def load_closure(request: HttpRequest, unit: str, closure_pk: int) -> UnitClosure:
    found = load_unit(request, unit)
    closure = get_object_or_404(Closure, pk=closure_pk, **found.columns)
    return UnitClosure(found, closure)


def load_desk_unit(_request: HttpRequest, desk_pk: int) -> Unit:
    desks = Desk.objects.select_related("department__agency")
    return unit_of(get_object_or_404(desks, pk=desk_pk))


def load_service(_request: HttpRequest, service_pk: int) -> Service:
    services = Service.objects.select_related("agency", "department__agency", "named_official")
    return get_object_or_404(services, pk=service_pk)


def load_member(_request: HttpRequest, membership_pk: int) -> Member:
    """Find a role in an agency; the operator's own role is nobody's to change here."""
    rows = Membership.objects.select_related("user", "agency", "department__agency")
    membership = get_object_or_404(rows, pk=membership_pk)
    unit = unit_of_membership(membership)
    if unit.agency is None:
        raise Http404
    return Member(unit, membership)


def load_site(_request: HttpRequest, site_pk: int) -> Site:
    return get_object_or_404(Site.objects.select_related("agency"), pk=site_pk)


def load_booth(_request: HttpRequest, booth_pk: int) -> BoothOf:
    return BoothOf(get_object_or_404(Booth.objects.select_related("site__agency"), pk=booth_pk))


def _period(key: str) -> Period:
    first, separator, last = key.partition("_")
    if not separator:
        raise Http404
    return Period(_day(first), _day(last))


def _day(text: str) -> dt.date | None:
    if text == "always":
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
