"""Call displays: opened once, numbers only, their own line only."""

import pytest
from django.test import Client

from counselling.actors import Actor
from counselling.consumers.live_kinds import topics_for
from counselling.domain import call_displays, desks, queue_calling
from tests.cast import Cast
from tests.factories.lines import make_display
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def opened(cast: Cast) -> tuple[Client, str]:
    """A browser that was made the screen of the food department."""
    display, token = make_display(cast)
    screen = Client()
    screen.post(f"/screens/open/{token}/")
    return screen, f"/screens/{display.ref}/"


def call_somebody(cast: Cast, name: str) -> int:
    ticket = make_queue_ticket(cast.service, name=name)
    queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    return ticket.number


def test_q16_a_screen_shows_the_number_and_the_desk_but_no_name(cast: Cast) -> None:
    screen, address = opened(cast)
    number = call_somebody(cast, "김민원")
    make_queue_ticket(cast.service, name="이대기")

    page = screen.get(f"{address}now/").content.decode()

    assert f'<p class="screen-number numbers">{number}</p>' in page
    assert "1번 창구" in page
    assert "기다리는 분 <strong>1</strong>명" in page
    assert "민원" not in page.replace("민원실", "") and "이대기" not in page


def test_a_look_at_the_address_uses_nothing_up_and_opening_does(cast: Cast) -> None:
    _display, token = make_display(cast)
    address = f"/screens/open/{token}/"

    assert "호출 화면 열기" in Client().get(address).content.decode()
    assert Client().post(address).status_code == 302
    again = Client().post(address)

    assert "이미 쓰였거나 기한이 지났습니다" in again.content.decode()
    assert "screen_key" not in again.cookies


def test_a_screen_sees_itself_only_and_goes_dark_when_it_is_switched_off(cast: Cast) -> None:
    screen, address = opened(cast)
    other, _token = make_display(cast)

    assert screen.get(address).status_code == 200
    assert screen.get(f"/screens/{other.ref}/").status_code == 404
    assert Client().get(address).status_code == 404

    call_displays.disable_display(call_displays.displays_about(cast.food).first(), by=cast.park)
    assert screen.get(address).status_code == 404


def test_a_screen_listens_to_its_line_and_only_with_its_key(cast: Cast) -> None:
    display, _token = make_display(cast)
    stranger, screen = Actor(user=cast.kim), Actor(user=cast.kim, screen_ref=display.ref)

    assert topics_for("call_display", display.ref, stranger) is None
    topics = topics_for("call_display", display.ref, screen)
    assert topics == [f"calldisplay:{display.ref}", f"line:{cast.line.pk}"]


def test_an_official_opens_the_screen_at_the_desk(cast: Cast, client: Client) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    client.force_login(cast.kim)
    number = call_somebody(cast, "김민원")

    page = client.get(f"/desk/{cast.desk1.pk}/screen/").content.decode()

    assert f'<p class="screen-number numbers">{number}</p>' in page
    assert f'data-live-url="/ws/live/line/{cast.line.pk}/"' in page


def test_the_administrator_makes_a_screen_and_sees_its_address_once(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.park)
    address = f"/office/units/department-{cast.food.pk}/line/"

    client.post(f"{address}screens/new/", {"name": "1층 입구"})

    assert "/screens/open/" in client.get(address).content.decode()
    assert "/screens/open/" not in client.get(address).content.decode()
