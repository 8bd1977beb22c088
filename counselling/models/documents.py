"""Papers that citizens attach. The files lie outside the web root, under random names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import DocumentKind, DocumentState
from counselling.models.cases import CaseRecord, about_one_case
from counselling.models.records import ReferencedRecord, StateChange
from counselling.references import new_ref


class Document(CaseRecord, ReferencedRecord):
    """One paper of a case. `file_name` is for people, `stored_name` is where it lies."""

    file_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=5, choices=DocumentKind.choices)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_name = models.CharField(max_length=32, unique=True, default=new_ref)
    state = models.CharField(max_length=10, choices=DocumentState.choices)
    scan_attempts = models.PositiveSmallIntegerField(default=0)
    scan_next_at = models.DateTimeField(null=True, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("붙인 서류")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["scan_next_at"],
                condition=Q(state=DocumentState.CHECKING),
                name="document_scan_next",
            )
        ]
        constraints = [about_one_case("document_about_one_case")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_clean(self) -> bool:
        """May be handed out."""
        return self.state == DocumentState.CLEAN

    @property
    def is_kept(self) -> bool:
        return self.state in DocumentState.kept()


class DocumentChange(StateChange):
    document = models.ForeignKey(Document, models.CASCADE, related_name="changes")
