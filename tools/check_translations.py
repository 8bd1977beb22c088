"""Says which source texts have no English translation, and which translations nobody uses."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
import polib

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from tools.extract_texts import extract  # noqa: E402

FILE = Path("en/LC_MESSAGES/django.po")


def main() -> int:
    """Extract into a copy and compare; print and return the number of complaints."""
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "locale", folder, dirs_exist_ok=True)
        extract(Path(folder))
        fresh = polib.pofile(str(Path(folder) / FILE))
    kept = polib.pofile(str(ROOT / "locale" / FILE))
    wanted = {(entry.msgctxt, entry.msgid) for entry in fresh if not entry.obsolete}
    complaints = [
        f"no English for: {entry.msgid}"
        for entry in fresh
        if not entry.obsolete and (not entry.translated() or entry.fuzzy)
    ]
    complaints += [
        f"nobody says any more: {entry.msgid}"
        for entry in kept
        if not entry.obsolete and (entry.msgctxt, entry.msgid) not in wanted
    ]
    print("\n".join(complaints))
    return min(len(complaints), 100)


if __name__ == "__main__":
    sys.exit(main())
