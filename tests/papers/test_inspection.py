"""Papers as people have them pass; what is hidden in them does not come along."""

import io
from pathlib import Path

import pytest
from PIL import Image

from counselling.papers.inspection import answer
from counselling.papers.refusals import Refusal
from tests.papers import good
from tests.papers.hostile import HOSTILE, Hostile


def _look(folder: Path, name: str, data: bytes) -> tuple[dict[str, str], Path]:
    path = folder / "incoming"
    path.write_bytes(data)
    return answer(path, name), path


@pytest.mark.parametrize("name", good.GOOD)
def test_papers_of_each_kind_pass(tmp_path: Path, name: str) -> None:
    said, _path = _look(tmp_path, name, good.GOOD[name]())

    assert said == {"kind": name.rpartition(".")[2], "file_name": name}


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.what)
def test_hostile_paper_is_refused_or_defused(tmp_path: Path, hostile: Hostile) -> None:
    said, path = _look(tmp_path, hostile.name, hostile.data())

    assert said.get("refused") == hostile.refused
    if hostile.refused is None:
        assert said["file_name"] == hostile.shown
        assert not any(word in path.read_bytes() for word in hostile.gone)


def test_the_set_has_80_files_and_every_reason() -> None:
    assert len(HOSTILE) >= 80
    assert len({hostile.what for hostile in HOSTILE}) == len(HOSTILE)
    named = {hostile.refused for hostile in HOSTILE} - {None}
    assert named == set(Refusal) - {Refusal.TOO_SLOW}


def test_a_photo_loses_its_place_and_stands_upright(tmp_path: Path) -> None:
    _said, path = _look(tmp_path, "집.jpg", good.jpg(exif=True, rotated=True))

    data = path.read_bytes()
    with Image.open(io.BytesIO(data)) as picture:
        assert (dict(picture.getexif()), picture.size) == ({}, (48, 64))
    assert b"Phone" not in data
    assert b"secret comment" not in data


def test_a_picture_with_the_other_ending_is_named_right(tmp_path: Path) -> None:
    said, _path = _look(tmp_path, "화면.png", good.jpg())

    assert said == {"kind": "jpg", "file_name": "화면.jpg"}


def test_a_paper_without_an_ending_gets_its_own(tmp_path: Path) -> None:
    said, _path = _look(tmp_path, "scan", good.pdf())

    assert said == {"kind": "pdf", "file_name": "scan.pdf"}


def test_a_table_in_a_report_passes(tmp_path: Path) -> None:
    report = good.office_with("docx", {"word/embeddings/table.xlsx": good.office("xlsx")})

    said, _path = _look(tmp_path, "보고서.docx", report)

    assert said["kind"] == "docx"
