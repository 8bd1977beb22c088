"""Runs the benchmarks one after another: `BENCH=relay make bench` for one subject.

Exit status 0 also when a row does not hold: a figure is information, not a verdict.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "bench"
SUBJECTS = {
    "relay": "tests.benchmarks.relay",
    "call": "tests.benchmarks.call",
    "meeting": "tests.benchmarks.meeting",
    "routing": "tests.benchmarks.routing",
    "slots": "tests.benchmarks.slots",
    "waiting": "tests.benchmarks.waiting",
    "live": "tests.benchmarks.live",
}


def main() -> int:
    """Run the chosen subjects; return 1 only when one could not be measured at all."""
    chosen = os.environ.get("BENCH", "").split() or list(SUBJECTS)
    unknown = [name for name in chosen if name not in SUBJECTS]
    if unknown:
        print(f"BENCH={unknown[0]} is not known; there are: {', '.join(SUBJECTS)}")
        return 2
    broken = [name for name in chosen if not _run(name)]
    _show_all([name for name in chosen if name not in broken])
    if broken:
        print(f"Could not be measured: {', '.join(broken)}")
    return 1 if broken else 0


def _run(name: str) -> bool:
    print(f"\n== {name}", flush=True)
    return subprocess.call([sys.executable, "-m", SUBJECTS[name]], cwd=ROOT) == 0


def _show_all(names: list[str]) -> None:
    """Print every row once more, in one table with one column of words."""
    print(f"\n== all together\n{'ours':>12} {'reference':>12} {'ratio':>7}  {'holds':<5}  what")
    for name in names:
        path = RESULTS / f"{name}.json"
        for row in json.loads(path.read_text()) if path.exists() else []:
            holds = {True: "yes", False: "NO"}.get(row["holds"], "-")
            ours, reference, ratio = (_short(row[key]) for key in ("ours", "reference", "ratio"))
            what = f"{name}: {row['what']} [{row['unit']}] {row['target']}"
            print(f"{ours:>12} {reference:>12} {ratio:>7}  {holds:<5}  {what}")


def _short(figure: float | str | None) -> str:
    if figure is None:
        return "-"
    return f"{figure:.4g}" if isinstance(figure, float) else str(figure)


if __name__ == "__main__":
    sys.exit(main())
