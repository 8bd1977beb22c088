"""Who came, as the office sees and corrects it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counselling.domain import no_show
from counselling.domain.no_show_corrections import correct
from counselling.enums import AttendanceSource, AttendanceVerdict
from counselling.exceptions import CounsellingError
from counselling.forms.course import CorrectionForm
from counselling.models import Appointment
from counselling.rules import is_supervisor_of, may_handle_appointment
from counselling.views.attendance_page import load_attendance_page
from counselling.views.citizen.loaders import load_appointment
from counselling.views.guards import guarded


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_handle_appointment, load=load_appointment, login=True)
def attendance(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Show the verdict with its evidence; take the office's correction."""
    source = _source_of(request, appointment)
    form = CorrectionForm(request.POST or None)
    finding = no_show.finding_of(appointment)
    if request.method == "POST" and finding is not None and form.is_valid():
        try:
            correct(
                finding,
                to=AttendanceVerdict(form.cleaned_data["verdict"]),
                reason=form.cleaned_data["reason"],
                source=source,
                by=request.user,
            )
            messages.success(request, _("고쳤습니다. 민원인도 까닭을 읽습니다."))
            return redirect("desk_attendance", appointment.ref)
        except CounsellingError as error:
            form.add_error(None, str(error))
    page = load_attendance_page(appointment, source)
    context = {"page": page, "appointment": appointment, "form": form}
    return render(request, "desk/attendance.html", context)


def _source_of(request: HttpRequest, appointment: Appointment) -> AttendanceSource:
    actor = request.actor  # type: ignore[attr-defined]
    supervises = is_supervisor_of(actor, appointment.service.department)
    return AttendanceSource.SUPERVISOR if supervises else AttendanceSource.OFFICIAL
