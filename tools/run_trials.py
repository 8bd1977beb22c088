"""Runs the slow trials: `TRIAL=T4.1 make trials` for one.

Each prints what is demanded and what was measured, and appends a row to var/trials/<name>.json,
so that a run that was broken off goes on where it stood.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "trials"
# Trial -> what must hold, and the test that tries it with more rounds than `make test`.
TRIALS = {
    "T1.1": (
        "after kill -9 of the relay worker, 10 times, pictures come back and the call goes on",
        "tests/video/test_call_in_browser.py::test_media_returns_after_a_killed_relay",
        10,
    ),
    "T4.1": (
        "100 clients on one slot through HTTP, 100 rounds: exactly one winner each",
        "tests/journeys/test_slot_race.py",
        10,
    ),
}


def main() -> int:
    """Run the chosen trials; return how many did not hold."""
    chosen = os.environ.get("TRIAL", "").split() or list(TRIALS)
    unknown = [name for name in chosen if name not in TRIALS]
    if unknown:
        print(f"TRIAL={unknown[0]} is not known; there are: {', '.join(TRIALS)}")
        return 2
    RESULTS.mkdir(parents=True, exist_ok=True)
    return sum(not _try(name) for name in chosen)


def _try(name: str) -> bool:
    """Repeat one trial until it has all its rounds; each round is kept as it is done."""
    demanded, test, rounds = TRIALS[name]
    path = RESULTS / f"{name}.json"
    done = json.loads(path.read_text()) if path.exists() else []
    while len(done) < rounds:
        holds = _run(test)
        row = {"trial": name, "demanded": demanded, "measured": f"round {len(done) + 1}"}
        done.append({**row, "holds": holds})
        path.write_text(json.dumps(done, ensure_ascii=False, indent=1))
        print(f"{name} round {len(done)} of {rounds}: {'holds' if holds else 'DOES NOT HOLD'}")
    held = sum(row["holds"] for row in done)
    print(f"{name}: {demanded}: {held} of {rounds} rounds held; delete {path} to begin anew")
    return held == rounds


def _run(test: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", test]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
