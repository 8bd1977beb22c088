"""Papers of a case, with their file."""

from typing import Any

from counselling.domain import document_storage
from counselling.domain.cases import Case, about
from counselling.enums import DocumentKind, DocumentState
from counselling.models import Document


def make_document(case: Case, *, data: bytes = b"%PDF-1.7", **fields: Any) -> Document:
    """Create a clean PDF of the case unless told otherwise; its file holds `data`."""
    fields.setdefault("file_name", "신청서.pdf")
    fields.setdefault("kind", DocumentKind.PDF)
    fields.setdefault("state", DocumentState.CLEAN)
    document = Document.objects.create(
        **about(case), size_bytes=len(data), sha256="0" * 64, **fields
    )
    path = document_storage.path_of(document)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return document
