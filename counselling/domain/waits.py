"""What people were shown of their wait, and how long it really was (F13)."""

import datetime as dt

from counselling.models import Desk, QueueTicket, WaitForecast


def note_called(ticket: QueueTicket, *, desk: Desk, now: dt.datetime) -> None:
    """Write down how the wait came out that the person was shown in this line, the first time."""
    forecast = WaitForecast.objects.filter(
        queue_ticket=ticket, line=ticket.line_id, called_at=None
    ).first()
    if forecast is None:
        return
    real = max((now - forecast.created_at).total_seconds(), 0)
    forecast.called_at = now
    forecast.desk = desk
    forecast.real_seconds = round(real)
    forecast.is_inside = forecast.low_minutes * 60 <= real <= forecast.high_minutes * 60
    forecast.save(update_fields=["called_at", "desk", "real_seconds", "is_inside"])
