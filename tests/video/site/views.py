"""Makes calls, puts browsers into seats, and tells what the database knows."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from video import calls
from video.browser_seats import remember_seat
from video.enums import CallKind, EndReason, SeatRole
from video.models import Call, Seat

NAMES = [
    ("김담당", SeatRole.OFFICIAL),
    ("박민원", SeatRole.CITIZEN),
    ("이통역", SeatRole.INTERPRETER),
]


def make_call(request: HttpRequest) -> JsonResponse:
    """?seats=N&kind=...: the first seat may moderate."""
    call = calls.open_call(subject="try", kind=CallKind(request.GET.get("kind", "counselling")))
    seats = []
    for number in range(int(request.GET.get("seats", 2))):
        name, role = NAMES[number] if number < len(NAMES) else (f"위원 {number}", SeatRole.MEMBER)
        seats.append(calls.give_seat(call, name=name, role=role, moderate=number == 0))
    return JsonResponse({"call": call.ref, "seats": [seat.ref for seat in seats]})


def sit(request: HttpRequest, seat_ref: str) -> HttpResponse:
    """The call page, with this browser in that seat."""
    seat = get_object_or_404(Seat, ref=seat_ref)
    if "page" not in request.GET:
        remember_seat(request, seat)
        return redirect(f"{request.path}?page=1")
    return render(request, "call_site/call.html", {"seat": seat})


def left(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h1>left</h1>")


def check(request: HttpRequest) -> HttpResponse:
    """The equipment check; what it found is shown when its form is sent."""
    found = {name: value for name, value in request.POST.items() if "csrf" not in name}
    return JsonResponse(found) if found else render(request, "call_site/check.html")


def end(request: HttpRequest, call_ref: str) -> JsonResponse:
    calls.end_call(Call.objects.get(ref=call_ref), reason=EndReason.FINISHED)
    return JsonResponse({})


def facts(request: HttpRequest, call_ref: str) -> JsonResponse:
    """The call's rows, as tests want to see them."""
    call = Call.objects.get(ref=call_ref)
    assignment = getattr(call, "assignment", None)
    record = getattr(call, "record", None)
    return JsonResponse(
        {
            "ended": call.end_reason,
            "worker": assignment.worker if assignment else "",
            "epoch": assignment.epoch if assignment else 0,
            "seats": {seat.ref: seat.state for seat in call.seats.all()},
            "tracks": {seat.ref: seat.tracks for seat in call.seats.all()},
            "messages": [line.text for line in call.messages.all()],
            "events": [event.type for event in call.events.all()],
            "seconds": record.seconds if record else None,
        }
    )
