import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import queue
from counselling.domain.queue_past_days import end_past_days
from counselling.enums import AppointmentState, QueueTicketState
from counselling.models import QueueTicket
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def test_who_waited_yesterday_gives_way_today(cast: Cast) -> None:
    tomorrow = timezone.now() + dt.timedelta(days=1)
    waiting = make_queue_ticket(cast.service)
    missed = make_queue_ticket(cast.service, state=QueueTicketState.MISSED)
    at_desk = make_queue_ticket(cast.service, state=QueueTicketState.CALLED, desk=cast.desk1)
    appointment = make_appointment(cast.service, cast.desk1)
    queue.enter_for_appointment(appointment)

    assert end_past_days() == 0
    assert end_past_days(now=tomorrow) == 3

    for ticket in (waiting, missed, at_desk, appointment):
        ticket.refresh_from_db()
    assert (waiting.state, missed.state, at_desk.state) == ("left", "left", "called")
    assert appointment.state == AppointmentState.CONFIRMED


def test_who_waits_across_midnight_keeps_the_place(cast: Cast) -> None:
    make_queue_ticket(cast.service)

    after_midnight = dt.datetime(2026, 11, 25, 0, 30, tzinfo=KST)
    QueueTicket.objects.update(waiting_since=after_midnight - dt.timedelta(hours=5))
    assert end_past_days(now=after_midnight) == 0
