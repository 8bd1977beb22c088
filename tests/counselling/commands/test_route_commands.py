import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from counselling.domain.catalogue import DATA, load_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue(db: None) -> None:
    load_catalogue()


def output(*words: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_route_prints_the_json_of_the_fixed_points() -> None:
    rows = json.loads(output("route", "서초구에서 여권 재발급", "--json"))

    assert set(rows[0]) == {"service", "agency", "score", "why"}
    assert (rows[0]["service"], rows[0]["agency"]) == ("loc-passport", "seocho")


def test_route_takes_an_agency() -> None:
    (best, *_others) = json.loads(output("route", "여권", "--agency=songpa", "--json"))

    assert best["agency"] == "songpa"
    with pytest.raises(CommandError, match="no agency with the code mars"):
        output("route", "여권", "--agency=mars")


def test_route_csv_measures_a_file(tmp_path: Path) -> None:
    file = tmp_path / "sentences.csv"
    file.write_text(
        "text,language,service,agency,difficulty\n"
        "여권 재발급,ko,loc-passport,,easy\n"
        "서초구 여권,ko,loc-passport,seocho,easy\n"
        "여권 재발급,ko,kfs-fire,songpa,hard\n",
        encoding="utf-8",
    )

    assert json.loads(output("route_csv", str(file), "--json")) == {
        "top1": 0.6667,
        "top3": 0.6667,
        "agency": 0.5,
        "rows": 3,
    }
    assert "hard" in output("route_csv", str(file))


def test_route_names_the_place_also_for_a_central_service() -> None:
    (best, *_others) = json.loads(output("route", "서귀포 사는데 실업급여 신청하려고요", "--json"))

    assert (best["service"], best["agency"]) == ("moel-unemployment", "seogwipo")


def test_the_development_sentences_are_routed_as_promised() -> None:
    figures = json.loads(output("route_csv", str(DATA / "routing_dev.csv"), "--json"))

    assert figures["rows"] == 260
    assert figures["top1"] >= 0.85
    assert figures["top3"] >= 0.95
    assert figures["agency"] >= 0.90
