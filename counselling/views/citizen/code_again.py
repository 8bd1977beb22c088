"""A lost code: a new one goes to the address that was left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from counselling.domain.code_requests import send_codes_again
from counselling.forms.citizen_entry import CodeAgainForm
from counselling.views.guards import anyone, guarded


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(anyone)
def code_again(request: HttpRequest) -> HttpResponse:
    """Say the same whether or not anything was sent: nobody learns who has an appointment."""
    form = CodeAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for address in form.addresses:
            send_codes_again(name=form.cleaned_data["name"], address=address)
        messages.success(
            request,
            _("이 이름과 연락처로 예약이 있으면 새 인증번호를 보냈습니다. 1분쯤 기다려 주세요."),
        )
        return redirect("enter")
    return render(request, "citizen/code_again.html", {"form": form})
