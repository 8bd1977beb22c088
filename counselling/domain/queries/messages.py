"""What the office sees of messages."""

from django.db.models import QuerySet

from counselling.models import DemoMessage


def demo_messages(*, limit: int = 100) -> QuerySet[DemoMessage]:
    """Return the newest messages of the embedded shape's mailbox."""
    return DemoMessage.objects.order_by("-pk")[:limit]
