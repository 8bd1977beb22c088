"""Renews locale/en/LC_MESSAGES/django.po from the source texts (Korean); translations are kept."""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.test.utils import override_settings

ROOT = Path(__file__).resolve().parent.parent
IGNORED = ["var/*", ".venv/*", "static/vendor/*", "tests/*", "tools/*"]


def extract(locale_folder: Path, *, languages: tuple[str, ...] = ("en",)) -> None:
    """Write every source text into the .po files below `locale_folder`."""
    os.chdir(ROOT)
    for language in languages:
        (locale_folder / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    with override_settings(LOCALE_PATHS=[str(locale_folder)]):
        call_command(
            "makemessages",
            locale=list(languages),
            ignore_patterns=IGNORED,
            add_location="file",
            no_obsolete=True,
            no_wrap=True,
            verbosity=0,
        )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    extract(ROOT / "locale")
