"""The fixed words of a session sheet, in the language that is active."""

from django.utils.translation import gettext


def labels() -> dict[str, str]:
    """Return what stands in the template between what was said, by the names it uses."""
    return {
        "session": gettext("상담"),
        "citizen": gettext("민원인"),
        "service": gettext("상담 서비스"),
        "held": gettext("상담한 때"),
        "officials": gettext("참여한 담당자"),
        "reference": gettext("접수 번호"),
        "handled": gettext("처리기한"),
        "outcome": gettext("처리 결과"),
        "named": gettext("맡은 담당자"),
        "phone": gettext("전화"),
        "told": gettext("안내한 내용"),
        "promises": gettext("앞으로 할 일"),
        "who": gettext("누가"),
        "what": gettext("무엇을"),
        "until": gettext("언제까지"),
        "working_days": gettext("기한은 토요일, 일요일, 공휴일을 뺀 근무일로 셌습니다."),
        "objection": gettext("이의가 있으면"),
        "genuine": gettext("진짜인지 확인하기"),
        "how_to_verify": gettext(
            "누구나 아래 주소에서 확인 코드를 넣어 이 안내서가 진짜인지, 지금도 유효한지 "
            "볼 수 있습니다. PDF 파일을 올리면 한 글자라도 바뀌었는지 알려 드립니다."
        ),
        "address": gettext("주소"),
        "code": gettext("확인 코드"),
        "issued": gettext("만든 때"),
        "version": gettext("판"),
        "fingerprint": gettext("내용 지문"),
        "corrected": gettext("바로잡은 안내서입니다."),
        "superseded": gettext("앞의 판은 더 이상 쓰이지 않습니다."),
        "why": gettext("바로잡은 까닭"),
        "picture": gettext("확인 주소와 확인 코드가 담긴 QR 코드"),
    }
