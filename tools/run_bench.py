"""Runs the benchmarks one after another: `BENCH=relay make bench` for one subject.

Exit status 0 also when a row does not hold: a figure is information, not a verdict.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUBJECTS = {
    "relay": "tests.benchmarks.relay",
    "call": "tests.benchmarks.call",
    "meeting": "tests.benchmarks.meeting",
    "routing": "tests.benchmarks.routing",
    "slots": "tests.benchmarks.slots",
    "waiting": "tests.benchmarks.waiting",
}


def main() -> int:
    """Run the chosen subjects; return 1 only when one could not be measured at all."""
    chosen = os.environ.get("BENCH", "").split() or list(SUBJECTS)
    unknown = [name for name in chosen if name not in SUBJECTS]
    if unknown:
        print(f"BENCH={unknown[0]} is not known; there are: {', '.join(SUBJECTS)}")
        return 2
    broken = [name for name in chosen if not _run(name)]
    if broken:
        print(f"Could not be measured: {', '.join(broken)}")
    return 1 if broken else 0


def _run(name: str) -> bool:
    print(f"\n== {name}", flush=True)
    return subprocess.call([sys.executable, "-m", SUBJECTS[name]], cwd=ROOT) == 0


if __name__ == "__main__":
    sys.exit(main())
