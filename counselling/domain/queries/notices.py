"""What an agency sees of its notices: kind, masked address, state, receipts; never the text."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from counselling.domain.notice_retry import RETRYABLE
from counselling.enums import ContactMethod, NoticeState
from counselling.models import Agency, Notice, Receipt

TO_LOOK_AT = (NoticeState.FAILED, NoticeState.UNSURE)


@dataclass(frozen=True)
class NoticeRow:
    """One notice with what became of it."""

    notice: Notice
    receipts: tuple[Receipt, ...]

    @property
    def address(self) -> str:
        return masked(self.notice)

    @property
    def may_retry(self) -> bool:
        """Nobody knows it arrived, and it is still of use."""
        expires_at = self.notice.expires_at
        is_over = expires_at is not None and expires_at <= timezone.now()
        return self.notice.state in RETRYABLE and not is_over


def notices_of(agency: Agency, *, state: str = "") -> QuerySet[Notice]:
    """Return the agency's notices with their receipts, newest first."""
    receipts = Receipt.objects.select_related("actor").order_by("pk")
    rows = Notice.objects.filter(agency=agency).prefetch_related(Prefetch("receipts", receipts))
    return rows.filter(state=state) if state else rows


def to_look_at(agency: Agency) -> int:
    """Return how many notices did not arrive or may not have."""
    return Notice.objects.filter(agency=agency, state__in=TO_LOOK_AT).count()


def row_of(notice: Notice) -> NoticeRow:
    return NoticeRow(notice=notice, receipts=tuple(notice.receipts.all()))


def masked(notice: Notice) -> str:
    """Return the address with only as much as tells one from another."""
    if notice.contact_method == ContactMethod.EMAIL:
        name, _at, host = notice.address.partition("@")
        return f"{name[:1]}***@{host}"
    digits = "".join(filter(str.isdecimal, notice.address))
    return f"{digits[:3]}-****-{digits[-4:]}" if len(digits) >= 8 else "****"
