"""What the README promises is there: each test that its feature table names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN_BY = re.compile(r"^\| ([A-Z]+\d+) \|.*\| `(tests/[\w/]+\.py)` `(test_\w+)`", re.MULTILINE)


def test_every_test_of_the_feature_table_exists() -> None:
    shown = SHOWN_BY.findall(README)
    missing = [
        f"{feature}: {path}::{name}"
        for feature, path, name in shown
        if not (ROOT / path).exists() or f"def {name}(" not in (ROOT / path).read_text()
    ]

    assert len(shown) > 40
    assert missing == []


def test_every_feature_has_one_row() -> None:
    rows = re.findall(r"^\| ([A-Z]+\d+) \|", README, re.MULTILINE)

    assert len(rows) == len(set(rows)) == 135
