"""Papers, answers and consents of one's own case: see, add, take away, take back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import consent_withdrawal, documents, entry_codes
from counselling.domain.cases import Case, case_of, case_of_row, is_open
from counselling.domain.consents import standing_of
from counselling.domain.intake import answers_of
from counselling.domain.representatives import representative_of
from counselling.enums import AppointmentState, ConsentItem
from counselling.forms.papers import PapersForm, uploads_in
from counselling.models import Appointment, Document, QueueTicket
from counselling.rules import may_enter_ticket, owns_appointment, owns_document
from counselling.views.citizen.drafts import keep_typed_answers
from counselling.views.citizen.loaders import load_appointment, load_ticket
from counselling.views.guards import guarded
from counselling.views.papers import (
    attach_all,
    hand_out,
    load_document,
    takes_papers,
    tell_refused,
)


@takes_papers
@require_http_methods(["GET", "HEAD", "POST"])
@guarded(owns_appointment, load=load_appointment)
def appointment_papers(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    if appointment.state == AppointmentState.HELD:
        return redirect("book_details", appointment.ref)
    return _papers_page(request, appointment)


@takes_papers
@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_enter_ticket, load=load_ticket)
def ticket_papers(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    return _papers_page(request, ticket)


@require_safe
@guarded(owns_document, load=load_document)
def download_paper(_request: HttpRequest, document: Document) -> HttpResponse:
    return hand_out(document)


@require_POST
@guarded(owns_document, load=load_document)
def remove_paper(request: HttpRequest, document: Document) -> HttpResponse:
    """Take a paper away while the case is open; what was typed beside it stays."""
    case = case_of_row(document)
    if case.state == AppointmentState.HELD:
        keep_typed_answers(request)
    if is_open(case):
        documents.remove(document, by=request.user, why="by the citizen")
        messages.success(request, _("서류를 지웠습니다."))
    else:
        messages.warning(request, _("끝난 상담의 서류는 지울 수 없습니다."))
    return redirect(page_of(case))


@require_POST
@guarded(owns_appointment, load=load_appointment)
def withdraw_of_appointment(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    return _withdraw(request, appointment)


@require_POST
@guarded(may_enter_ticket, load=load_ticket)
def withdraw_of_ticket(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    return _withdraw(request, ticket)


@require_POST
@guarded(owns_appointment, load=load_appointment)
def representative_code_of_appointment(
    request: HttpRequest, appointment: Appointment
) -> HttpResponse:
    return _code_for_representative(request, appointment)


@require_POST
@guarded(may_enter_ticket, load=load_ticket)
def representative_code_of_ticket(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    return _code_for_representative(request, ticket)


def page_of(case: Case) -> str:
    """Name the page on which the papers of the case are."""
    if isinstance(case, QueueTicket):
        return reverse("ticket_papers", args=[case.ref])
    if case.state == AppointmentState.HELD:
        return f"{reverse('book_details', args=[case.ref])}#papers"
    return reverse("appointment_papers", args=[case.ref])


def _code_for_representative(request: HttpRequest, subject: Case) -> HttpResponse:
    """Make a code with which the child's legal representative comes in from another device."""
    case = case_of(subject)
    representative = representative_of(case)
    if representative is not None and is_open(case):
        code = entry_codes.issue(case, representative=representative)
        text = _("%(name)s 님의 인증번호는 %(code)s입니다. 다른 기기의 ‘상담 입장’에 넣어 주세요.")
        messages.success(request, text % {"name": representative.name, "code": code})
    return redirect(page_of(subject))


def _papers_page(request: HttpRequest, subject: Case) -> HttpResponse:
    if request.method == "POST":
        uploads = uploads_in(request.FILES)
        refused = attach_all(request, subject, uploads)
        tell_refused(request, refused)
        if not uploads:
            messages.warning(request, _("올릴 파일을 골라 주세요."))
        elif len(refused) < len(uploads):
            messages.success(request, _("서류를 올렸습니다."))
        if request.GET.get("back") == "waiting":
            return redirect("waiting_room", subject.ref)
        return redirect(request.path)
    case = case_of(subject)
    context = {
        "subject": subject,
        "case": case,
        "is_ticket": isinstance(subject, QueueTicket),
        "is_open": is_open(case),
        "papers": documents.papers_of(case),
        "papers_form": PapersForm(),
        "answers": answers_of(case),
        "standing": standing_of(case),
        "representative": representative_of(case),
    }
    return render(request, "citizen/papers.html", context)


def _withdraw(request: HttpRequest, subject: Case) -> HttpResponse:
    item = request.GET.get("item", "")
    if item in ConsentItem.values:
        has_ended = consent_withdrawal.withdraw(subject, item, by=request.user)
        text = _("동의를 철회했습니다.")
        if has_ended:
            text = _("동의를 철회했습니다. 꼭 필요한 동의여서 이 상담은 취소되었습니다.")
        messages.success(request, text)
    return redirect(f"{request.path.removesuffix('consents/withdraw/')}papers/")
