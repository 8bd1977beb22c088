"""Coming in at a kiosk: enrolling the device, and name + code of a booked counselling."""

from functools import singledispatch

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from counselling.domain import entry_codes, kiosks, queue
from counselling.domain.entry_codes import Subject
from counselling.entered import KIOSK_COOKIE
from counselling.enums import AppointmentState, QueueTicketState
from counselling.exceptions import CounsellingError, EntryError
from counselling.forms.kiosk import EnrolmentForm, KioskCodeForm
from counselling.models import Appointment, BookingRequest, ConferenceMember, Kiosk, QueueTicket
from counselling.views.guards import anyone, guarded
from counselling.views.kiosk.pages import kiosk_page, show
from counselling.views.kiosk.visits import begin_visit

DEVICE_COOKIE_SECONDS = 5 * 365 * 24 * 3600


@never_cache
@guarded(anyone)
def enrol(request: HttpRequest) -> HttpResponse:
    """Make this browser the kiosk that the one-time code was made for."""
    form = EnrolmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _kiosk, device_key = kiosks.enrol(form.cleaned_data["code"])
        except CounsellingError as error:
            form.add_error(None, str(error))
        else:
            return _enrolled(request, device_key)
    return render(request, "kiosk/enrol.html", {"form": form})


def _enrolled(request: HttpRequest, device_key: str) -> HttpResponse:
    """The key is random and only its hash is stored; the cookie gives no right of a person."""
    logout(request)
    response = redirect("kiosk")
    response.set_cookie(
        KIOSK_COOKIE,
        device_key,
        max_age=DEVICE_COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@kiosk_page(begins_visit=True)
def enter_code(request: HttpRequest) -> HttpResponse:
    """Let in who has a code; wrong tries slow this device down, not the name."""
    form = KioskCodeForm(request.POST or None)
    kiosk: Kiosk = request.kiosk  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        name, code = form.cleaned_data["name"], form.cleaned_data["code"]
        try:
            subject = entry_codes.redeem(name, code, network=f"kiosk:{kiosk.ref}")
            return let_in(subject, request)
        except CounsellingError as error:
            form.add_error(None, str(error))
    return show(request, "kiosk/code.html", {"form": form})


@singledispatch
def let_in(subject: Subject, request: HttpRequest) -> HttpResponse:
    """Begin the visit and lead to where the code opens.

    Raises:
        TooEarly: The door of the appointment is still closed.
        StateChanged: The appointment was cancelled.
        EntryError: The code is for a meeting.
    """
    raise NotImplementedError(type(subject))


@let_in.register
def _appointment(subject: Appointment, request: HttpRequest) -> HttpResponse:
    if subject.state == AppointmentState.DONE:
        begin_visit(request, subject.ref)
        return redirect("kiosk_outcome", subject.counselling_sessions.latest("pk").ref)
    ticket = queue.enter_for_appointment(subject, kiosk=request.kiosk)  # type: ignore[attr-defined]
    begin_visit(request, subject.ref)
    return redirect("kiosk_check", ticket.ref)


@let_in.register
def _booking_request(subject: BookingRequest, request: HttpRequest) -> HttpResponse:
    if subject.appointment is None:
        raise EntryError(
            _("상담 요청 번호입니다. 답변은 집이나 휴대전화에서 '상담 입장'으로 보실 수 있습니다.")
        )
    return _appointment(subject.appointment, request)


@let_in.register
def _queue_ticket(subject: QueueTicket, request: HttpRequest) -> HttpResponse:
    begin_visit(request, subject.ref)
    if subject.state == QueueTicketState.DONE:
        return redirect("kiosk_outcome", subject.counselling_sessions.latest("pk").ref)
    return redirect("kiosk_waiting", subject.ref)


@let_in.register
def _member(subject: ConferenceMember, request: HttpRequest) -> HttpResponse:
    raise EntryError(_("회의 초대 번호입니다. 회의는 컴퓨터에서 '상담 입장'으로 들어가 주세요."))
