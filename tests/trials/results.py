"""The rows of a trial: kept in var/trials/<trial>.json as they are made, so that it can go on."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TRIALS_FOLDER", ROOT / "var" / "trials"))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing demanded, and what was measured. kind: call, sound, picture or service."""

    trial: str
    what: str
    demanded: str
    measured: str
    holds: bool
    kind: str = "call"
    figures: dict[str, Any] = field(default_factory=dict)


class Results:
    """Rounds (raw figures) and rows (verdicts) of one trial."""

    def __init__(self, trial: str) -> None:
        self.path = FOLDER / f"{trial}.json"
        self.rounds_path = FOLDER / f"{trial}.rounds.json"
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.rows: list[dict[str, Any]] = _read(self.path)
        self.rounds: list[dict[str, Any]] = _read(self.rounds_path)

    def has(self, what: str) -> bool:
        """True when rows of that condition are there already."""
        return any(row["what"] == what for row in self.rows)

    def keep_round(self, figures: dict[str, Any]) -> None:
        self.rounds.append(figures)
        _write(self.rounds_path, self.rounds)

    def replace(self, rows: list[Row]) -> None:
        """These rows stand for the whole trial."""
        self.rows = [asdict(row) for row in rows]
        _write(self.path, self.rows)

    def add(self, rows: list[Row]) -> None:
        self.rows += [asdict(row) for row in rows]
        _write(self.path, self.rows)


def show(rows: list[dict[str, Any]]) -> int:
    """Prints demanded and measured per row; returns how many rows do not hold."""
    for row in rows:
        verdict = "holds" if row["holds"] else "DOES NOT HOLD"
        what = f"{row['trial']} {row.get('what', '')}".strip()
        print(f"{verdict:14} {what} [{row.get('kind', 'call')}]")
        print(f"{'':14}   demanded: {row['demanded']}")
        print(f"{'':14}   measured: {row['measured']}")
    return sum(not row["holds"] for row in rows)


def p95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] if ordered else 0.0


def _read(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text()) if path.exists() else []


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1))
