"""Papers as people really have them, one of each kind that is taken."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image
from pypdf import PdfWriter

from counselling.papers.office import MAIN_PARTS
from tests.papers.ole import ole_file

MAIN_NAMES = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
XML = '<?xml version="1.0" encoding="UTF-8"?>'
RELATIONSHIPS = f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{{}}</Relationships>'
IDLE_SCRIPT = "var Documents = XHwpDocuments;\r\nvar Document = Documents.Active_XHwpDocument;\r\n"
EMPTY_FUNCTION = "function OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n"


def pdf(*, pages: int = 1, writer: PdfWriter | None = None) -> bytes:
    writer = writer or PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def jpg(*, size: tuple[int, int] = (64, 48), exif: bool = False, rotated: bool = False) -> bytes:
    picture = Image.new("RGB", size, "orange")
    notes = Image.Exif()
    if exif:
        notes[0x010F] = "Phone of 홍길동"
        notes.get_ifd(0x8825)[1] = "N"
    if rotated:
        notes[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=notes, comment=b"secret comment")
    return out.getvalue()


def png(*, size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, (0, 90, 200, 128)).save(out, "PNG")
    return out.getvalue()


def zip_of(members: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    packing = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def office_members(kind: str) -> dict[str, bytes | str]:
    main = f'<Override PartName="/{MAIN_NAMES[kind]}" ContentType="{MAIN_PARTS[kind]}"/>'
    return {
        "[Content_Types].xml": f"{XML}<Types>{main}</Types>",
        "_rels/.rels": RELATIONSHIPS.format(""),
        MAIN_NAMES[kind]: f"{XML}<body>내용</body>",
    }


def office(kind: str, **more: bytes | str) -> bytes:
    """Return a DOCX, XLSX or PPTX; `more` members are named with __ for /."""
    extra = {name.replace("__", "/"): data for name, data in more.items()}
    return zip_of({**office_members(kind), **extra})


def office_with(kind: str, members: Mapping[str, bytes | str]) -> bytes:
    return zip_of({**office_members(kind), **members})


def hwpx_members() -> dict[str, bytes | str]:
    return {
        "mimetype": "application/hwp+zip",
        "Contents/content.hpf": f"{XML}<package/>",
        "Contents/header.xml": f"{XML}<head/>",
        "Contents/section0.xml": f"{XML}<sec>내용</sec>",
        "Scripts/headerScripts": IDLE_SCRIPT.encode("utf-16-le"),
        "Scripts/sourceScripts": EMPTY_FUNCTION.encode("utf-16-le"),
    }


def hwpx(members: Mapping[str, bytes | str] | None = None) -> bytes:
    return zip_of({**hwpx_members(), **(members or {})})


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def script(source: str) -> bytes:
    """Return a DefaultJScript stream: length and letters of the head, then of the source."""
    parts = [IDLE_SCRIPT, source]
    return b"".join(struct.pack("<I", len(p)) + p.encode("utf-16-le") for p in parts) + b"\0" * 8


def hwp(streams: Mapping[str, bytes] | None = None, *, flags: int = 1) -> bytes:
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010100, flags)
    usual = {
        "FileHeader": header.ljust(256, b"\0"),
        "DocInfo": deflated(b"\x10\0\0\0" * 40),
        "BodyText/Section0": deflated("본문".encode("utf-16-le") * 40),
        "Scripts/DefaultJScript": deflated(script(EMPTY_FUNCTION)),
    }
    return ole_file({**usual, **(streams or {})})


GOOD = {
    "신청서.pdf": pdf,
    "사진.jpg": jpg,
    "화면.png": png,
    "민원.hwp": hwp,
    "민원.hwpx": hwpx,
    "진정서.docx": lambda: office("docx"),
    "내역.xlsx": lambda: office("xlsx"),
    "도면.pptx": lambda: office("pptx"),
}
