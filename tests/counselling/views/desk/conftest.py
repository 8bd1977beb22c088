"""An official who sits at a desk, and people in the line."""

from collections.abc import Iterator

import pytest
from django.test import Client

from counselling.domain import desks, queue_calling
from counselling.models import CounsellingSession, QueueTicket, User
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket


@pytest.fixture(autouse=True)
def _office_time(office_time: object) -> Iterator[None]:
    """Every test of the desk happens during office hours."""
    yield


@pytest.fixture
def kim(cast: Cast) -> Client:
    """The browser of an official who sits at desk 1."""
    desks.sit_down(cast.desk1, official=cast.kim)
    return signed_in(cast.kim)


@pytest.fixture
def waiting(cast: Cast) -> QueueTicket:
    """A person who waits for a service of the desk."""
    return make_queue_ticket(cast.service, name="박민원", phone="010-1234-5678")


@pytest.fixture
def called(cast: Cast, kim: Client, waiting: QueueTicket) -> QueueTicket:
    """A person whom kim has called to desk 1."""
    queue_calling.call_this(cast.desk1, waiting, official=cast.kim)
    return waiting


@pytest.fixture
def session(kim: Client, called: QueueTicket) -> CounsellingSession:
    """The session of that person, after kim joined its call."""
    kim.post(f"/desk/people/{called.ref}/join/")
    return CounsellingSession.objects.get()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
