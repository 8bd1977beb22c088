"""Pictures: decoded and written anew, so that nothing but the picture is left."""

import warnings
from pathlib import Path

from PIL import Image, ImageOps

from counselling.papers.limits import IMAGE_AT_MOST_PIXELS
from counselling.papers.refusals import Refusal, Refused

# Phones of some makers put two pictures into one JPEG file (MPO); the first is taken.
FORMATS = {"jpg": ["JPEG", "MPO"], "png": ["PNG"]}
JPEG_QUALITY = 92
KEPT_IN_JPEG = {"L", "RGB"}


def rewrite(path: Path, kind: str) -> None:
    """Replace the file by a fresh one of the same picture, upright, without EXIF or comments.

    Raises:
        Refused: Too many pixels.
    """
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = IMAGE_AT_MOST_PIXELS
    try:
        with Image.open(path, formats=FORMATS[kind]) as opened:
            if opened.width * opened.height > IMAGE_AT_MOST_PIXELS:
                raise Refused(Refusal.TOO_MANY_PIXELS)
            opened.load()
            picture = ImageOps.exif_transpose(opened)
    except Image.DecompressionBombError as error:
        raise Refused(Refusal.TOO_MANY_PIXELS) from error
    transparency = picture.info.get("transparency")
    picture.info.clear()
    if kind == "png" and transparency is not None:
        picture.info["transparency"] = transparency
    if kind == "jpg":
        plain = picture if picture.mode in KEPT_IN_JPEG else picture.convert("RGB")
        plain.save(path, "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        picture.save(path, "PNG")
