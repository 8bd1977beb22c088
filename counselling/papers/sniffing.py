"""What a file is by its first bytes, whatever its name says."""

import re

import filetype

from counselling.papers.refusals import Refusal, Refused

HEAD_BYTES = 8192
PDF, JPG, PNG, OLE, ZIP = "pdf", "jpg", "png", "ole", "zip"
MAGIC = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLE,
    b"PK\x03\x04": ZIP,
}
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01",
)
ARCHIVES = (b"PK\x05\x06", b"PK\x07\x08", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh")
ARCHIVES_BY_GUESS = {"tar", "xz", "zst", "lz", "cab", "Z", "ar", "deb", "rpm", "lzo", "zip"}
HWP_3 = b"HWP Document File V"
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif"}
MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|\?xml|\?php|body|iframe|xml)", re.IGNORECASE)
# PDF readers look for the header within the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
PDF_HEADER_WITHIN = 1024


def sniff(head: bytes) -> str:
    """Return pdf, jpg, png, ole or zip.

    Args:
        head: The first 8 KiB of the file.

    Raises:
        Refused: It is something else; the reason says what, as far as it can be told.
    """
    if not head:
        raise Refused(Refusal.EMPTY)
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        raise Refused(Refusal.MIXED)
    raise Refused(_what_else(head))


def _what_else(head: bytes) -> Refusal:
    if head.startswith(PROGRAMS):
        return Refusal.PROGRAM
    if head.startswith(ARCHIVES):
        return Refusal.ARCHIVE
    if head.startswith(HWP_3):
        return Refusal.OLD_FORMAT
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return Refusal.HEIC
    guess = filetype.guess(head)
    if guess is not None:
        return _by_guess(guess.mime, guess.extension)
    if MARKUP.search(_without_nul(head)):
        return Refusal.WEB_PAGE
    return Refusal.PLAIN_TEXT if _is_text(head) else Refusal.NOT_ALLOWED


def _by_guess(mime: str, extension: str) -> Refusal:
    family = mime.partition("/")[0]
    if family == "image":
        return Refusal.OTHER_IMAGE
    if family in {"audio", "video"}:
        return Refusal.MEDIA
    if extension in ARCHIVES_BY_GUESS:
        return Refusal.ARCHIVE
    return Refusal.NOT_ALLOWED


def _without_nul(head: bytes) -> bytes:
    """Let UTF-16 text be searched like ASCII."""
    return head.replace(b"\0", b"")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    for encoding in ("utf-8", "cp949"):
        try:
            head[:-3].decode(encoding) if len(head) == HEAD_BYTES else head.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
