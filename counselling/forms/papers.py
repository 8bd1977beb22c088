"""Files chosen on a page."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from counselling.domain.documents import Upload

ACCEPT = ".pdf,.jpg,.jpeg,.png,.hwp,.hwpx,.docx,.xlsx,.pptx"
FIELD = "papers"


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PapersForm(forms.Form):
    """The box for files; what came is read by `uploads_in`, one by one."""

    papers = forms.FileField(
        label=_("서류 고르기"),
        help_text=_(
            "PDF, JPG, PNG, HWP, HWPX, DOCX, XLSX, PPTX. 하나에 20MB, 10개까지 올릴 수 있습니다."
        ),
        required=False,
        widget=SeveralFiles(attrs={"accept": ACCEPT, "multiple": True}),
    )


def uploads_in(files: Any) -> list[Upload]:
    """Return the files of a request's FILES as the domain takes them."""
    return [_upload(file) for file in files.getlist(FIELD)]


def _upload(file: UploadedFile) -> Upload:
    return Upload(
        name=file.name or "",
        size_bytes=file.size or 0,
        chunks=file.chunks(),
        no_space=getattr(file, "no_space", False),
    )
