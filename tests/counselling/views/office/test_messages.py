"""The messages of the embedded shape."""

import pytest

from counselling.models import DemoMessage

pytestmark = pytest.mark.django_db

ADDRESSES = ["/office/messages/", "/office/messages/list/"]


def make_message(heading: str, code: str = "") -> DemoMessage:
    return DemoMessage.objects.create(
        contact_method="sms",
        address="010-1234-5678",
        heading=heading,
        text="[마주] 예약되었습니다.",
        code=code,
    )


@pytest.fixture
def embedded(settings) -> None:
    settings.EMBEDDED = True


@pytest.mark.parametrize("address", ADDRESSES)
def test_messages_show_the_newest_first_with_codes_in_clear(client, embedded, address: str):
    first, second = make_message("먼저"), make_message("나중", code="048213")

    answer = client.get(address)

    assert list(answer.context["sent_messages"]) == [second, first]
    assert "048213" in answer.content.decode()


def test_messages_say_that_everybody_here_can_read_them(client, embedded):
    page = client.get("/office/messages/").content.decode()

    assert "이 컴퓨터를 쓰는 사람은 누구나 인증번호까지 볼 수 있습니다." in page
    assert "아직 보낸 메시지가 없습니다." in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_messages_are_not_there_in_the_service_shape(client, settings, address: str):
    settings.EMBEDDED = False
    make_message("비밀", code="048213")

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_messages_refuse_post(client, embedded, address: str):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_messages_ask_the_database_once(client, embedded, count: int, django_assert_num_queries):
    for number in range(count):
        make_message(f"메시지 {number}")

    with django_assert_num_queries(1):
        client.get("/office/messages/")
