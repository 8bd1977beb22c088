"""Storing what the equipment check found."""

import pytest
from django.test import Client

from counselling.enums import CheckResult
from counselling.models import EquipmentCheck
from tests.cast import Cast
from tests.counselling.views.citizen.acts import book, walk_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

FOUND = {
    "camera": "good",
    "microphone": "weak",
    "speaker": "good",
    "connection": "good",
    "round_trip_ms": "24",
}


def test_result_is_kept_for_the_official_and_leads_to_the_room(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    answer = client.post(f"/waiting/{ticket.ref}/equipment/", FOUND)

    check = EquipmentCheck.objects.get(queue_ticket=ticket)
    assert answer["Location"] == f"/waiting/{ticket.ref}/"
    assert (check.microphone, check.round_trip_ms) == (CheckResult.WEAK, 24)


def test_check_without_a_script_counts_as_skipped(client: Client, cast: Cast) -> None:
    appointment = book(client, cast)

    client.post(f"/appointments/{appointment.ref}/equipment/")

    check = EquipmentCheck.objects.get(appointment=appointment)
    assert (check.camera, check.connection) == (CheckResult.SKIPPED, CheckResult.SKIPPED)


def test_free_check_belongs_to_nobody(client: Client, cast: Cast) -> None:
    answer = client.post("/equipment/", FOUND)

    assert answer["Location"] == "/"
    assert EquipmentCheck.objects.get().queue_ticket is None


def test_senseless_result_is_not_stored_and_stops_nobody(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    answer = client.post(f"/waiting/{ticket.ref}/equipment/", FOUND | {"camera": "purple"})

    assert answer["Location"] == f"/waiting/{ticket.ref}/"
    assert not EquipmentCheck.objects.exists()


def test_check_is_hidden_from_strangers(client: Client, cast: Cast) -> None:
    appointment = book(Client(), cast)

    assert client.post(f"/appointments/{appointment.ref}/equipment/", FOUND).status_code == 404
