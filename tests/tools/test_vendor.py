"""Third-party files in the repository are whole and ask nobody else for anything."""

import re
from pathlib import Path

import pytest

from tools.vendor import ROOT, Package, VendorError, _check, read_list

STYLES = sorted((ROOT / "static" / "vendor").rglob("*.css"))
URL = re.compile(r"url\(\s*['\"]?([^)'\"]+)['\"]?\s*\)")


@pytest.mark.parametrize("package", read_list(), ids=lambda package: package.name)
def test_vendored_package_is_the_listed_version(package: Package) -> None:
    first_line = (ROOT / package.target / "VERSION").read_text().splitlines()[0]

    assert first_line == f"{package.name} {package.version}"


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_vendored_styles_find_all_they_name_beside_them(style: Path) -> None:
    named = {address for address in URL.findall(style.read_text()) if address[:5] != "data:"}

    assert [address for address in named if not (style.parent / address).exists()] == []


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_vendored_styles_name_no_source_map(style: Path) -> None:
    assert "sourceMappingURL" not in style.read_text()


def test_package_with_another_checksum_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "package.tgz"
    archive.write_bytes(b"something else")

    with pytest.raises(VendorError, match="checksum"):
        _check(read_list()[0], archive)
