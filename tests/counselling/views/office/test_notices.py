"""What an agency sent: receipts, and sending again by hand."""

import pytest
from django.test import Client

from counselling.domain import notice_sending, notices
from counselling.enums import NoticeState
from counselling.models import Notice, OutboxTask
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/office/units/agency-{cast.mfds.pk}/notices/"


@pytest.fixture
def failed(cast: Cast) -> Notice:
    notices.tell_cancelled(make_appointment(cast.service, cast.desk1, phone="010-1234-5678"))
    return fail(Notice.objects.get())


@pytest.fixture
def administrator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.park)
    return client


def fail(notice: Notice) -> Notice:
    claimed = notice_sending.claim(notice.pk)
    assert claimed is not None
    notice_sending.record_failed(
        claimed, gateway="sms", detail="The SMS gateway answered 400.", is_permanent=True
    )
    notice.refresh_from_db()
    return notice


def test_s6_the_page_shows_what_became_of_each_notice(
    administrator: Client, address: str, failed: Notice
) -> None:
    page = administrator.get(address).content.decode()

    assert "예약 취소 안내" in page
    assert "010-****-5678" in page
    assert "The SMS gateway answered 400." in page
    assert "가지 않았거나 갔는지 알 수 없는 알림이 1건 있습니다." in page


def test_the_page_shows_no_text_no_name_no_whole_address(
    administrator: Client, address: str, failed: Notice
) -> None:
    page = administrator.get(address).content.decode()

    assert "홍길동" not in page
    assert "1234-5678" not in page


def test_s6_a_failed_notice_is_sent_again_by_hand_under_a_new_key(
    administrator: Client, cast: Cast, failed: Notice
) -> None:
    old_key = failed.key

    administrator.post(f"/office/notices/{failed.ref}/retry/")

    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (NoticeState.WAITING, 0)
    assert failed.key != old_key
    assert [(r.event, r.actor) for r in failed.receipts.all()] == [
        ("failed", None),
        ("retried", cast.park),
    ]
    assert OutboxTask.objects.filter(arguments={"notice_pk": failed.pk}).count() == 2


def test_s6_a_notice_that_told_a_code_gives_way_to_one_with_a_new_code(
    administrator: Client, cast: Cast
) -> None:
    appointment = make_appointment(cast.service, cast.desk1, phone="010-1234-5678")
    notices.tell_confirmed(appointment, code="123456")
    old = fail(Notice.objects.get(kind="appointment_confirmed"))

    administrator.post(f"/office/notices/{old.ref}/retry/")

    old.refresh_from_db()
    new = Notice.objects.get(kind="code_reissued")
    assert old.state == NoticeState.DROPPED
    assert new.code in new.text
    assert "******" not in new.text


def test_s6_what_was_sent_cannot_be_sent_again(
    administrator: Client, address: str, failed: Notice
) -> None:
    Notice.objects.update(state=NoticeState.SENT)

    answer = administrator.post(f"/office/notices/{failed.ref}/retry/", follow=True)

    assert "이 알림은 다시 보낼 수 없습니다." in answer.content.decode()
    assert "다시 보내기" not in administrator.get(address).content.decode()


def test_the_list_can_show_one_state(administrator: Client, address: str, failed: Notice) -> None:
    assert len(administrator.get(f"{address}?state=failed").context["rows"]) == 1
    assert len(administrator.get(f"{address}?state=sent").context["rows"]) == 0
    assert len(administrator.get(f"{address}?state=<x>").context["rows"]) == 1


def test_notices_are_nobody_elses(client: Client, cast: Cast, address: str, failed: Notice) -> None:
    retry = f"/office/notices/{failed.ref}/retry/"
    for person in (cast.kim, cast.seo):
        client.force_login(person)
        assert client.get(address).status_code == 404
        assert client.post(retry).status_code == 404
    client.force_login(cast.park)
    assert client.get(retry).status_code == 405
    failed.refresh_from_db()
    assert failed.state == NoticeState.FAILED


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_many_notices(
    administrator: Client, cast: Cast, address: str, count: int, django_assert_num_queries
) -> None:
    for _number in range(count):
        notices.tell_code_again(
            make_appointment(cast.service, cast.desk1, state="done", phone="010-1234-5678"),
            code="123456",
        )
    for notice in Notice.objects.all():
        fail(notice)

    with django_assert_num_queries(8):
        administrator.get(address)
