"""Why a paper is not taken, in words: what is wrong and what to do about it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counselling.exceptions import CounsellingError
from counselling.papers.refusals import Refusal


class CaseRefusal(StrEnum):
    """Refusals that are not the file's own fault."""

    TOO_MANY_PAPERS = "too_many_papers"
    CASE_FULL = "case_full"
    NO_SPACE = "no_space"
    BUSY = "busy"
    OVER = "over"


TEXTS: dict[str, str | Promise] = {
    Refusal.EMPTY: _("파일이 비어 있습니다. 내용이 있는 파일을 골라 주세요."),
    Refusal.TOO_BIG: _("파일이 20MB보다 큽니다. 20MB 이하로 줄이거나 나누어 주세요."),
    Refusal.WRONG_ENDING: _(
        "파일 이름의 끝(확장자)과 내용이 다릅니다. 원래 프로그램에서 다시 저장해 주세요."
    ),
    Refusal.NOT_ALLOWED: _(
        "받을 수 없는 형식입니다. PDF, JPG, PNG, HWP, HWPX, DOCX, XLSX, PPTX 파일로 올려 주세요."
    ),
    Refusal.PROGRAM: _("실행 프로그램은 받지 않습니다. 문서나 사진 파일을 골라 주세요."),
    Refusal.ARCHIVE: _("압축 파일은 받지 않습니다. 압축을 풀어 안에 든 파일을 올려 주세요."),
    Refusal.WEB_PAGE: _(
        "웹 문서(HTML, SVG, XML)는 받지 않습니다. 화면을 PDF로 저장해 올려 주세요."
    ),
    Refusal.PLAIN_TEXT: _("글만 든 파일은 받지 않습니다. PDF나 한글 문서로 저장해 올려 주세요."),
    Refusal.OTHER_IMAGE: _("이 사진 형식은 받지 않습니다. JPG나 PNG로 저장해 올려 주세요."),
    Refusal.HEIC: _(
        "아이폰 사진 형식(HEIC)은 받지 않습니다. 사진을 JPG로 저장하거나 화면을 갈무리해 주세요."
    ),
    Refusal.MEDIA: _("동영상과 소리 파일은 받지 않습니다. 상담할 때 화면으로 보여 주세요."),
    Refusal.OLD_FORMAT: _(
        "오래된 형식입니다. 프로그램에서 PDF나 DOCX, XLSX, PPTX, HWP 5.0으로 저장해 주세요."
    ),
    Refusal.ENCRYPTED: _("암호가 걸린 파일입니다. 암호를 풀고 다시 올려 주세요."),
    Refusal.DAMAGED: _(
        "파일이 깨졌거나 끝까지 저장되지 않았습니다. 열어 확인한 뒤 다시 올려 주세요."
    ),
    Refusal.MIXED: _(
        "두 가지 형식이 섞인 파일입니다. 원래 프로그램에서 하나의 형식으로 다시 저장해 주세요."
    ),
    Refusal.MACRO: _("매크로가 든 문서입니다. 매크로 없는 형식이나 PDF로 저장해 주세요."),
    Refusal.ACTIVE_CONTENT: _(
        "열면 스스로 실행되거나 밖으로 연결되는 내용이 들어 있습니다. PDF로 인쇄해 올려 주세요."
    ),
    Refusal.TOO_MANY_PIXELS: _("사진이 너무 큽니다. 4천만 화소 이하로 줄여 주세요."),
    Refusal.UNPACKS_TOO_BIG: _("펼치면 너무 커지는 파일입니다. 내용을 나누어 저장해 주세요."),
    Refusal.TOO_MANY_PARTS: _("조각이 너무 많은 파일입니다. PDF로 저장해 올려 주세요."),
    Refusal.NESTED: _("문서 안에 압축 파일이 겹쳐 들어 있습니다. 안에 든 파일을 따로 올려 주세요."),
    Refusal.BAD_PATHS: _(
        "파일 안에 다른 곳을 가리키는 경로가 있습니다. 원래 프로그램에서 다시 저장해 주세요."
    ),
    Refusal.TOO_SLOW: _("확인하는 데 너무 오래 걸리는 파일입니다. PDF로 저장해 올려 주세요."),
    CaseRefusal.TOO_MANY_PAPERS: _(
        "서류는 10개까지 올릴 수 있습니다. 필요 없는 서류를 지우고 올려 주세요."
    ),
    CaseRefusal.CASE_FULL: _(
        "서류를 모두 합해 100MB까지 올릴 수 있습니다. 필요 없는 서류를 지우고 올려 주세요."
    ),
    CaseRefusal.NO_SPACE: _(
        "지금은 저장할 공간이 없어 서류를 받지 못했습니다. 상담은 그대로 할 수 있으니, "
        "서류는 나중에 올리거나 상담할 때 화면으로 보여 주세요."
    ),
    CaseRefusal.BUSY: _("지금 서류를 올리는 분이 많습니다. 잠시 뒤 다시 올려 주세요."),
    CaseRefusal.OVER: _("끝난 상담에는 서류를 올릴 수 없습니다."),
}


class PaperRefused(CounsellingError):
    """The paper is not taken; `reason` is one of Refusal or CaseRefusal."""

    def __init__(self, reason: Refusal | CaseRefusal) -> None:
        super().__init__(TEXTS[reason])
        self.reason = reason
