"""Papers and a real clamd: it finds the test virus; while it is away nobody gets a file."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from counselling import tasks
from counselling.domain import document_storage, documents
from counselling.domain.documents import Upload
from counselling.enums import DocumentState
from counselling.gateways.antivirus import ClamdGateway, Verdict
from counselling.gateways.shape import GatewayError
from counselling.models import Appointment, Document
from tests.cast import Cast
from tests.clamd import EICAR, SIGNATURE, Clamd, silent_listener
from tests.counselling.views.citizen.acts import book
from tests.papers import good

pytestmark = pytest.mark.usefixtures("office_time", "cast")


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    daemon = Clamd()
    daemon.start()
    yield daemon
    daemon.remove()


@pytest.fixture
def appointment(client: Client, cast: Cast) -> Appointment:
    return book(client, cast)


def _attach(appointment: Appointment, data: bytes) -> Document:
    return documents.attach(appointment, Upload("신청서.pdf", len(data), [data]))


def _infected_pdf() -> bytes:
    """Return a PDF that passes every parser and has the test virus behind its end."""
    return good.pdf() + b"\n" + EICAR


def test_a_real_scanner_finds_the_test_virus(
    client: Client, clamd: Clamd, appointment: Appointment, settings: Any
) -> None:
    settings.CLAMD_SOCKET = clamd.address
    document = _attach(appointment, _infected_pdf())
    path = document_storage.path_of(document)

    tasks.scan_document(document.pk)

    document.refresh_from_db()
    assert document.state == DocumentState.REFUSED
    assert document.changes.latest("pk").why == f"found: {SIGNATURE}.UNOFFICIAL"
    assert client.get(f"/papers/{document.ref}/").status_code == 404
    page = client.get(f"/appointments/{appointment.ref}/papers/").content.decode()
    assert "바이러스가 있어 지움" in page
    assert path.parent.exists()


def test_the_scanner_lets_a_clean_paper_through(
    client: Client, clamd: Clamd, appointment: Appointment, settings: Any
) -> None:
    settings.CLAMD_SOCKET = clamd.address
    data = good.pdf()
    document = _attach(appointment, data)

    before = client.get(f"/papers/{document.ref}/").status_code
    tasks.scan_document(document.pk)

    assert before == 404
    assert client.get(f"/papers/{document.ref}/").content == data


def test_without_a_scanner_a_paper_waits_and_nobody_gets_it(
    client: Client, clamd: Clamd, appointment: Appointment, cast: Cast, settings: Any
) -> None:
    settings.CLAMD_SOCKET = f"unix://{clamd.folder}/stopped.ctl"
    document = _attach(appointment, good.pdf())
    official = Client()
    official.force_login(cast.kim)

    tasks.scan_document(document.pk)

    document.refresh_from_db()
    page = client.get(f"/appointments/{appointment.ref}/papers/").content.decode()
    assert (document.state, document.scan_attempts) == (DocumentState.CHECKING, 1)
    assert "검사 중" in page
    assert client.get(f"/papers/{document.ref}/").status_code == 404
    assert official.get(f"/desk/papers/{document.ref}/").status_code == 404


def test_a_waiting_paper_is_scanned_once_the_scanner_is_back(
    clamd: Clamd, appointment: Appointment, settings: Any
) -> None:
    settings.CLAMD_SOCKET = f"unix://{clamd.folder}/stopped.ctl"
    document = _attach(appointment, good.pdf())
    tasks.scan_document(document.pk)

    settings.CLAMD_SOCKET = clamd.address
    tasks.scan_due_documents()
    document.refresh_from_db()
    at_once = document.state
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        tasks.scan_due_documents()

    document.refresh_from_db()
    assert (at_once, document.state) == (DocumentState.CHECKING, DocumentState.CLEAN)


def test_two_workers_do_not_scan_one_paper(
    clamd: Clamd, appointment: Appointment, settings: Any
) -> None:
    settings.CLAMD_SOCKET = f"unix://{clamd.folder}/stopped.ctl"
    document = _attach(appointment, good.pdf())

    tasks.scan_document(document.pk)
    tasks.scan_document(document.pk)

    document.refresh_from_db()
    assert document.scan_attempts == 1


def test_a_scanner_that_is_switched_off_later_lets_nothing_through(
    clamd: Clamd, appointment: Appointment, settings: Any
) -> None:
    settings.CLAMD_SOCKET = clamd.address
    document = _attach(appointment, good.pdf())

    settings.CLAMD_SOCKET = ""
    tasks.scan_document(document.pk)

    document.refresh_from_db()
    assert document.state == DocumentState.CHECKING


def test_the_gateway_speaks_to_a_real_clamd(clamd: Clamd) -> None:
    gateway = ClamdGateway(clamd.address)

    assert gateway.ping()
    assert gateway.scan(io.BytesIO(b"nothing")) == Verdict()
    assert gateway.scan(io.BytesIO(b"x" * 100_000 + EICAR)).found.startswith(SIGNATURE)


def test_more_than_the_scanner_takes_is_no_verdict(clamd: Clamd) -> None:
    with pytest.raises(GatewayError):
        ClamdGateway(clamd.address).scan(io.BytesIO(bytes(26 * 1024 * 1024)))


def test_a_scanner_that_hangs_is_no_verdict(tmp_path: Path) -> None:
    with silent_listener(tmp_path):
        gateway = ClamdGateway(f"unix://{tmp_path}/silent.ctl", timeout_seconds=0.2)

        with pytest.raises(GatewayError):
            gateway.scan(io.BytesIO(b"nothing"))
