"""Papers of a case: the limits, also for two at once; what belongs to nobody; a full disk."""

import datetime as dt
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from counselling.domain import document_storage, documents
from counselling.domain.documents import CASE_AT_MOST_BYTES, PAPERS_AT_MOST, Upload
from counselling.domain.paper_refusals import TEXTS, CaseRefusal, PaperRefused
from counselling.enums import DocumentState
from counselling.models import Appointment, Document
from counselling.papers.limits import FILE_AT_MOST_BYTES
from counselling.papers.refusals import Refusal
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.documents import make_document
from tests.papers import good
from tests.racing import race

pytestmark = pytest.mark.usefixtures("office_time", "own_folder")


@pytest.fixture
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DOCUMENTS_DIR = tmp_path
    return tmp_path


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return make_appointment(cast.service, cast.desk1)


def _upload(data: bytes | None = None, name: str = "신청서.pdf") -> Upload:
    data = good.pdf() if data is None else data
    return Upload(name, len(data), [data])


def _refused(appointment: Appointment, upload: Upload) -> Refusal | CaseRefusal:
    with pytest.raises(PaperRefused) as refused:
        documents.attach(appointment, upload)
    return refused.value.reason


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*/*"))


def test_a_paper_lies_under_a_random_name(appointment: Appointment, own_folder: Path) -> None:
    document = documents.attach(appointment, _upload())

    assert _files(own_folder) == [document.stored_name]
    assert document.file_name not in str(document_storage.path_of(document))
    assert document_storage.path_of(document).stat().st_mode & 0o077 == 0


def test_the_eleventh_paper_is_refused(appointment: Appointment, own_folder: Path) -> None:
    for number in range(PAPERS_AT_MOST):
        make_document(appointment, file_name=f"{number}.pdf")

    assert _refused(appointment, _upload()) == CaseRefusal.TOO_MANY_PAPERS
    assert len(_files(own_folder)) == PAPERS_AT_MOST


def test_a_removed_paper_makes_room(appointment: Appointment, own_folder: Path) -> None:
    kept = [make_document(appointment) for _number in range(PAPERS_AT_MOST)]

    documents.remove(kept[0])
    documents.attach(appointment, _upload())

    assert documents.papers_of(appointment).count() == PAPERS_AT_MOST


def test_more_than_100_mb_in_a_case_is_refused(appointment: Appointment) -> None:
    paper = make_document(appointment)
    Document.objects.filter(pk=paper.pk).update(size_bytes=CASE_AT_MOST_BYTES)

    assert _refused(appointment, _upload()) == CaseRefusal.CASE_FULL


def test_more_than_20_mb_is_refused_by_what_was_counted(appointment: Appointment) -> None:
    cut = Upload("큰.pdf", FILE_AT_MOST_BYTES + 1, [b"%PDF-"])

    assert _refused(appointment, cut) == Refusal.TOO_BIG


def test_a_case_that_is_over_takes_nothing(cast: Cast) -> None:
    done = make_appointment(cast.service, cast.desk1, state="done")

    assert _refused(done, _upload()) == CaseRefusal.OVER


def test_a_refused_paper_leaves_no_file(appointment: Appointment, own_folder: Path) -> None:
    assert _refused(appointment, _upload(b"MZ\0")) == Refusal.PROGRAM
    assert _files(own_folder) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_in_a_sentence(
    appointment: Appointment, own_folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full() -> Iterator[bytes]:
        yield b"%PDF-"
        raise OSError(code, os.strerror(code))

    upload = Upload("신청서.pdf", 5, full())

    assert _refused(appointment, upload) == CaseRefusal.NO_SPACE
    assert _files(own_folder) == []
    assert not Document.objects.exists()


def test_an_upload_for_which_there_was_no_space_is_refused(appointment: Appointment) -> None:
    upload = Upload("신청서.pdf", 5, [], no_space=True)

    assert _refused(appointment, upload) == CaseRefusal.NO_SPACE


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_pass_the_limit(cast: Cast, own_folder: Path) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    for _number in range(PAPERS_AT_MOST - 1):
        make_document(appointment)

    outcomes = race(2, lambda _number: documents.attach(appointment, _upload()))

    refused = [one.reason for one in outcomes if isinstance(one, PaperRefused)]
    assert refused == [CaseRefusal.TOO_MANY_PAPERS]
    assert documents.papers_of(appointment).count() == PAPERS_AT_MOST
    assert len(_files(own_folder)) == PAPERS_AT_MOST


def test_what_belongs_to_nobody_is_tidied_away(
    cast: Cast, own_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    kept = make_document(make_appointment(cast.service, cast.desk1))
    left = make_document(
        make_appointment(cast.service, cast.desk2, state="expired"),
        created_at=kept.created_at - dt.timedelta(hours=2),
    )
    for name in ("incoming", "ab"):
        (own_folder / name).mkdir(exist_ok=True)
        (own_folder / name / "orphan").write_bytes(b"x")
        os.utime(own_folder / name / "orphan", (1, 1))
    (own_folder / "incoming" / "fresh").write_bytes(b"x")
    os.utime(own_folder / "incoming" / "fresh", (2**32, 2**32))

    with django_capture_on_commit_callbacks(execute=True):
        documents.remove_orphans()

    left.refresh_from_db()
    assert left.state == DocumentState.REMOVED
    assert _files(own_folder) == sorted(["fresh", kept.stored_name])


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    reasons = {*Refusal, *CaseRefusal}

    assert set(TEXTS) == reasons
    assert len({str(text) for text in TEXTS.values()}) == len(reasons)


def test_the_limits_of_the_inspecting_process_are_kept(appointment: Appointment) -> None:
    """Through the real process: a bomb ends as a sentence, and so does a picture."""
    bomb = good.office_with("docx", {"word/a.bin": bytes(30 * 1024 * 1024)})

    assert _refused(appointment, _upload(bomb, "서류.docx")) == Refusal.UNPACKS_TOO_BIG
    photo = documents.attach(appointment, _upload(good.jpg(exif=True), "집.jpg"))
    assert b"Phone" not in document_storage.path_of(photo).read_bytes()


def test_a_file_as_django_hands_it_over_is_read_in_parts(appointment: Appointment) -> None:
    file = SimpleUploadedFile("신청서.pdf", good.pdf())

    document = documents.attach(appointment, Upload(file.name, file.size, file.chunks()))

    assert document_storage.path_of(document).read_bytes() == good.pdf()
