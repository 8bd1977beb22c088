"""Has a paper looked into by `python -m counselling.papers`, a process with limits of its own."""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from counselling.domain.paper_refusals import CaseRefusal, PaperRefused
from counselling.papers.limits import WALL_SECONDS
from counselling.papers.refusals import Refusal

logger = logging.getLogger(__name__)

# Each may need 300 MB and a core for a picture.
AT_ONCE = 2
WAIT_AT_MOST_SECONDS = 20
_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Looked:
    """A paper that may be taken; a picture in the file was replaced by a clean one."""

    kind: str
    file_name: str


def look_into(path: Path, *, name: str) -> Looked:
    """Find out what the file is.

    Raises:
        PaperRefused: It may not be taken, or too many wait to be looked into.
    """
    if not _places.acquire(timeout=WAIT_AT_MOST_SECONDS):
        raise PaperRefused(CaseRefusal.BUSY)
    try:
        answer = _ask(path, name)
    finally:
        _places.release()
    if "refused" in answer:
        raise PaperRefused(Refusal(answer["refused"]))
    return Looked(kind=answer["kind"], file_name=answer["file_name"])


def _ask(path: Path, name: str) -> dict[str, str]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "counselling.papers"],
            input=json.dumps({"path": str(path), "name": name}),
            cwd=settings.BASE_DIR,
            env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": Refusal.TOO_SLOW}
    if done.returncode != 0 or not done.stdout:
        logger.warning("looking into a paper ended with %s", done.returncode)
        return {"refused": Refusal.TOO_SLOW}
    answer: dict[str, str] = json.loads(done.stdout)
    return answer
