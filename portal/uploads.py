"""How large a request may be, and how files come in."""

import errno
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from counselling.papers.limits import FILE_AT_MOST_BYTES

NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


class BodyLimitMiddleware:
    """Answers 413 to a body that is too large, before anything reads it.

    Views that take papers (`takes_papers = True`) may get a case's worth of them. Daphne has the
    body by then: the proxy in front must have the same limits (README, "Service shape").
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_words: Any
    ) -> HttpResponse | None:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return HttpResponse(render_to_string("413.html"), status=411)
        takes_papers = getattr(view, "takes_papers", False)
        limit = settings.PAPERS_BODY_AT_MOST_BYTES if takes_papers else settings.BODY_AT_MOST_BYTES
        if int(request.META.get("CONTENT_LENGTH") or 0) <= limit:
            return None
        return HttpResponse(render_to_string("413.html"), status=413)


class PaperUploadHandler(FileUploadHandler):
    """Writes each file to a temporary one, no further than a paper may be long.

    What comes after is counted and thrown away, so that the rest of the form is still read; so
    is a file for which there is no space (`no_space`).
    """

    file: TemporaryUploadedFile | None

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self.no_space = False
        try:
            self.file = TemporaryUploadedFile(
                self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra
            )
        except OSError as error:
            self._note(error)
            self.file = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file is None or self.no_space or start > FILE_AT_MOST_BYTES:
            return
        try:
            self.file.write(raw_data)
        except OSError as error:
            self._note(error)

    def file_complete(self, file_size: int) -> UploadedFile:
        uploaded: UploadedFile = self.file or UploadedFile(name=self.file_name)
        try:
            uploaded.seek(0)
        except (OSError, AttributeError):
            self.no_space = True
        uploaded.size = file_size
        uploaded.no_space = self.no_space  # type: ignore[attr-defined]
        return uploaded

    def upload_interrupted(self) -> None:
        if getattr(self, "file", None) is not None:
            self.file.close()  # type: ignore[union-attr]

    def _note(self, error: OSError) -> None:
        if error.errno not in NO_SPACE:
            raise error
        self.no_space = True
