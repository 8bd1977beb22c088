"""What every view that takes or hands out papers shares."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from counselling.domain import document_storage, documents
from counselling.domain.cases import Case
from counselling.domain.documents import Upload
from counselling.domain.paper_refusals import PaperRefused
from counselling.enums import DocumentKind
from counselling.models import Document
from counselling.papers.names import clean_name

OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.JPG: "image/jpeg",
    DocumentKind.PNG: "image/png",
    DocumentKind.HWP: "application/x-hwp",
    DocumentKind.HWPX: "application/hwp+zip",
    DocumentKind.DOCX: f"{OFFICE}.wordprocessingml.document",
    DocumentKind.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    DocumentKind.PPTX: f"{OFFICE}.presentationml.presentation",
}


def takes_papers(view: Any) -> Any:
    """Let requests to this view be as large as the papers of a case (portal.uploads)."""
    view.takes_papers = True
    return view


def load_document(_request: HttpRequest, ref: str) -> Document:
    papers = Document.objects.select_related(
        "appointment__service__department",
        "queue_ticket__service__department",
        "queue_ticket__appointment",
    )
    return get_object_or_404(papers, ref=ref)


def attach_all(request: HttpRequest, case: Case, uploads: Iterable[Upload]) -> list[str]:
    """Take the files one by one; return a sentence for each that was refused."""
    refused = []
    for upload in uploads:
        try:
            documents.attach(case, upload, by=request.user)
        except PaperRefused as error:
            name = clean_name(upload.name)
            refused.append(_("‘%(name)s’: %(why)s") % {"name": name, "why": error})
    return refused


def tell_refused(request: HttpRequest, refused: Iterable[str]) -> None:
    for sentence in refused:
        messages.error(request, sentence)


def hand_out(document: Document) -> HttpResponse:
    """Answer with the file: to be saved, never shown in the page's own name.

    Raises:
        Http404: It is not clean (yet), or gone.
    """
    if not document.is_clean:
        raise Http404
    try:
        data = document_storage.path_of(document).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = HttpResponse(data, content_type=CONTENT_TYPES[DocumentKind(document.kind)])
    name = quote(document.file_name, safe="")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "no-store, private"
    return answer
