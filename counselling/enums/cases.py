"""What is collected about a case: answers, papers, consents, identity, who read it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AnswerKind(TextChoices):
    """What an intake question asks for."""

    TEXT = "text", _("짧은 글")
    LONG_TEXT = "long_text", _("긴 글")
    NUMBER = "number", _("숫자")
    DATE = "date", _("날짜")
    CHOICE = "choice", _("고르기")
    YES_NO = "yes_no", _("예/아니요")

    @classmethod
    def without_typing(cls) -> tuple["AnswerKind", ...]:
        """Kinds that are answered by a touch: asked at a kiosk too."""
        return (cls.CHOICE, cls.YES_NO)


class DocumentKind(TextChoices):
    """The kinds of papers that are taken; the value is the ending of the file name."""

    PDF = "pdf", "PDF"
    JPG = "jpg", "JPG"
    PNG = "png", "PNG"
    HWP = "hwp", "HWP"
    HWPX = "hwpx", "HWPX"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    PPTX = "pptx", "PPTX"


class DocumentState(TextChoices):
    CHECKING = "checking", _("검사 중")
    CLEAN = "clean", _("확인됨")
    REFUSED = "refused", _("바이러스가 있어 지움")
    REMOVED = "removed", _("지움")

    @classmethod
    def kept(cls) -> tuple["DocumentState", ...]:
        """States in which there is a file; they count for the limits of a case."""
        return (cls.CHECKING, cls.CLEAN)

    @classmethod
    def shown(cls) -> tuple["DocumentState", ...]:
        return (cls.CHECKING, cls.CLEAN, cls.REFUSED)


class ConsentItem(TextChoices):
    DATA = "data", _("개인정보 수집·이용")
    VIDEO = "video", _("영상과 소리로 상담")
    HISTORY = "history", _("지난 상담 함께 보기")
    REPRESENTATIVE = "representative", _("법정대리인 동의")

    @classmethod
    def of_citizen(cls) -> tuple["ConsentItem", ...]:
        """What everybody is asked; the representative's is asked under 14 only."""
        return (cls.DATA, cls.VIDEO, cls.HISTORY)


class ConsentAnswer(TextChoices):
    YES = "yes", _("동의함")
    NO = "no", _("동의하지 않음")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "철회함")


class ConsentPerson(TextChoices):
    CITIZEN = "citizen", _("본인")
    REPRESENTATIVE = "representative", _("법정대리인")


class Relation(TextChoices):
    """What a legal representative is to the child."""

    MOTHER = "mother", _("어머니")
    FATHER = "father", _("아버지")
    GUARDIAN = "guardian", _("그 밖의 법정대리인")


class IdentityMethod(TextChoices):
    CAMERA = "camera", _("신분증을 카메라로 확인함")
    STAFF = "staff", _("민원실 직원이 신분증을 확인함")


class AccessKind(TextChoices):
    """What a member of staff did with personal data."""

    DOCUMENT_DOWNLOADED = "document_downloaded", _("붙인 서류 내려받기")
    LISTENED_IN = "listened_in", _("상담 함께 듣기")
    STEPPED_IN = "stepped_in", _("상담에 들어가기")
