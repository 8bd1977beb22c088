"""The embedded shape's own race: processes on one SQLite file, as Daphne and Celery are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROCESSES = 3
TIMES = 7


@pytest.mark.race
def test_processes_on_one_sqlite_file_never_share_a_time(tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "EMAIL_URL", "SMS_URL"}
    }
    environment["DATA"] = str(tmp_path)

    def start(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.counselling.domain.sqlite_racer", *words]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    assert start("prepare").wait(timeout=60) == 0
    racers = [start("race", str(TIMES)) for _number in range(PROCESSES)]
    assert [racer.stdout.readline() for racer in racers] == ["ready\n"] * PROCESSES
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    results = [racer.communicate(timeout=120)[0].split() for racer in racers]

    held = sum(int(pair[0]) for pair in results)
    taken = sum(int(pair[1]) for pair in results)
    assert (held, taken) == (TIMES, TIMES * (PROCESSES - 1))
    assert start("overlaps").communicate(timeout=60)[0].strip() == "0"
