"""Ready texts and outcomes of a demo department, to be tried and changed."""

from counselling.enums import NoteFor, Outcome
from counselling.models import OutcomeCode, Service, TextModule

# Not the service of the first call, whose sessions end with the general outcomes.
SERVICE = "mfds-illegal-food"

TEXTS = [
    (
        NoteFor.CITIZEN,
        "신고 전 보관",
        "제품과 포장지를 버리지 말고 그대로 두세요. 구매 영수증도 함께 보관해 주세요.",
    ),
    (NoteFor.STAFF, "확인한 것", "제품명:\n산 곳:\n소비기한:\n이상한 점:"),
]
CODES = [
    (
        "신고 방법을 안내했습니다",
        "How to report was explained",
        Outcome.ANSWERED,
    ),
    (
        "제품 사진이나 영수증을 더 보내셔야 합니다",
        "More photos or the receipt are needed",
        Outcome.DOCUMENTS_NEEDED,
    ),
]


def write_demo_texts() -> None:
    """Write them where there are none; what people changed or withdrew is left alone."""
    service = Service.objects.filter(code=SERVICE).select_related("department").first()
    if service is None:
        return
    if not service.department.text_modules.exists():
        TextModule.objects.bulk_create(
            TextModule(
                department=service.department,
                note_for=note_for,
                title=title,
                text=text,
                position=position,
            )
            for position, (note_for, title, text) in enumerate(TEXTS, 1)
        )
    if not service.outcome_codes.exists():
        OutcomeCode.objects.bulk_create(
            OutcomeCode(
                service=service,
                text_ko=korean,
                text_en=english,
                outcome=outcome,
                position=position,
            )
            for position, (korean, english, outcome) in enumerate(CODES, 1)
        )
