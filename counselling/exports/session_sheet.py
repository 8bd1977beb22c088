"""The session sheet as a tagged PDF (PDF/UA-1) with the whole font inside.

The words come in as data, never as typst code. Characters that the font cannot show (emoji, rare
hanja) become a white square: PDF/UA allows no text without a glyph.
"""

import io
import json
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils import translation

from counselling.domain.sheet_content import shown_fingerprint
from counselling.domain.sheet_words import labels
from counselling.domain.sheets import keep_file
from counselling.exports.font_coverage import characters_of
from counselling.models import SessionSheet

FOLDER = Path(__file__).resolve().parent
TEMPLATE = FOLDER / "session_sheet.typ"
FONTS = FOLDER / "fonts"
REGULAR = FONTS / "PretendardGOV-Regular.ttf"
NOT_SHOWN = "□"
LINE_BREAK = "\n"


def file_of(sheet: SessionSheet, *, verify_url: str) -> bytes:
    """Return the PDF of a sheet: made once, then handed out as it is for ever."""
    kept = getattr(sheet, "file", None)
    if kept is None:
        kept = keep_file(sheet, make_pdf(sheet, verify_url=verify_url))
    return bytes(kept.pdf)


def make_pdf(sheet: SessionSheet, *, verify_url: str) -> bytes:
    """Set the sheet; takes about 60 ms."""
    with translation.override("ko"):  # What older content does not have of its own.
        assumed = {"language": "ko", "labels": labels()}
    fingerprint = shown_fingerprint(sheet.content_hash)
    content = {**assumed, **sheet.content, "fingerprint": fingerprint}
    made = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={
            "content": json.dumps(showable(content), ensure_ascii=False),
            "address": verify_url,
            "qr": _qr(f"{verify_url}?code={sheet.check_code}"),
        },
    )
    if not isinstance(made, bytes):
        raise TypeError("A sheet is one file.")
    return made


def showable(content: Any) -> Any:
    """Replace what the font has no glyph for, in every text of the content."""
    if isinstance(content, dict):
        return {key: showable(value) for key, value in content.items()}
    if isinstance(content, list):
        return [showable(value) for value in content]
    if not isinstance(content, str):
        return content
    shown = characters_of(REGULAR)
    return "".join(
        letter if letter == LINE_BREAK or ord(letter) in shown else NOT_SHOWN for letter in content
    )


def _qr(text: str) -> str:
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="svg", xmldecl=False, border=0)
    return picture.getvalue().decode()
