"""Which seats this browser session may take: one per call."""

from django.http import HttpRequest

from video.models import Seat

SESSION_KEY = "call_seats"
OWNERS_KEY = "call_seat_owners"  # the account that took the seat, where one did
MOST_SEATS = 10  # of different calls; the oldest is forgotten first


def remember_seat(request: HttpRequest, seat: Seat) -> None:
    """From now on this browser session may join as that seat."""
    seats = dict(request.session.get(SESSION_KEY, {}))
    seats.pop(seat.call.ref, None)
    seats[seat.call.ref] = seat.ref
    request.session[SESSION_KEY] = dict(list(seats.items())[-MOST_SEATS:])
    owners = {**request.session.get(OWNERS_KEY, {}), seat.call.ref: _account(request)}
    request.session[OWNERS_KEY] = {ref: pk for ref, pk in owners.items() if pk and ref in seats}


def forget_seats(request: HttpRequest) -> None:
    """This browser session may join no call any more."""
    request.session.pop(SESSION_KEY, None)
    request.session.pop(OWNERS_KEY, None)


def remembered_seat(request: HttpRequest, call_ref: str) -> Seat | None:
    """The seat of this browser session in that call, if it has one.

    A seat taken by an account is gone with it: signed out, or closed while the browser was open.
    """
    seat_ref = request.session.get(SESSION_KEY, {}).get(call_ref)
    owner = request.session.get(OWNERS_KEY, {}).get(call_ref)
    if not seat_ref or (owner and owner != _account(request)):
        return None
    return Seat.objects.select_related("call").filter(ref=seat_ref, call__ref=call_ref).first()


def _account(request: HttpRequest) -> int | None:
    user = getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else None
