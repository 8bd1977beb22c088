import pytest

from counselling.domain import equipment
from counselling.domain.equipment import CheckFigures
from counselling.models import LiveTopic
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db


def test_the_newest_check_of_ticket_or_appointment_counts(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    ticket = make_queue_ticket(cast.service, appointment=appointment)
    equipment.store_check(CheckFigures(camera="failed"), subject=ticket)

    newest = equipment.store_check(
        CheckFigures(camera="good", round_trip_ms=24), subject=appointment
    )

    assert equipment.latest_check(ticket) == newest
    assert (newest.camera, newest.microphone, newest.round_trip_ms) == ("good", "skipped", 24)


def test_the_board_hears_of_a_new_check(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)

    equipment.store_check(CheckFigures(), subject=ticket)

    assert LiveTopic.objects.filter(name=f"queueticket:{ticket.ref}", sequence=1).exists()


def test_a_check_before_booking_belongs_to_nobody(cast: Cast) -> None:
    check = equipment.store_check(CheckFigures(browser="Firefox " * 50))

    assert (check.appointment, check.queue_ticket) == (None, None)
    assert len(check.browser) == 200
