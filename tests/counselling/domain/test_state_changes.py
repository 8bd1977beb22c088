import pytest
from django.contrib.auth.models import AnonymousUser

from counselling.domain.state_changes import change_state
from counselling.enums import QueueTicketState
from counselling.exceptions import StateChanged
from counselling.models import QueueTicket, QueueTicketChange
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db


def park(ticket: QueueTicket, **fields: object) -> None:
    change_state(
        ticket,
        to=QueueTicketState.PARKED,
        allowed_from=[QueueTicketState.WAITING],
        **{"by": None, **fields},
    )


def test_a_change_updates_row_instance_and_history(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)

    park(ticket, by=cast.kim, why="서류", times_missed=2)

    stored = QueueTicket.objects.get()
    assert (ticket.state, ticket.times_missed) == (stored.state, stored.times_missed)
    assert (stored.state, stored.times_missed) == ("parked", 2)
    step = QueueTicketChange.objects.get()
    assert (step.from_state, step.to_state, step.actor, step.actor_name, step.why) == (
        "waiting",
        "parked",
        cast.kim,
        "김담당",
        "서류",
    )


def test_a_state_that_does_not_allow_it_is_refused(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service, state=QueueTicketState.LEFT)

    with pytest.raises(StateChanged):
        park(ticket)
    assert not QueueTicketChange.objects.exists()


def test_who_was_faster_wins(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    seen_earlier = QueueTicket.objects.get(pk=ticket.pk)
    park(ticket)

    with pytest.raises(StateChanged):
        park(seen_earlier, times_missed=9)
    assert QueueTicket.objects.get().times_missed == 0
    assert QueueTicketChange.objects.count() == 1


@pytest.mark.parametrize(("by", "name"), [(None, ""), (AnonymousUser(), "citizen")])
def test_the_clock_and_people_without_an_account_are_told_apart(
    cast: Cast, by: object, name: str
) -> None:
    park(make_queue_ticket(cast.service), by=by)

    step = QueueTicketChange.objects.get()
    assert (step.actor, step.actor_name) == (None, name)
