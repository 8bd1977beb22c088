"""What citizens do on pages, for tests that begin further along the way."""

import datetime as dt

from django.test import Client

from counselling.models import Appointment, QueueTicket
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME

TODAY_AT_11 = OFFICE_TIME + dt.timedelta(hours=1)
ABOUT_ME = {
    "name": "박민원",
    "phone": "01012345678",
    "question": "과자에서 벌레가 나왔어요",
    "agrees_to_data": "on",
    "agrees_to_video": "on",
}


def hold(client: Client, cast: Cast, starts_at: dt.datetime = TODAY_AT_11) -> Appointment:
    answer = client.post(
        "/services/mfds/mfds-foreign-matter/hold/", {"starts_at": starts_at.isoformat()}
    )
    assert answer.status_code == 302, answer.content.decode()
    return Appointment.objects.latest("pk")


def book(client: Client, cast: Cast, starts_at: dt.datetime = TODAY_AT_11) -> Appointment:
    appointment = hold(client, cast, starts_at)
    client.post(f"/appointments/{appointment.ref}/details/", ABOUT_ME)
    appointment.refresh_from_db()
    return appointment


def shown_code(client: Client, appointment: Appointment) -> str:
    """Read the code from the last step of booking."""
    return client.get(f"/appointments/{appointment.ref}/done/").context["code"]


def walk_in(client: Client, cast: Cast, name: str = "이민원") -> QueueTicket:
    agreed = {"agrees_to_data": "on", "agrees_to_video": "on"}
    client.post("/services/mfds/mfds-foreign-matter/now/", {"name": name, **agreed})
    return QueueTicket.objects.latest("pk")
