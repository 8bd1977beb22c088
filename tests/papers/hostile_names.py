"""Names that lie, climb, or are too long: refused by what they promise, or made harmless."""

import unicodedata

from counselling.papers.refusals import Refusal
from tests.papers import good
from tests.papers.hostile_shape import Hostile

LONG = "가" * 300
PROGRAM, WRONG = Refusal.PROGRAM, Refusal.WRONG_ENDING

SET = [
    Hostile("double ending", "서류.pdf.exe", good.pdf, PROGRAM),
    Hostile("ending turned round", "서류\u202efdp.exe", good.pdf, PROGRAM),
    Hostile("ending after NUL", "서류.exe\0.pdf", good.pdf, None, "서류.exe.pdf"),
    Hostile("html ending", "서류.html", good.pdf, WRONG),
    Hostile("docx named xlsx", "내역.xlsx", lambda: good.office("docx"), WRONG),
    Hostile("pdf named hwp", "민원.hwp", good.pdf, WRONG),
    Hostile("jpg named pdf", "사진.pdf", good.jpg, WRONG),
    Hostile("direction marks", "\u202e서\u200f류\u2066.pdf", good.pdf, None, "서류.pdf"),
    Hostile("climbing name", "../../etc/passwd.pdf", good.pdf, None, "passwd.pdf"),
    Hostile("windows path", "C:\\Users\\hong\\서류.pdf", good.pdf, None, "서류.pdf"),
    Hostile("300 letters", f"{LONG}.pdf", good.pdf, None, f"{'가' * 96}.pdf"),
    Hostile(
        "korean in pieces",
        unicodedata.normalize("NFD", "한글 서류.pdf"),
        good.pdf,
        None,
        "한글 서류.pdf",
    ),
    Hostile(
        "markup in the name",
        "<img src=x onerror=alert(1)>.pdf",
        good.pdf,
        None,
        "_img src=x onerror=alert(1)_.pdf",
    ),
    Hostile(
        "line break in the name",
        'a\r\nSet-Cookie: x=1".pdf',
        good.pdf,
        None,
        "a Set-Cookie_ x=1_.pdf",
    ),
    Hostile("nothing but dots", "....pdf", good.pdf, None, "서류.pdf"),
    Hostile("emoji with joiners", "👨\u200d👩\u200d👧.pdf", good.pdf, None, "👨👩👧.pdf"),
    Hostile("half a letter", "서\ud800류.pdf", good.pdf, None, "서류.pdf"),
]
