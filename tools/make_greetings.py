"""Makes what the robot of the practice room says and shows: video/relay/greetings/*.webm.

Run by hand when a text changes. Speech is espeak-ng's (package of that name), slides are drawn by
Chromium, both are encoded once by PyAV; the robot only sends the stored packets.
"""

import asyncio
import html
import io
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import av
from playwright.async_api import async_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "video" / "relay" / "greetings"
FONT = ROOT / "static" / "vendor" / "pretendard-gov"
WIDTH, HEIGHT = 640, 360
VOICES = {"ko": "ko", "en": "en-gb"}
# name -> language -> (slides, one a second; speech)
TEXTS: dict[str, dict[str, tuple[list[str], str]]] = {
    "greeting": {
        "ko": (
            ["안녕하세요\n마주 연습실입니다"],
            "안녕하세요. 연습실입니다. 오 초 동안 말해 보세요. 그대로 들려 드립니다.",
        ),
        "en": (
            ["Hello\nThis is the practice room"],
            "Hello. This is the practice room. Speak for five seconds. You will hear yourself.",
        ),
    },
    "listening": {
        "ko": ([f"지금 말해 보세요\n{n}" for n in (5, 4, 3, 2, 1)], ""),
        "en": ([f"Please speak now\n{n}" for n in (5, 4, 3, 2, 1)], ""),
    },
    "thanks": {
        "ko": (["잘 하셨습니다\n결과를 확인하세요"], "잘 하셨습니다."),
        "en": (["Well done\nPlease see the result"], "Well done."),
    },
}
SLIDE = """<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: P; src: url("{font}"); }}
body {{ margin: 0; width: {width}px; height: {height}px; display: grid; place-items: center;
  background: #063a74; color: white; font: 700 44px/1.4 P, sans-serif; text-align: center; }}
</style><p>{text}</p>"""


async def draw(texts: list[str]) -> list[bytes]:
    """One PNG a text."""
    font = next(path for path in sorted(FONT.rglob("*Bold*.woff2")))
    pictures = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "slide.html"
            for text in texts:
                body = html.escape(text).replace("\n", "<br>")
                file.write_text(
                    SLIDE.format(font=font.as_uri(), width=WIDTH, height=HEIGHT, text=body)
                )
                await page.goto(file.as_uri())
                await page.evaluate("document.fonts.ready")
                pictures.append(await page.screenshot())
        await browser.close()
    return pictures


def speak(text: str, language: str) -> bytes:
    """A WAV file of the words; empty when there are none."""
    if not text:
        return b""
    command = ["espeak-ng", "-v", VOICES[language], "-s", "135", "-a", "160", "--stdout", text]
    return subprocess.run(command, capture_output=True, check=True).stdout


def write(path: Path, slides: list[bytes], wav: bytes) -> None:
    """Every slide is a keyframe of its own second."""
    with av.open(str(path), "w", format="webm") as file:
        picture = file.add_stream("libvpx", rate=1, options={"deadline": "best", "crf": "12"})
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        picture.bit_rate, picture.gop_size = 400_000, 1
        sound = file.add_stream("libopus", rate=48_000, layout="mono")
        sound.bit_rate = 24_000
        for number, png in enumerate(slides):
            with av.open(io.BytesIO(png)) as image:
                frame = next(image.decode(video=0)).reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 1)
            file.mux(picture.encode(frame))
        file.mux(picture.encode(None))
        if wav:
            with av.open(io.BytesIO(wav)) as speech:
                for frame in speech.decode(audio=0):
                    file.mux(sound.encode(frame))
        file.mux(sound.encode(None))


def main() -> int:
    """Writes all files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, languages in TEXTS.items():
        for language, (slides, speech) in languages.items():
            path = FOLDER / f"{name}.{language}.webm"
            write(path, asyncio.run(draw(slides)), speak(speech, language))
            sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
