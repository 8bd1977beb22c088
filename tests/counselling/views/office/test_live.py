"""The central live board: every agency, and where somebody must act (S2)."""

import datetime as dt

import pytest

from counselling.domain import desks, equipment, help_requests, queue_calling
from counselling.domain.queries.live_overview import live_overview
from counselling.models import Participant
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def alerts(cast: Cast) -> list[str]:
    rows = {row.agency: row for row in live_overview()}
    assert rows[cast.seocho].alerts == []
    return sorted(alert.kind for alert in rows[cast.mfds].alerts)


def test_s2_alerts_say_where_somebody_must_act(cast: Cast, office_time: dt.datetime) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_this(
        cast.desk1, make_queue_ticket(cast.service), official=cast.kim
    )
    Participant.objects.filter(session=session, role="citizen").update(state="lost")
    help_requests.ask(cast.desk1, by=cast.kim)
    make_queue_ticket(cast.service, waiting_since=office_time - dt.timedelta(minutes=25))
    blocked = make_queue_ticket(cast.service)
    for camera in ("good", "failed"):
        equipment.store_check(equipment.CheckFigures(camera=camera), subject=blocked)

    assert alerts(cast) == ["camera", "help", "long_wait", "lost"]


def test_a_session_whose_official_closed_the_board_is_an_alert(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    queue_calling.call_this(cast.desk1, make_queue_ticket(cast.service), official=cast.kim)
    assert alerts(cast) == []

    cast.desk1.seen_at = None
    cast.desk1.save(update_fields=["seen_at"])

    assert alerts(cast) == ["left"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_live_board_asks_the_database_as_often_for_many(
    cast: Cast, count: int, django_assert_num_queries
) -> None:
    for _number in range(count):
        make_queue_ticket(cast.service)

    with django_assert_num_queries(9):
        live_overview()


def test_the_live_board_names_no_citizen(cast: Cast) -> None:
    make_queue_ticket(cast.service, name="박비밀")

    page = signed_in(cast.choi).get("/office/live/").content.decode()

    assert ("식품의약품안전처" in page, "박비밀" in page) == (True, False)
