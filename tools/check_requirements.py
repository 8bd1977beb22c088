"""Holds the hashed requirement files against pyproject.toml: every named package, no address."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print what is wrong; return how many things are."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"]
        + project["dependency-groups"]["dev"],
    }
    found = [line for name, packages in wanted.items() for line in _complaints(name, packages)]
    print("\n".join(found))
    return len(found)


def _complaints(name: str, packages: list[str]) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    locked = {_normal(word) for word in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}
    complaints = [
        f"{name}: {package} is not locked; run: make lock"
        for package in packages
        if _normal(re.split(r"[\[<>=!~ ]", package)[0]) not in locked
    ]
    if "://" in text or re.search(r"^--(index|extra|find)", text, re.MULTILINE):
        complaints.append(f"{name}: carries an address; run: make lock")
    return complaints


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
