"""What the README promises is there: each test that its feature table names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([A-Z]+\d+) \|(.*)\|$", README, re.MULTILINE))
SHOWN_BY = re.compile(r"`(tests/[\w/]+\.py)` `(test_\w+)`")
# Where a test is of a page, or of a person's way in a browser.
SEEN = ("tests/counselling/views/", "tests/journeys/", "tests/video/")


def test_every_test_of_the_feature_table_exists() -> None:
    shown = [(row, *found) for row, line in ROWS.items() for found in SHOWN_BY.findall(line)]
    missing = [
        f"{feature}: {path}::{name}"
        for feature, path, name in shown
        if name not in _tests_in(ROOT / path)
    ]

    assert len(shown) > 100
    assert missing == []


def test_every_feature_has_one_row() -> None:
    rows = re.findall(r"^\| ([A-Z]+\d+) \|", README, re.MULTILINE)

    assert len(rows) == len(set(rows)) == 135


def test_each_row_of_booking_is_shown_by_a_page_or_a_browser_in_its_name() -> None:
    unseen = [
        row
        for row, line in ROWS.items()
        if re.fullmatch(r"[BC]\d+", row)
        and "not yet" not in line
        and not any(
            path.startswith(SEEN) and name.startswith(f"test_{row.lower()}_")
            for path, name in SHOWN_BY.findall(line)
        )
    ]

    assert unseen == []


def _tests_in(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return re.findall(r"^(?:async )?def (test_\w+)\(", text, re.MULTILINE)
