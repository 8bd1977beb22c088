"""Storing what the practice room found."""

import pytest
from django.test import Client

from counselling.enums import CheckResult
from counselling.models import EquipmentCheck
from tests.cast import Cast
from tests.counselling.views.citizen.acts import book, walk_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

FOUND = {
    "camera": "good",
    "microphone": "good",
    "connection": "good",
    "echo_heard": "good",
    "round_trip_ms": "24",
    "sent_loss_percent": "0.5",
    "received_loss_percent": "1.2",
}


def test_result_is_kept_for_the_official_and_leads_back(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    answer = client.post(f"/waiting/{ticket.ref}/practice/", FOUND)

    check = EquipmentCheck.objects.get(queue_ticket=ticket)
    assert answer["Location"] == f"/waiting/{ticket.ref}/"
    assert (check.practised, check.echo_heard, check.speaker) == (True, "good", "good")
    assert (check.sent_loss_percent, check.received_loss_percent) == (0.5, 1.2)


def test_practice_without_a_script_counts_as_skipped(client: Client, cast: Cast) -> None:
    appointment = book(client, cast)

    client.post(f"/appointments/{appointment.ref}/practice/")

    check = EquipmentCheck.objects.get(appointment=appointment)
    assert (check.camera, check.echo_heard) == (CheckResult.SKIPPED, CheckResult.SKIPPED)


def test_senseless_result_is_not_stored_and_stops_nobody(client: Client) -> None:
    answer = client.post("/practice/", FOUND | {"sent_loss_percent": "many"})

    assert answer["Location"] == "/"
    assert not EquipmentCheck.objects.exists()


def test_practice_is_hidden_from_strangers(client: Client, cast: Cast) -> None:
    appointment = book(Client(), cast)

    assert client.get(f"/appointments/{appointment.ref}/practice/").status_code == 404


def test_the_check_leads_to_the_practice_of_the_same_subject(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    page = client.get(f"/waiting/{ticket.ref}/equipment/").content.decode()

    assert f'href="/waiting/{ticket.ref}/practice/"' in page
