"""The appointment as a file for one's own calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from counselling.enums import AppointmentState
from counselling.exports.ics import CONTENT_TYPE, appointment_calendar
from counselling.models import Appointment
from counselling.rules import owns_appointment
from counselling.views.citizen.loaders import load_appointment
from counselling.views.guards import guarded

NOT_BOOKED = (AppointmentState.HELD, AppointmentState.EXPIRED)


@require_safe
@guarded(owns_appointment, load=load_appointment)
def calendar_file(_request: HttpRequest, appointment: Appointment) -> HttpResponse:
    if appointment.state in NOT_BOOKED:
        raise Http404
    answer = HttpResponse(appointment_calendar(appointment), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="maju.ics"'
    return answer
