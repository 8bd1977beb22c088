"""What the office sees of messages."""

from django.db.models import QuerySet

from counselling.models import DemoMessage, Notice


def demo_messages(*, limit: int = 100) -> QuerySet[DemoMessage]:
    """Return the newest messages of the embedded shape's mailbox."""
    return DemoMessage.objects.order_by("-pk")[:limit]


def recent_notices(*, limit: int = 100) -> QuerySet[Notice]:
    """Return the newest notices with their receipts."""
    return Notice.objects.prefetch_related("receipts").order_by("-pk")[:limit]
