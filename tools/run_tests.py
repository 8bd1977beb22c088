"""Runs the whole suite: what can be parallel in parallel, the browsers one after another.

Extra words go to pytest: `python tools/run_tests.py -k timetable`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]


def main() -> int:
    """Return pytest's exit status; with arguments, of one plain run."""
    if len(sys.argv) > 1:
        return subprocess.call([*PYTEST, *sys.argv[1:]], cwd=ROOT)
    parallel = subprocess.call(
        [*PYTEST, "-n", "2", "--dist", "loadgroup", "-m", "not alone"], cwd=ROOT
    )
    alone = subprocess.call([*PYTEST, "-m", "alone"], cwd=ROOT)
    return parallel or alone


if __name__ == "__main__":
    sys.exit(main())
