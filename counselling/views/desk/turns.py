"""Turns of single people: called once more, or called earlier than others for a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from counselling.domain import queue_calling, queue_setting_aside
from counselling.enums import PriorityClass
from counselling.forms.lines import PriorityForm
from counselling.models import QueueTicket
from counselling.rules import may_handle_ticket
from counselling.views.desk.calling import require_at_own_desk
from counselling.views.desk.loaders import load_ticket
from counselling.views.desk.missed_words import missed_words
from counselling.views.desk.seated import to_own_desk
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages


@require_POST
@guarded(may_handle_ticket, load=load_ticket)
def call_again(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Ring once more; after the last of the unit's calls the person is missed."""
    with errors_as_messages(request):
        require_at_own_desk(request, ticket)
        if queue_calling.call_again(ticket, by=request.user):
            text = _("%(name)s 님을 다시 불렀습니다. %(times)s번째입니다.")
            told = {"name": ticket.name, "times": ticket.times_called}
            messages.success(request, text % told)
        else:
            messages.warning(request, missed_words(ticket, several_calls=True))
    return to_own_desk(request)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_handle_ticket, load=load_ticket, login=True)
def give_class(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Ask for the class and the reason, then put the person there."""
    form = PriorityForm(request.POST or None, initial={"priority": ticket.priority})
    if request.method == "POST" and form.is_valid():
        priority = PriorityClass(form.cleaned_data["priority"])
        with errors_as_messages(request):
            queue_setting_aside.give_class(
                ticket, priority, by=request.user, why=form.cleaned_data["why"]
            )
            text = _("%(name)s 님의 순서를 ‘%(label)s’(으)로 바꿨습니다.")
            messages.success(request, text % {"name": ticket.name, "label": priority.label})
        return to_own_desk(request)
    return render(request, "desk/give_class.html", {"ticket": ticket, "form": form})
