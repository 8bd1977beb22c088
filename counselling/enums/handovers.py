"""A call that changes hands, and officials who join from other departments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HandoverState(TextChoices):
    """A person is handed to another department without leaving the call."""

    OFFERED = "offered", pgettext_lazy("handover", "연결하는 중")
    TAKEN = "taken", pgettext_lazy("handover", "받음")
    TAKEN_BACK = "taken_back", pgettext_lazy("handover", "되돌림")
    LAPSED = "lapsed", _("받은 담당자 없음")


class JointState(TextChoices):
    """What became of the invitation of a department into a joint session (복합민원)."""

    INVITED = "invited", _("초대함")
    ACCEPTED = "accepted", _("수락함")
    JOINED = "joined", _("함께 상담 중")
    LEFT = "left", _("나감")
    DECLINED = "declined", pgettext_lazy("joint session", "거절함")
    WITHDRAWN = "withdrawn", pgettext_lazy("joint session", "초대 취소")

    @classmethod
    def active(cls) -> tuple["JointState", ...]:
        """States in which a department takes part; it is invited once only."""
        return (cls.INVITED, cls.ACCEPTED, cls.JOINED, cls.LEFT)

    @classmethod
    def coming(cls) -> tuple["JointState", ...]:
        return (cls.INVITED, cls.ACCEPTED)

    @classmethod
    def writing(cls) -> tuple["JointState", ...]:
        """States in which the official may write the outcome of their department."""
        return (cls.JOINED, cls.LEFT)


class KeptCall(TextChoices):
    """What the first official does while the call changes hands."""

    STAYS = "stays", _("다음 담당자가 올 때까지 함께 있기")
    LEAVES = "leaves", _("바로 나가기 (민원인은 통화에서 기다림)")
