"""File names as people gave them, made harmless for showing and downloading."""

import re
import unicodedata

NAME_AT_MOST = 100
NAMELESS = "서류"
# Not allowed in a file name on Windows, or with a meaning in headers.
AWKWARD = re.compile(r'[<>:"|?*;%]')
ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")


def clean_name(name: str) -> str:
    """Return the last part of a path, composed (NFC), without control and direction marks.

    At most 100 characters; the ending is kept.
    """
    composed = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    visible = "".join(" " if letter.isspace() else letter for letter in composed)
    # Cc, Cf, Cs, Co, Cn: control, direction and joining marks, halves, private use.
    visible = "".join(c for c in visible if not unicodedata.category(c).startswith("C"))
    plain = AWKWARD.sub("_", " ".join(visible.split())).rstrip(". ")
    ending = ending_of(plain)
    stem = plain[: -len(ending) - 1] if ending else plain
    stem = stem.strip(". ")[: NAME_AT_MOST - len(ending) - 1] or NAMELESS
    return f"{stem}.{ending}" if ending else stem


def ending_of(name: str) -> str:
    """Return the ending in lower case without the full stop; "" for none."""
    found = ENDING.search(name)
    return found[1].lower() if found else ""


def with_ending(name: str, ending: str) -> str:
    """Return the clean name with the ending of what the file really is."""
    present = ending_of(name)
    stem = name[: -len(present) - 1] if present else name
    return f"{stem[: NAME_AT_MOST - len(ending) - 1]}.{ending}"
