"""Documents that act by themselves, are locked, broken, or larger than they look."""

import io
import struct
import zlib

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from counselling.papers.refusals import Refusal
from tests.papers import good
from tests.papers.hostile_shape import Hostile
from tests.papers.ole import ole_file

ACTIVE, MACRO, LOCKED = Refusal.ACTIVE_CONTENT, Refusal.MACRO, Refusal.ENCRYPTED
DAMAGED, PIXELS = Refusal.DAMAGED, Refusal.TOO_MANY_PIXELS
TYPES = "application/vnd.openxmlformats-officedocument"


def _pdf(change: str) -> bytes:
    writer = PdfWriter()
    if change == "script":
        writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
        )
    elif change == "attachment":
        writer.add_attachment("a.exe", b"MZ")
    elif change == "password":
        writer.add_blank_page(10, 10)
        writer.encrypt("1234", algorithm="AES-256")
    elif change == "form":
        writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
            {NameObject("/XFA"): TextStringObject("<xdp/>")}
        )
    else:
        action = {NameObject("/S"): NameObject(change), NameObject("/F"): TextStringObject("cmd")}
        writer._root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    return good.pdf(writer=writer)


def _hidden_script() -> bytes:
    """Write /JavaScript with escapes, in an array that no page leads to."""
    writer = PdfWriter()
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    writer._add_object(ArrayObject([ArrayObject([action])]))
    return good.pdf(writer=writer).replace(b"/JavaScript", b"/J#61vaScript")


def _without_pages() -> bytes:
    out = io.BytesIO()
    PdfWriter().write(out)
    return out.getvalue()


def _png(width: int, height: int, *, rest: bytes = b"") -> bytes:
    """Return a PNG whose head promises this size."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rest) + part(b"IEND", b"")


def _big_jpg() -> bytes:
    data = bytearray(good.jpg())
    place = data.find(b"\xff\xc0")
    data[place + 5 : place + 9] = struct.pack(">HH", 20000, 20000)
    return bytes(data)


def _macro_docx() -> bytes:
    members = good.office_members("docx")
    types = str(members["[Content_Types].xml"]).replace(
        f"{TYPES}.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    return good.zip_of({**members, "[Content_Types].xml": types})


def _fetching(kind: str) -> bytes:
    link = f'<Relationship Id="r" Type="x/{kind}" Target="https://x" TargetMode="External"/>'
    return good.office_with("docx", {"word/_rels/s.xml.rels": good.RELATIONSHIPS.format(link)})


def _field(pieces: list[str]) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'{good.XML}<w:p xmlns:w="w">{runs}</w:p>'


ENTITIES = '<!DOCTYPE a [<!ENTITY b "1">]><a>&b;</a>'
LOCKED_MANIFEST = "<manifest><encryption-data/></manifest>"

SET = [
    Hostile("pdf with script", "서류.pdf", lambda: _pdf("script"), ACTIVE),
    Hostile("pdf with hidden script", "서류.pdf", _hidden_script, ACTIVE),
    Hostile("pdf that starts a program", "서류.pdf", lambda: _pdf("/Launch"), ACTIVE),
    Hostile("pdf that sends its form", "서류.pdf", lambda: _pdf("/SubmitForm"), ACTIVE),
    Hostile("pdf with an attachment", "서류.pdf", lambda: _pdf("attachment"), ACTIVE),
    Hostile("pdf with an xml form", "서류.pdf", lambda: _pdf("form"), ACTIVE),
    Hostile("pdf with a password", "서류.pdf", lambda: _pdf("password"), LOCKED),
    Hostile("pdf cut off", "서류.pdf", lambda: good.pdf()[:-60], DAMAGED),
    Hostile("pdf without pages", "서류.pdf", _without_pages, DAMAGED),
    Hostile("pdf of nothing but its head", "서류.pdf", lambda: b"%PDF-1.7\n%%EOF\n", DAMAGED),
    Hostile("docm", "서류.docm", _macro_docx, MACRO),
    Hostile("docm named docx", "서류.docx", _macro_docx, MACRO),
    Hostile(
        "docx with vba",
        "서류.docx",
        lambda: (
            good.office("docx", word__vbaProject_bin="")
            and good.office_with("docx", {"word/vbaProject.bin": b"\1"})
        ),
        MACRO,
    ),
    Hostile(
        "xlsx with a macro sheet",
        "내역.xlsx",
        lambda: good.office_with("xlsx", {"xl/macrosheets/s.xml": "<a/>"}),
        MACRO,
    ),
    Hostile(
        "vba in a table in a docx",
        "서류.docx",
        lambda: good.office_with(
            "docx",
            {"word/embeddings/a.xlsx": good.office_with("xlsx", {"xl/vbaProject.bin": b"\1"})},
        ),
        MACRO,
    ),
    Hostile(
        "pptx with activex",
        "도면.pptx",
        lambda: good.office_with("pptx", {"ppt/activeX/a.xml": "<a/>"}),
        ACTIVE,
    ),
    Hostile(
        "docx with a program in it",
        "서류.docx",
        lambda: good.office_with("docx", {"word/media/a.png": b"MZ\0"}),
        ACTIVE,
    ),
    Hostile(
        "docx with an ole object",
        "서류.docx",
        lambda: good.office_with(
            "docx", {"word/embeddings/oleObject1.bin": ole_file({"\1Ole10Native": b"1"})}
        ),
        ACTIVE,
    ),
    Hostile(
        "docx that fetches its template", "서류.docx", lambda: _fetching("attachedTemplate"), ACTIVE
    ),
    Hostile("docx that fetches an object", "서류.docx", lambda: _fetching("oleObject"), ACTIVE),
    Hostile(
        "docx with dde",
        "서류.docx",
        lambda: good.office_with("docx", {"word/a.xml": _field(['DDEAUTO c:\\ "calc"'])}),
        ACTIVE,
    ),
    Hostile(
        "docx with dde in pieces",
        "서류.docx",
        lambda: good.office_with("docx", {"word/a.xml": _field(["DD", "EAUTO", " cmd"])}),
        ACTIVE,
    ),
    Hostile(
        "xlsx with a dde link",
        "내역.xlsx",
        lambda: good.office_with("xlsx", {"xl/externalLinks/a.xml": "<ddeLink ddeService='cmd'/>"}),
        ACTIVE,
    ),
    Hostile(
        "docx with entities",
        "서류.docx",
        lambda: good.office_with("docx", {"word/a.xml": ENTITIES}),
        ACTIVE,
    ),
    Hostile(
        "docx with entities in utf-16",
        "서류.docx",
        lambda: good.office_with(
            "docx", {"word/a.xml": b"\xff\xfe" + ENTITIES.encode("utf-16-le")}
        ),
        ACTIVE,
    ),
    Hostile(
        "docx with broken xml",
        "서류.docx",
        lambda: good.office_with("docx", {"word/a.xml": "<a><b></a>"}),
        DAMAGED,
    ),
    Hostile(
        "encrypted docx",
        "서류.docx",
        lambda: ole_file({"EncryptedPackage": b"1", "EncryptionInfo": b"1"}),
        LOCKED,
    ),
    Hostile("hwp with a password", "민원.hwp", lambda: good.hwp(flags=3), LOCKED),
    Hostile("hwp for distribution", "민원.hwp", lambda: good.hwp(flags=5), LOCKED),
    Hostile("hwp with drm", "민원.hwp", lambda: good.hwp(flags=17), LOCKED),
    Hostile(
        "hwp with a macro",
        "민원.hwp",
        lambda: good.hwp(
            {
                "Scripts/DefaultJScript": good.deflated(
                    good.script("function OnDocument_Open() { Run('calc'); }")
                )
            }
        ),
        MACRO,
    ),
    Hostile(
        "hwp with postscript",
        "민원.hwp",
        lambda: good.hwp(
            {"BinData/BIN0001.eps": good.deflated(b"%!PS-Adobe-3.0 EPSF" + b" exec" * 9)}
        ),
        ACTIVE,
    ),
    Hostile(
        "hwp with a program",
        "민원.hwp",
        lambda: good.hwp({"BinData/BIN0001.OLE": good.deflated(b"MZ" + b"\0" * 99)}),
        ACTIVE,
    ),
    Hostile(
        "hwp without a body",
        "민원.hwp",
        lambda: ole_file(
            {"FileHeader": b"HWP Document File".ljust(36, b"\0") + struct.pack("<I", 1)}
        ),
        DAMAGED,
    ),
    Hostile("hwp cut off", "민원.hwp", lambda: good.hwp()[:3000], DAMAGED),
    Hostile(
        "hwpx with a password",
        "민원.hwpx",
        lambda: good.hwpx({"META-INF/manifest.xml": LOCKED_MANIFEST}),
        LOCKED,
    ),
    Hostile(
        "hwpx with a macro",
        "민원.hwpx",
        lambda: good.hwpx(
            {
                "Scripts/sourceScripts": "function OnDocument_Open() { run('x'); }".encode(
                    "utf-16-le"
                )
            }
        ),
        MACRO,
    ),
    Hostile(
        "hwpx without a body",
        "민원.hwpx",
        lambda: good.zip_of({"mimetype": "application/hwp+zip"}),
        DAMAGED,
    ),
    Hostile("pixel bomb in a png", "사진.png", lambda: _png(60000, 60000), PIXELS),
    Hostile("png of 41 megapixels", "사진.png", lambda: _png(8200, 5000), PIXELS),
    Hostile("pixel bomb in a jpg", "사진.jpg", _big_jpg, PIXELS),
    Hostile("jpg cut off", "사진.jpg", lambda: good.jpg(size=(400, 300))[:-200], DAMAGED),
    Hostile("png cut off", "사진.png", lambda: good.png(size=(400, 300))[:-40], DAMAGED),
    Hostile("png with broken data", "사진.png", lambda: _png(40, 40, rest=b"\0\1\2\3"), DAMAGED),
    Hostile("jpg of nothing but its head", "사진.jpg", lambda: b"\xff\xd8\xff\xe0", DAMAGED),
]
