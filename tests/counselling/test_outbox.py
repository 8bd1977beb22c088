import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from counselling import outbox
from counselling.models import OutboxTask

pytestmark = pytest.mark.django_db

TASK = "counselling.tasks.tidy"


class Broker:
    """Takes what is sent, unless it is down."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, object]]] = []
        self.is_down = False

    def send_task(self, name: str, kwargs: dict[str, object], **_options: object) -> None:
        if self.is_down:
            raise OperationalError("down")
        self.sent.append((name, kwargs))


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    broker = Broker()
    monkeypatch.setattr(outbox, "current_app", broker)
    return broker


def test_a_task_is_sent_after_commit_by_name(
    broker: Broker, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = outbox.enqueue(TASK, notice_pk=7)
        assert broker.sent == []

    assert broker.sent == [(TASK, {"notice_pk": 7, "outbox_pk": row.pk})]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_when_the_change_is_rolled_back(broker: Broker) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.enqueue(TASK)
        raise ZeroDivisionError

    assert (broker.sent, OutboxTask.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_does_not_disturb_the_request_and_the_sweep_sends(
    broker: Broker,
) -> None:
    broker.is_down = True
    with transaction.atomic():
        row = outbox.enqueue(TASK)
    broker.is_down = False

    assert outbox.sweep() == 0
    _age(row, seconds=61)
    assert outbox.sweep() == 1
    assert broker.sent == [(TASK, {"outbox_pk": row.pk})]


@pytest.mark.django_db(transaction=True)
def test_a_task_lost_with_redis_is_sent_again_until_it_is_done(broker: Broker) -> None:
    with transaction.atomic():
        row = outbox.enqueue(TASK)
    _age(row, seconds=61)
    assert outbox.sweep() == 1

    outbox.done(row.pk)

    _age(row, seconds=61)
    assert outbox.sweep() == 0
    assert len(broker.sent) == 2


def _age(row: OutboxTask, *, seconds: int) -> None:
    before = timezone.now() - dt.timedelta(seconds=seconds)
    OutboxTask.objects.filter(pk=row.pk).update(created_at=before, sent_at=before)
