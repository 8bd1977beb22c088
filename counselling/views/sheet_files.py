"""Handing out the PDF of a session sheet."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from counselling.domain.sheets import latest_sheet
from counselling.exports.session_sheet import file_of
from counselling.models import CounsellingSession


def sheet_file(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Answer with the version asked for, or the one that counts."""
    asked = request.GET.get("version", "")
    if asked.isdecimal() and len(asked) < 4:
        sheet = session.sheets.filter(version=int(asked)).first()
    else:
        sheet = latest_sheet(session)
    if sheet is None:
        raise Http404
    answer = HttpResponse(
        file_of(sheet, verify_url=f"{settings.PUBLIC_URL}{reverse('verify')}"),
        content_type="application/pdf",
    )
    name = f"maju-{sheet.check_code}-{sheet.version}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
