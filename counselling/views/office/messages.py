"""The messages that the embedded shape shows instead of sending them, codes in clear."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counselling.domain.queries.messages import demo_messages
from counselling.models import DemoMessage
from counselling.rules import may_see_office_messages
from counselling.views.guards import guarded


def load_messages(_request: HttpRequest) -> list[DemoMessage]:
    """Return the newest messages. With a loader a denial is 404, as if there were no such page."""
    return list(demo_messages(limit=50))


@require_safe
@guarded(may_see_office_messages, load=load_messages)
def messages_page(request: HttpRequest, sent_messages: list[DemoMessage]) -> HttpResponse:
    return render(request, "office/messages.html", {"sent_messages": sent_messages})


@require_safe
@guarded(may_see_office_messages, load=load_messages)
def messages_list(request: HttpRequest, sent_messages: list[DemoMessage]) -> HttpResponse:
    """Answer with the list only, for the live page."""
    return render(request, "office/_messages.html", {"sent_messages": sent_messages})
