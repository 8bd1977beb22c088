"""Recordings of calls: which there are, all participants side by side, and their files."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from counselling.rules import may_list_recordings, may_see_recording
from counselling.views.guards import guarded
from counselling.views.office.byte_ranges import send_file
from video.enums import RecordingState
from video.models import Recording
from video.recorded_files import path_of, read_index

LISTED = 200


def load_recording(_request: HttpRequest, ref: str) -> Recording:
    return get_object_or_404(
        Recording.objects.select_related("call").exclude(state=RecordingState.DELETED), ref=ref
    )


def load_recorded_file(request: HttpRequest, ref: str, name: str) -> tuple[Recording, str]:
    return load_recording(request, ref), name


def may_see_recorded_file(actor: object, file: tuple[Recording, str]) -> bool:
    """Whoever may see the recording."""
    return bool(may_see_recording(actor, file[0]))


@require_safe
@guarded(may_list_recordings, login=True)
def recording_list(request: HttpRequest) -> HttpResponse:
    """The newest recordings that this person may see."""
    actor = request.actor  # type: ignore[attr-defined]
    newest = Recording.objects.exclude(state=RecordingState.DELETED).select_related("call")
    recordings = [found for found in newest[:LISTED] if may_see_recording(actor, found)]
    return render(request, "office/recordings.html", {"recordings": recordings})


@require_safe
@guarded(may_see_recording, load=load_recording)
def recording_page(request: HttpRequest, recording: Recording) -> HttpResponse:
    """All participants side by side."""
    context = {"recording": recording, "index": read_index(recording)}
    return render(request, "office/recording.html", context)


@require_safe
@guarded(may_see_recorded_file, load=load_recorded_file)
def recording_file(request: HttpRequest, file: tuple[Recording, str]) -> HttpResponseBase:
    """One WebM file, or the part of it that the player asks for."""
    path: Path | None = path_of(*file)
    if path is None:
        raise Http404
    answer: FileResponse | HttpResponse = send_file(request, path, content_type="video/webm")
    return answer
