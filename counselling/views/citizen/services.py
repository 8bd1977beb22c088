"""Finding the right service, by everyday words or in the catalogue, and reading about it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from counselling.domain import availability
from counselling.domain.queries.lines import line_overviews
from counselling.domain.queries.services import catalogue, offered_services
from counselling.domain.routing import Match, Question, find_place, question_about, route
from counselling.enums import AgencyKind
from counselling.models import Agency, Department, Service
from counselling.views.citizen.loaders import load_service
from counselling.views.citizen.status_rows import row_from, row_of
from counselling.views.guards import anyone, guarded

RESULTS_SHOWN = 3
QUERY_AT_MOST = 200
WORSE_THAN_BEST = 0.35
LEAST_SCORE = 0.06
# "Ask a person" leads to the department that receives everybody at a district or city office.
FRONT_DEPARTMENT = "d-loc-civil"


@require_safe
@guarded(anyone)
def services(request: HttpRequest) -> HttpResponse:
    """At most three services that fit the words, with the reason; below, the catalogue."""
    query = request.GET.get("q", "").strip()[:QUERY_AT_MOST]
    local_agencies = list(Agency.objects.filter(kind__in=AgencyKind.local()))
    place = _chosen_place(request, local_agencies, query)
    is_asking = "ask" in request.GET
    if is_asking and place and (service := _front_service(place)):
        return redirect("service", place.code, service.code)
    matches = route(query, agency=place, limit=RESULTS_SHOWN) if query else []
    answered = [match for match in matches if match.service.code == request.GET.get("service")]
    question = None if answered else question_about(matches, query)
    results = answered or _worth_showing(matches, question)
    only_open = "now" in request.GET
    context = {
        "query": query,
        "place": place,
        "local_agencies": local_agencies,
        "results": results,
        "answered": answered[0].service.code if answered else "",
        "question": question,
        "is_asking": is_asking,
        "asks_for_place": is_asking or any(match.needs_place for match in results[:1]),
        "ask_query": urlencode({"ask": 1, "q": query, "place": place.code if place else ""}),
        "only_open": only_open,
        "catalogue": _catalogue(only_open=only_open),
    }
    return render(request, "citizen/services.html", context)


@require_safe
@guarded(anyone, load=load_service)
def service_page(request: HttpRequest, service: Service) -> HttpResponse:
    """What to prepare, who answers, how long; book, or counsel now."""
    context = {
        "service": service,
        "first_free": availability.first_free_slot(service),
        "row": row_of(service.department),
    }
    return render(request, "citizen/service.html", context)


def _chosen_place(request: HttpRequest, agencies: list[Agency], query: str) -> Agency | None:
    """Return the district or city that was picked, else the one named in the words."""
    code = request.GET.get("place", "")
    picked = next((agency for agency in agencies if agency.code == code), None)
    if picked or not query:
        return picked
    named = find_place(query)
    return named if named in agencies else None


def _worth_showing(matches: list[Match], question: Question | None) -> list[Match]:
    """Leave out what fits far worse than the best: a wrong card is worse than none.

    Both answers of a question are shown, however well one of them seems to fit.
    """
    best = max((match.score for match in matches), default=0)
    least = max(best * WORSE_THAN_BEST, LEAST_SCORE)
    asked = {option.service.code for option in question.options} if question else set()
    return [match for match in matches if match.score >= least or match.service.code in asked]


def _front_service(place: Agency) -> Service | None:
    return offered_services().filter(agency=place, department__code=FRONT_DEPARTMENT).first()


def _catalogue(*, only_open: bool) -> list[tuple[Agency, list[Service]]]:
    open_departments = _open_departments() if only_open else None
    shelves = []
    for agency in catalogue():
        offered = [
            service
            for department in agency.departments.all()
            if open_departments is None or department.pk in open_departments
            for service in _with_department(department)
        ]
        if offered:
            shelves.append((agency, offered))
    return shelves


def _with_department(department: Department) -> list[Service]:
    """Return its services with `department` filled in, which the prefetch leaves to a query."""
    offered = list(department.services.all())
    for service in offered:
        service.department = department
    return offered


def _open_departments() -> set[int]:
    rows = [row_from(overview) for overview in line_overviews()]
    return {row.department.pk for row in rows if row.state == "open"}
