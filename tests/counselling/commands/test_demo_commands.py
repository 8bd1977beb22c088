import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from counselling.domain import entry_codes, queue
from counselling.domain.catalogue import load_catalogue
from counselling.domain.demo import load_demo
from counselling.models import Appointment, OutcomeCode, TextModule, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(db: None) -> None:
    load_catalogue()
    load_demo()


def output(*words: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


@pytest.mark.usefixtures("demo")
def test_demo_appointment_prints_what_opens_it_now(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://maju.example"

    made = json.loads(output("demo_appointment"))

    assert set(made) == {"name", "code", "url", "service", "official", "appointment"}
    assert made["url"] == "https://maju.example/enter/"
    assert made["official"] == "official@mfds.demo"
    appointment = entry_codes.redeem(made["name"], made["code"], network="a")
    assert isinstance(appointment, Appointment)
    assert appointment.ref == made["appointment"]
    assert queue.enter_for_appointment(appointment).state == "waiting"


@pytest.mark.usefixtures("demo")
def test_demo_appointment_takes_a_service_a_name_and_a_time(settings: Settings) -> None:
    settings.EMBEDDED = True

    made = json.loads(
        output("demo_appointment", "--service=kfs-fire", "--name=김산", "--starts-in=60")
    )

    appointment = Appointment.objects.get(ref=made["appointment"])
    assert (appointment.service.code, appointment.name) == ("kfs-fire", "김산")
    assert made["official"] == "official@kfs.demo"
    assert User.objects.filter(email="official@kfs.demo").exists()


@pytest.mark.usefixtures("demo")
def test_no_account_with_a_public_password_is_made_in_a_real_service(settings: Settings) -> None:
    settings.EMBEDDED = settings.DEBUG = False

    made = json.loads(output("demo_appointment", "--service=kfs-fire"))

    assert made["official"] is None
    assert not User.objects.filter(email="official@kfs.demo").exists()


@pytest.mark.usefixtures("demo")
def test_many_demo_appointments_find_room() -> None:
    refs = {json.loads(output("demo_appointment"))["appointment"] for _ in range(8)}

    assert len(refs) == 8


@pytest.mark.usefixtures("demo")
def test_an_unknown_service_is_refused() -> None:
    with pytest.raises(CommandError, match="no service with the code nothing"):
        output("demo_appointment", "--service=nothing")


@pytest.mark.usefixtures("demo")
def test_demo_conference_prints_an_entry_for_each_member() -> None:
    made = json.loads(output("demo_conference", "--members=12"))

    assert len(made["members"]) == 12
    assert made["chair"] == made["members"][0]
    for member in made["members"]:
        found = entry_codes.redeem(member["name"], member["code"], network="a")
        assert found.conference.ref == made["conference"]
    assert made["secretary"]["sign_in"] == "supervisor@mfds.demo"


def test_load_demo_is_refused_where_people_are_served(settings: Settings) -> None:
    load_catalogue()
    settings.EMBEDDED = settings.DEBUG = False
    with pytest.raises(CommandError, match="Demo data is for the embedded shape"):
        output("load_demo")
    assert not User.objects.exists()

    settings.DEBUG = True
    assert "official@mfds.demo" in output("load_demo")


def test_load_catalogue_says_what_there_is() -> None:
    told = output("load_catalogue")

    assert told.startswith("15 agencies, 134 departments, 352 desks, 77 services, 10 sites")


@pytest.mark.usefixtures("demo")
def test_demo_texts_are_there_once_and_stay_as_people_changed_them() -> None:
    OutcomeCode.objects.all().update(is_offered=False)
    TextModule.objects.all().update(title="바꾼 제목", text="바꾼 글")

    load_demo()

    assert TextModule.objects.filter(title="바꾼 제목").count() == TextModule.objects.count() == 2
    assert OutcomeCode.objects.filter(is_offered=False).count() == OutcomeCode.objects.count() == 2
