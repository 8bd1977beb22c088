"""Runs the trials: `TRIAL=T1.1 make trials` for one, `ROUNDS=5` for fewer rounds than demanded.

Each keeps what it has done in var/trials/, so that a run that was broken off goes on where it
stood; delete the trial's files there to begin anew. Prints demanded and measured per row; the exit
status is the number of rows that do not hold.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "trials"
STAGED = ("T1.1", "T1.2", "T1.3", "T1.10", "T1.11", "T1.12", "T2", "board", "soak")


@dataclass(frozen=True)
class Repeated:
    """A test of `make test` that a trial runs longer, or more often."""

    demanded: str
    test: str
    runs: int
    longer: dict[str, str] = field(default_factory=dict)
    """What the test reads from its environment."""


REPEATED = {
    "recorder": Repeated(
        "60 s recorded at 5 % loss play in Chromium with sound and picture within 100 ms",
        "tests/video/relay/test_recorder.py",
        1,
        {"RECORDED_SECONDS": "60"},
    ),
    "T1.7": Repeated(
        "worker killed in mid-task, two beats, Redis lost: every notice once, within 60 s",
        "tests/portal/test_notices_once.py",
        5,
        {"HURRY": "1"},
    ),
    "T4.1": Repeated(
        "200 clients on the last place, 50 rounds a run, and on five places, 10 rounds a run",
        "tests/journeys/test_slot_race.py",
        2,
        {"RACE_ROUNDS": "50"},
    ),
    "T4.2": Repeated(
        "10,000 random steps of booking, moving, waiting, absences: no difference from the model",
        "tests/counselling/domain/test_reservation_model.py",
        1,
        {"BOOKING_STEPS": "10000"},
    ),
}
TEST_LASTS_AT_MOST = 900
NOT_BY_THEMSELVES = ("soak",)  # it takes hours


def main() -> int:
    """Run the chosen trials; return how many rows did not hold."""
    known = [*STAGED, *REPEATED]
    chosen = os.environ.get("TRIAL", "").split()
    chosen = chosen or [name for name in known if name not in NOT_BY_THEMSELVES]
    unknown = [name for name in chosen if name not in known]
    if unknown:
        print(f"TRIAL={unknown[0]} is not known; there are: {', '.join(known)}")
        return 250
    RESULTS.mkdir(parents=True, exist_ok=True)
    return min(250, sum(_repeat(name) if name in REPEATED else _stage(name) for name in chosen))


def _stage(name: str) -> int:
    """One trial of tests/trials, in a process with services of its own."""
    print(f"== {name}", flush=True)
    return subprocess.call([sys.executable, "-m", "tests.trials.run", name], cwd=ROOT)


def _repeat(name: str) -> int:
    """Repeat a test until it has all its rounds; each round is kept as it is done."""
    trial = REPEATED[name]
    rounds = int(os.environ.get("ROUNDS", trial.runs))
    path = RESULTS / f"{name}.json"
    done = json.loads(path.read_text()) if path.exists() else []
    while len(done) < rounds:
        row = {"trial": name, "demanded": trial.demanded, "measured": f"round {len(done) + 1}"}
        done.append({**row, "holds": _run(trial)})
        path.write_text(json.dumps(done, ensure_ascii=False, indent=1))
        print(f"{name} round {len(done)} of {rounds}: {done[-1]['holds']}", flush=True)
    held = sum(row["holds"] for row in done)
    print(f"{name}: {trial.demanded}: {held} of {len(done)} runs held")
    return int(held < len(done))


def _run(trial: Repeated) -> bool:
    words = ["-q", "-n", "0", "-o", f"timeout={TEST_LASTS_AT_MOST}", trial.test]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=ROOT,
        env={**trial.longer, **os.environ},
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        print(done.stdout[-5000:], flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
