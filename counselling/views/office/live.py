"""The central live board: every agency now, red only where a person must act."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counselling.domain.queries.live_overview import live_overview
from counselling.rules import is_operator
from counselling.views.guards import guarded


@require_safe
@guarded(is_operator, login=True)
def live_board(request: HttpRequest) -> HttpResponse:
    return render(request, "office/live.html", _context())


@require_safe
@guarded(is_operator)
def live_board_now(request: HttpRequest) -> HttpResponse:
    """The part that changes; the page asks for it every 10 s."""
    return render(request, "office/_live.html", _context())


def _context() -> dict[str, object]:
    rows = live_overview()
    return {
        "rows": rows,
        "alerts": sum(len(row.alerts) for row in rows),
        "sessions": sum(row.sessions for row in rows),
        "waiting": sum(row.waiting for row in rows),
    }
