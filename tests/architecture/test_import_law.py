"""The walls of the project, held by reading the imports of every file (README: import law)."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STDLIB = sys.stdlib_module_names
LINE_LIMIT = 300

SOURCES = sorted(
    path
    for folder in ("portal", "counselling", "video", "tests", "tools")
    for path in (ROOT / folder).rglob("*.py")
)
# What each part may import beside the standard library; the longest matching part counts.
# "django" stands for Django and the libraries built on it.
DJANGO = {"django", "channels", "asgiref", "rules", "allauth", "csp", "environ", "django_htmx"}
RELAY = {"aiortc", "aioice", "av", "pylibsrtp", "redis", "OpenSSL", "pyee"}
RELAY |= {"prometheus_client", "cffi"}
PAPERS = {"PIL", "pypdf", "olefile", "filetype"}
ALLOWED: dict[str, set[str]] = {
    "video.relay.core": {"video.relay.core"},
    "video.relay": {"video.relay"} | RELAY,
    "counselling.timetable": {"counselling.timetable"},
    "counselling.enums": DJANGO | {"counselling.enums"},
    "counselling.papers": {"counselling.papers"} | PAPERS,
    "counselling.exceptions": DJANGO | {"counselling.enums", "counselling.exceptions"},
    "counselling.references": DJANGO,
    "counselling.models": DJANGO
    | {
        "counselling.enums",
        "counselling.models",
        "counselling.exceptions",
        "counselling.references",
    },
    "counselling.live": DJANGO | {"counselling.models", "video.after_commit"},
    "counselling.outbox": DJANGO
    | {"counselling.models", "celery", "kombu", "redis", "video.after_commit"},
    "counselling.gateways": DJANGO | {"counselling.gateways", "counselling.models"},
}
FORBIDDEN: dict[str, set[str]] = {
    "video": {"counselling", "portal"},
    "counselling": {"portal"},
    "counselling.domain": {
        "counselling.views",
        "counselling.consumers",
        "counselling.forms",
        "counselling.tasks",
        "counselling.gateways",
        "video.relay",
    },
    "counselling.rules": {"counselling.domain", "counselling.views"},
    "counselling.views": {"counselling.gateways", "counselling.tasks", "video.relay"},
    "counselling.consumers": {"counselling.gateways", "counselling.tasks", "video.relay"},
    "counselling.forms": {"counselling.views", "counselling.gateways", "counselling.tasks"},
}


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(path: Path) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            name = "." * node.level + (node.module or "")
            found += [
                (f"{name}.{alias.name}" if name else alias.name, node.lineno)
                for alias in node.names
            ]
    return found


def _is_in(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def _is_among(module: str, parts: Iterable[str]) -> bool:
    return any(_is_in(module, part) for part in parts)


def _complaints(path: Path) -> list[str]:
    module, complaints = _module(path), []
    walls = [part for part in ALLOWED if _is_in(module, part)]
    allowed = ALLOWED[max(walls, key=len)] if walls else None
    for name, line in _imports(path):
        where = f"{path.relative_to(ROOT)}:{line} imports {name}"
        if name.startswith("."):
            complaints.append(f"{where}: relative imports are not used")
        if allowed is not None and not _is_among(name, allowed | STDLIB):
            complaints.append(f"{where}: beyond the wall of {max(walls, key=len)}")
        complaints += [
            f"{where}: forbidden in {part}"
            for part, forbidden in FORBIDDEN.items()
            if _is_in(module, part) and _is_among(name, forbidden)
        ]
    return complaints


def test_every_import_keeps_the_import_law() -> None:
    assert [line for path in SOURCES for line in _complaints(path)] == []


def test_the_law_bites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    offender = tmp_path / "video" / "relay" / "core" / "rtp.py"
    offender.parent.mkdir(parents=True)
    offender.write_text("import struct\nimport django\nfrom . import rtcp\n")

    assert [line.split(": ")[1] for line in _complaints(offender)] == [
        "beyond the wall of video.relay.core",
        "relative imports are not used",
        "beyond the wall of video.relay.core",
    ]


def test_no_python_file_is_over_300_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in [*SOURCES, ROOT / "manage.py"]
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) >= LINE_LIMIT
    ]
    assert long == []


def test_importing_the_relay_loads_no_django() -> None:
    code = (
        "import sys, video.relay.server; "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
