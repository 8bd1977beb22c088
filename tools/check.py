"""What must be clean before a commit; prints each step and exits non-zero when one is not."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable

# The quick ones of tests/architecture; the authorisation matrix and the like are in make test.
ARCHITECTURE = [f"tests/architecture/test_{name}.py" for name in ("import_law", "guards", "readme")]
STEPS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "templates": [str(BIN / "djlint"), "--quiet", "--lint", "templates"],
    "settings": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "tools/check_translations.py"],
    "requirements": [PYTHON, "tools/check_requirements.py"],
    "architecture": [PYTHON, "-m", "pytest", "-q", "-n", "0", *ARCHITECTURE],
}


def main() -> int:
    """Run every step, also after one has failed, and return how many did."""
    failed = [name for name, command in STEPS.items() if not _passes(name, command)]
    if failed:
        print(f"Not clean: {', '.join(failed)}")
    return len(failed)


def _passes(name: str, command: list[str]) -> bool:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'}  {name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
