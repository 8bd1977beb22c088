"""Every icon that a template names is drawn: without a rule of its own it is a filled square."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAWN = set(re.findall(r"\.icon-([a-z0-9-]+) \{", (ROOT / "static/css/icons.css").read_text()))
NAMED = re.compile(r"""\bicon="([a-z0-9-]+)"|icon\.html" with name="([a-z0-9-]+)\"""")


def test_every_icon_that_a_template_names_is_drawn() -> None:
    missing = {
        f"{path.relative_to(ROOT)}: {first or second}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for first, second in NAMED.findall(path.read_text())
        if (first or second) not in DRAWN
    }

    assert len(DRAWN) > 30
    assert missing == set()
