"""What an agency sent: what became of each notice, and sending one again by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import notice_retry
from counselling.domain.queries.notices import notices_of, row_of, to_look_at
from counselling.domain.units import Unit
from counselling.enums import NoticeState
from counselling.models import Notice
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_agency_unit
from counselling.views.telling import errors_as_messages

ON_A_PAGE = 50


def load_notice(_request: HttpRequest, notice_ref: str) -> Notice:
    return get_object_or_404(Notice.objects.select_related("agency"), ref=notice_ref)


@require_safe
@guarded(may_administer, load=load_agency_unit, login=True)
def notices(request: HttpRequest, unit: Unit) -> HttpResponse:
    """List the agency's notices, newest first; `state` shows one state only."""
    agency = unit.agency
    assert agency is not None  # noqa: S101 (load_agency_unit)
    state = request.GET.get("state", "")
    state = state if state in NoticeState.values else ""
    page = Paginator(notices_of(agency, state=state), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "tab": "notices",
        "page": page,
        "rows": [row_of(notice) for notice in page.object_list],
        "state": state,
        "states": NoticeState.choices,
        "to_look_at": to_look_at(agency),
    }
    return render(request, "office/notices.html", context)


@require_POST
@guarded(may_administer, load=load_notice)
def retry(request: HttpRequest, notice: Notice) -> HttpResponse:
    with errors_as_messages(request):
        notice_retry.retry(notice, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("다시 보냅니다. 잠시 뒤 결과를 확인하세요."))
    return redirect("office_notices", f"agency-{notice.agency_id}")
