"""The written talk of a call: said once, numbered, kept."""

from django.db import IntegrityError, transaction

from video.browser_messages import message_view, next_sequence, tell_call
from video.join_tokens import require_usable
from video.models import CallMessage, Seat


def say(seat: Seat, *, text: str, client_id: str) -> CallMessage:
    """Stores a line and, after commit, shows it to everybody in the call.

    The same `client_id` again (a browser that was not sure) gives the line that is there.
    Raises: CallEnded, SeatRevoked.
    """
    seat.refresh_from_db()
    seat.call.refresh_from_db()
    require_usable(seat)
    try:
        with transaction.atomic():
            said = CallMessage.objects.create(
                call=seat.call,
                seat=seat,
                client_id=client_id,
                sequence=next_sequence(seat.call),
                text=text.strip(),
            )
            tell_call(seat.call, "chat", **message_view(said))
    except IntegrityError:
        said = CallMessage.objects.get(call=seat.call, seat=seat, client_id=client_id)
    return said
