"""How large a request may be, and how files come in."""

import errno
import os
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client

from counselling.models import Document
from counselling.papers.limits import FILE_AT_MOST_BYTES
from tests.cast import Cast
from tests.counselling.views.citizen.acts import hold
from tests.papers import good

TOO_LARGE = settings.BODY_AT_MOST_BYTES + 1
ADDRESSES = ["/enter/", "/display/", "/services/mfds/mfds-foreign-matter/hold/", "/healthz"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_large_body_is_refused_where_no_papers_are_taken(
    client: Client, cast: Cast, address: str
) -> None:
    answer = client.post(address, bytes(TOO_LARGE), content_type="application/octet-stream")

    assert answer.status_code == 413
    assert "한 번에 보내기에는 너무 큽니다" in answer.content.decode()


@pytest.mark.django_db
def test_a_body_of_200_mb_is_refused_where_papers_are_taken_too(client: Client) -> None:
    answer = client.generic(
        "POST",
        "/appointments/none/details/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
    )

    assert answer.status_code == 413


@pytest.mark.django_db
def test_a_body_of_unknown_length_is_refused(client: Client) -> None:
    answer = client.generic(
        "POST", "/enter/", b"name=x", CONTENT_LENGTH="", headers={"transfer-encoding": "chunked"}
    )

    assert answer.status_code == 411


@pytest.mark.usefixtures("office_time")
def test_what_exceeds_20_mb_is_not_written_and_the_form_is_still_read(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    appointment = hold(client, cast)
    written = _count_written(monkeypatch)
    big = SimpleUploadedFile("큰.pdf", b"%PDF-" + bytes(FILE_AT_MOST_BYTES + 10_000_000))

    page = client.post(
        f"/appointments/{appointment.ref}/details/",
        {"papers": [big], "name": "박민원", "attach": "1"},
    ).content.decode()

    assert "‘큰.pdf’: 파일이 20MB보다 큽니다." in page
    assert 'value="박민원"' in page
    assert FILE_AT_MOST_BYTES <= sum(written) < FILE_AT_MOST_BYTES + 1_000_000


@pytest.mark.usefixtures("office_time")
def test_a_full_disk_while_a_file_comes_in_loses_only_the_file(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    appointment = hold(client, cast)

    def full(_self: Any, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(TemporaryUploadedFile, "write", full, raising=False)
    page = client.post(
        f"/appointments/{appointment.ref}/details/",
        {"papers": [SimpleUploadedFile("신청서.pdf", good.pdf())], "name": "박민원", "attach": "1"},
    ).content.decode()

    assert "지금은 저장할 공간이 없어 서류를 받지 못했습니다." in page
    assert 'value="박민원"' in page
    assert not Document.objects.exists()


def _count_written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    written: list[int] = []

    def write(self: TemporaryUploadedFile, data: bytes) -> int:
        written.append(len(data))
        return self.file.write(data)

    monkeypatch.setattr(TemporaryUploadedFile, "write", write, raising=False)
    return written
