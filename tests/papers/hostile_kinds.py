"""Files of kinds that are not taken, and files of two kinds at once."""

import io

from PIL import Image

from counselling.papers.limits import FILE_AT_MOST_BYTES
from counselling.papers.refusals import Refusal
from tests.papers import good
from tests.papers.hostile_shape import Hostile
from tests.papers.ole import ole_file

SCRIPT = b"<script>alert(document.domain)</script>"
# In two pieces, so that no scanner takes this file for the test virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()


def _utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")


WEB, PROGRAM, ARCHIVE = Refusal.WEB_PAGE, Refusal.PROGRAM, Refusal.ARCHIVE

SET = [
    Hostile("empty file", "빈파일.pdf", lambda: b"", Refusal.EMPTY),
    Hostile(
        "one byte over 20 MB",
        "큰.pdf",
        lambda: b"%PDF-" + b"0" * FILE_AT_MOST_BYTES,
        Refusal.TOO_BIG,
    ),
    Hostile("html", "서류.html", lambda: b"<!DOCTYPE html>" + SCRIPT, WEB),
    Hostile("html named pdf", "서류.pdf", lambda: b"<html>" + SCRIPT, WEB),
    Hostile("html named jpg", "사진.jpg", lambda: b"  \n<body onload=alert(1)>", WEB),
    Hostile("html in utf-16", "서류.docx", lambda: _utf16("<html><script>1</script>"), WEB),
    Hostile("svg with script", "그림.svg", lambda: b'<svg xmlns="x">' + SCRIPT + b"</svg>", WEB),
    Hostile("svg named png", "그림.png", lambda: b"<?xml version='1.0'?><svg onload='1'/>", WEB),
    Hostile(
        "xml with stylesheet",
        "내역.xml",
        lambda: b"<?xml version='1.0'?><?xml-stylesheet?><a/>",
        WEB,
    ),
    Hostile(
        "xml with entities",
        "내역.xlsx",
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        ),
        WEB,
    ),
    Hostile("php", "서류.php.pdf", lambda: b"<?php system($_GET['c']); ?>", WEB),
    Hostile("script after text", "메모.pdf", lambda: b"hello " + SCRIPT, WEB),
    Hostile(
        "plain text named pdf", "메모.pdf", lambda: "그냥 글입니다".encode(), Refusal.PLAIN_TEXT
    ),
    Hostile(
        "plain text in cp949",
        "메모.hwp",
        lambda: "그냥 글입니다".encode("cp949"),
        Refusal.PLAIN_TEXT,
    ),
    Hostile("csv with a formula", "내역.csv", lambda: b"=cmd|'/c calc'!A0,1", Refusal.PLAIN_TEXT),
    Hostile("eicar", "eicar.pdf", lambda: EICAR, Refusal.PLAIN_TEXT),
    Hostile("eicar.com", "eicar.com", lambda: EICAR, PROGRAM),
    Hostile("windows program", "설치.exe", lambda: b"MZ" + b"\0" * 100, PROGRAM),
    Hostile("windows program named pdf", "서류.pdf", lambda: b"MZ" + b"\0" * 100, PROGRAM),
    Hostile("linux program named docx", "서류.docx", lambda: b"\x7fELF" + b"\0" * 100, PROGRAM),
    Hostile("shell script named jpg", "사진.jpg", lambda: b"#!/bin/sh\nrm -rf /", PROGRAM),
    Hostile(
        "windows shortcut", "바로가기.lnk", lambda: b"L\0\0\0\x01\x14\x02\0" + b"\0" * 50, PROGRAM
    ),
    Hostile("java class", "서류.hwpx", lambda: b"\xca\xfe\xba\xbe\0\0\0\x34", PROGRAM),
    Hostile("zip", "모음.zip", lambda: good.zip_of({"a.pdf": good.pdf()}), ARCHIVE),
    Hostile("zip named docx", "모음.docx", lambda: good.zip_of({"a.txt": "1"}), ARCHIVE),
    Hostile("empty zip", "모음.xlsx", lambda: good.zip_of({}), ARCHIVE),
    Hostile("rar", "모음.rar", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 50, ARCHIVE),
    Hostile("7z named pdf", "모음.pdf", lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, ARCHIVE),
    Hostile("gzip", "모음.gz", lambda: b"\x1f\x8b\x08" + b"\0" * 50, ARCHIVE),
    Hostile("gif", "움직임.gif", lambda: _picture("GIF"), Refusal.OTHER_IMAGE),
    Hostile(
        "gif with script",
        "움직임.png",
        lambda: b"GIF89a/*" + SCRIPT + b"*/=1;alert(1)",
        Refusal.OTHER_IMAGE,
    ),
    Hostile("bmp", "그림.bmp", lambda: _picture("BMP"), Refusal.OTHER_IMAGE),
    Hostile("webp named jpg", "사진.jpg", lambda: _picture("WEBP"), Refusal.OTHER_IMAGE),
    Hostile("tiff", "스캔.tif", lambda: _picture("TIFF"), Refusal.OTHER_IMAGE),
    Hostile("heic", "IMG_0001.heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Refusal.HEIC),
    Hostile(
        "mp4",
        "영상.mp4",
        lambda: b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2" + b"\0" * 300,
        Refusal.MEDIA,
    ),
    Hostile("mp3 named pdf", "녹음.pdf", lambda: b"ID3\x03" + b"\0" * 300, Refusal.MEDIA),
    Hostile(
        "old word file",
        "옛문서.doc",
        lambda: ole_file({"WordDocument": b"\xec\xa5"}),
        Refusal.OLD_FORMAT,
    ),
    Hostile(
        "old excel file named hwp",
        "옛표.hwp",
        lambda: ole_file({"Workbook": b"\x09\x08"}),
        Refusal.OLD_FORMAT,
    ),
    Hostile(
        "hwp 3.0",
        "옛문서.hwp",
        lambda: b"HWP Document File V3.00 \x1a\1\2\3\4\5",
        Refusal.OLD_FORMAT,
    ),
    Hostile(
        "installer in ole", "설치.hwp", lambda: ole_file({"!Property": b"MSI"}), Refusal.NOT_ALLOWED
    ),
    Hostile(
        "random bytes",
        "서류.pdf",
        lambda: bytes(range(1, 256)) * 20 + b"\0\xff",
        Refusal.NOT_ALLOWED,
    ),
    Hostile("pdf after a gif head", "서류.pdf", lambda: b"GIF89a" + good.pdf(), Refusal.MIXED),
    Hostile("pdf after html", "서류.pdf", lambda: SCRIPT + good.pdf(), Refusal.MIXED),
    Hostile(
        "pdf and zip", "서류.pdf", lambda: good.pdf() + good.zip_of({"a.exe": b"MZ"}), Refusal.MIXED
    ),
    Hostile(
        "pdf and a long tail", "서류.pdf", lambda: good.pdf() + b"\n" + SCRIPT * 40, Refusal.MIXED
    ),
    Hostile(
        "jpg and html", "사진.jpg", lambda: good.jpg() + SCRIPT, None, "사진.jpg", (b"<script",)
    ),
    Hostile(
        "png and zip",
        "화면.png",
        lambda: good.png() + good.zip_of({"a.exe": b"MZ"}),
        None,
        "화면.png",
        (b"PK\3\4",),
    ),
    Hostile(
        "jpg with script in its comment",
        "사진.jpg",
        lambda: good.jpg(exif=True),
        None,
        "사진.jpg",
        (b"secret comment", b"Phone"),
    ),
]
