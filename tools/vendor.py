"""Fetch the third-party files listed in tools/vendor.toml into the repository.

`make vendor` runs this. Each package is fetched with `npm pack name@version`, its sha512 is
compared with the list, and only the listed files are copied, with a VERSION file beside them.
"""

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tools" / "vendor.toml"
SOURCE_MAP = re.compile(rb"^\s*(//|/\*)# sourceMappingURL=.*$", re.MULTILINE)


class VendorError(Exception):
    """A package could not be taken as listed; the text says which and why."""


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str
    integrity: str
    target: str
    files: dict[str, str]


def read_list(path: Path = LIST) -> list[Package]:
    return [Package(**entry) for entry in tomllib.loads(path.read_text())["package"]]


def refresh(package: Package) -> int:
    """Replace the package's folder by the listed files; return how many were copied."""
    with tempfile.TemporaryDirectory() as folder:
        archive = _fetch(package, Path(folder))
        _check(package, archive)
        target = ROOT / package.target
        shutil.rmtree(target, ignore_errors=True)
        copied = _copy(package, archive, target)
    (target / "VERSION").write_text(
        f"{package.name} {package.version}\nlicence: {package.licence}\n{package.integrity}\n"
    )
    return copied


def _fetch(package: Package, folder: Path) -> Path:
    spec = f"{package.name}@{package.version}"
    subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True, capture_output=True)
    return next(folder.glob("*.tgz"))


def _check(package: Package, archive: Path) -> None:
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        raise VendorError(f"{package.name} {package.version}: the checksum differs from the list.")


def _copy(package: Package, archive: Path, target: Path) -> int:
    wanted = dict.fromkeys(package.files, 0)
    with tarfile.open(archive) as bundle:
        for member in bundle:
            inner = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            pattern = next((item for item in wanted if inner.match(item)), None)
            if pattern is None or not member.isfile():
                continue
            stream = bundle.extractfile(member)
            if stream is None:
                continue
            place = target / package.files[pattern] / inner.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_cleaned(inner, stream.read()))
            wanted[pattern] += 1
    missing = [pattern for pattern, count in wanted.items() if not count]
    if missing:
        raise VendorError(f"{package.name} {package.version} has no {', '.join(missing)}.")
    return sum(wanted.values())


def _cleaned(path: PurePosixPath, content: bytes) -> bytes:
    """Strip links to source maps, which hashed static storage would look for and miss."""
    if path.suffix in {".css", ".js"}:
        return SOURCE_MAP.sub(b"", content)
    return content


def main() -> None:
    for package in read_list():
        try:
            copied = refresh(package)
        except (VendorError, subprocess.CalledProcessError) as error:
            sys.exit(str(error))
        print(f"{package.name} {package.version}: {copied} files -> {package.target}")


if __name__ == "__main__":
    main()
