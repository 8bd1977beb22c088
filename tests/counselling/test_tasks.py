import pytest
from pytest_django.fixtures import Settings

from counselling import tasks
from counselling.domain import notices
from counselling.enums import NoticeState
from counselling.models import DemoMessage, Notice, OutboxTask
from counselling.schedule import BEAT_SCHEDULE
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(cast: Cast, settings: Settings) -> Notice:
    settings.SMS_URL = ""
    appointment = make_appointment(cast.service, cast.desk1, phone="01012345678")
    notices.tell_confirmed(appointment, code="123456")
    return Notice.objects.get()


def test_a_notice_is_delivered_once_however_often_the_task_runs(notice: Notice) -> None:
    row = OutboxTask.objects.get()
    for _run in range(3):
        tasks.deliver_notice(**row.arguments, outbox_pk=row.pk)
        tasks.send_due_notices()

    assert [message.code for message in DemoMessage.objects.all()] == ["123456"]
    notice.refresh_from_db()
    row.refresh_from_db()
    assert notice.state == NoticeState.SENT
    assert row.done_at is not None


def test_a_gateway_that_fails_leaves_the_notice_for_later(
    notice: Notice, settings: Settings
) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/sms"

    tasks.deliver_notice(notice_pk=notice.pk)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (NoticeState.WAITING, 1)
    assert notice.receipts.get().detail.startswith("The SMS gateway was not reached")


def test_a_notice_that_is_gone_is_no_error() -> None:
    tasks.deliver_notice(notice_pk=4711)


def test_beat_starts_tasks_that_exist() -> None:
    names = {entry["task"].rpartition(".")[2] for entry in BEAT_SCHEDULE.values()}

    for name in names:
        getattr(tasks, name)()
    assert {"sweep_outbox", "send_due_notices", "tidy"} <= names
