"""The first page, the public status board, and the booths."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from counselling.domain.queries.booths import booth_times, sites_with_booths
from counselling.domain.queries.lines import count_open_desks, line_overviews
from counselling.domain.queries.services import offered_services
from counselling.models import Agency, Service
from counselling.views.citizen.status_rows import StatusRow, row_from, shortest_first
from counselling.views.guards import anyone, guarded

POPULAR = [_("실업급여"), _("건축허가"), _("식품 이물"), _("여권"), _("주정차 과태료")]


@require_safe
@guarded(anyone)
def home(request: HttpRequest) -> HttpResponse:
    """Search first, three doors, how it works, how busy it is."""
    rows = [row_from(overview) for overview in line_overviews()]
    context = {
        "popular": POPULAR,
        "open_desks": count_open_desks(),
        "is_open": any(row.state == "open" for row in rows),
        "status_rows": _one_of_each_state(shortest_first(rows)),
    }
    return render(request, "citizen/home.html", context)


@require_safe
@guarded(anyone)
def status(request: HttpRequest) -> HttpResponse:
    """Every department: open, lunch or closed until when, and how many wait."""
    agencies: dict[Agency, list[StatusRow]] = {}
    for overview in line_overviews():
        agencies.setdefault(overview.department.agency, []).append(row_from(overview))
    context = {"agencies": agencies.items(), "now": timezone.now()}
    return render(request, "citizen/status.html", context)


@require_safe
@guarded(anyone)
def booths(request: HttpRequest) -> HttpResponse:
    """Where a booth is, by district, and when it is free; from a service one can book it there."""
    place = request.GET.get("place", "")
    agencies = Agency.objects.filter(sites__isnull=False).distinct()
    context = {
        "sites": booth_times(list(sites_with_booths(place))),
        "agencies": agencies,
        "place": place,
        "service": _service_named(request.GET.get("service", "")),
    }
    return render(request, "citizen/booths.html", context)


def _service_named(text: str) -> Service | None:
    """Find the service that an address names as `agency/service`."""
    agency_code, _slash, code = text.partition("/")
    return offered_services().filter(agency__code=agency_code, code=code).first() if code else None


def _one_of_each_state(rows: list[StatusRow]) -> list[StatusRow]:
    """Pick three lines: the shortest wait, then somebody at lunch or closed, if there are any."""
    picked: list[StatusRow] = []
    for row in rows:
        if row.state not in [known.state for known in picked]:
            picked.append(row)
    others = [row for row in rows if row not in picked]
    return shortest_first((picked + others)[:3])
