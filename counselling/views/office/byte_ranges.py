"""A file sent in the pieces a player asks for (RFC 9110, 14), so that it can seek."""

import re
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse

# A player that asks for "all from here" gets so much at once and asks again.
PIECE_BYTES = 1 << 20
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def send_file(
    request: HttpRequest, path: Path, *, content_type: str
) -> FileResponse | HttpResponse:
    """The whole file, or (206) one range of it; 416 for a range it does not have."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    size = path.stat().st_size
    if asked is None or asked[0] == "bytes=-":
        whole = FileResponse(path.open("rb"), content_type=content_type)
        whole.headers["Accept-Ranges"] = "bytes"
        return whole
    first, last = _ends(asked[1], asked[2], size)
    if first >= size or last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    last = min(last, first + PIECE_BYTES - 1)
    with path.open("rb") as file:
        file.seek(first)
        piece = file.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Accept-Ranges": "bytes"}
    return HttpResponse(piece, status=206, content_type=content_type, headers=headers)


def _ends(first: str, last: str, size: int) -> tuple[int, int]:
    """Of `5-9`, `5-` and `-5` (the last five)."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
