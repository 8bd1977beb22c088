"""The table that a benchmark prints, and the same rows as JSON (README: make bench)."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """A line of the table; reference and ratio are None where there is none."""

    what: str
    ours: float | str
    reference: float | str | None
    ratio: float | None
    target: str
    holds: bool | None
    unit: str


def print_rows(rows: list[Row]) -> None:
    print(f"{'what':<116} {'ours':>8} {'reference':>13} {'ratio':>6}  holds  target")
    for row in rows:
        holds = {True: "yes", False: "NO", None: "-"}[row.holds]
        reference = "-" if row.reference is None else row.reference
        ratio = "-" if row.ratio is None else row.ratio
        what = f"{row.what} [{row.unit}]"
        print(f"{what:<116} {row.ours:>8} {reference:>13} {ratio:>6}  {holds:<5}  {row.target}")


def write_rows(rows: list[Row], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    results = [asdict(row) for row in rows]
    path.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
