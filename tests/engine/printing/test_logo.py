"""Logos: files that may come from anywhere."""

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from engine.printing.logo import BadLogo, read_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">{}</svg>'
HOSTILE = {
    "an entity that grows": '<!DOCTYPE svg [<!ENTITY a "aa">]>' + SVG.format("<path d='M0 0'/>"),
    "a script": SVG.format("<script>1</script>"),
    "a picture from elsewhere": SVG.format('<image href="http://example.org/a.png"/>'),
    "a file of this machine": SVG.format('<image href="/etc/passwd"/>'),
    "a picture inside": SVG.format('<image href="data:image/png;base64,AA"/>'),
    "letters": SVG.format("<text>Library</text>"),
    "a page": SVG.format("<foreignObject/>"),
    "copies of copies": SVG.format('<g id="a"/><use href="#a"/>'),
    "a fill from elsewhere": SVG.format('<path d="M0 0" fill="url(http://example.org/#a)"/>'),
    "a style from elsewhere": SVG.format("<style>@import url(a.css)</style>"),
    "very many parts": SVG.format("<g/>" * 6_000),
    "very deep": SVG.format("<g>" * 60 + "</g>" * 60),
    "no end": "<svg xmlns='http://www.w3.org/2000/svg'>",
    "another kind": "<html/>",
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_svg_that_does_more_than_draw_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "logo.svg").write_text(HOSTILE[name], encoding="utf-8")
    with pytest.raises(BadLogo):
        read_logo(tmp_path, "logo.svg")


def test_an_svg_in_other_letters_cannot_hide_what_it_does(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(HOSTILE["a script"].encode("utf-16"))
    with pytest.raises(BadLogo, match="is not UTF-8"):
        read_logo(tmp_path, "logo.svg")


def test_an_svg_that_draws_is_taken_without_what_programs_note_in_it(tmp_path: Path) -> None:
    drawn = SVG.format(
        "<!-- by hand --><x:note xmlns:x='urn:x'>17</x:note>"
        '<defs><linearGradient id="a"/></defs><path d="M0 0h8v8z" fill="url(#a)"/>'
    )
    (tmp_path / "logo.svg").write_text(drawn, encoding="utf-8")
    logo = read_logo(tmp_path, "logo.svg")
    assert (logo.kind, logo.file) == ("svg", "logo.svg")
    assert b'fill="url(#a)"' in logo.data
    assert b"17" not in logo.data


def test_a_png_is_made_anew_and_stays_clear_where_it_is(tmp_path: Path) -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "somebody")
    Image.new("RGBA", (30, 20), (12, 74, 71, 0)).save(tmp_path / "logo.png", pnginfo=told)
    logo = read_logo(tmp_path, "logo.png")
    made = Image.open(io.BytesIO(logo.data))
    assert (made.format, made.size, made.mode, made.info) == ("PNG", (30, 20), "RGBA", {})
    assert made.getpixel((3, 3)) == (12, 74, 71, 0)


def test_a_large_png_is_made_smaller(tmp_path: Path) -> None:
    Image.new("RGB", (5_000, 2_500)).save(tmp_path / "logo.png")
    assert Image.open(io.BytesIO(read_logo(tmp_path, "logo.png").data)).size == (2_048, 1_024)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("logo.gif", b"GIF89a", "is neither an SVG nor a PNG. Export it as one of them."),
        ("logo.png", b"GIF89a", "is no PNG, whatever its name says. Export it as one."),
        ("logo.png", b"\x89PNG\r\n\x1a\nbroken", "cannot be read as a PNG. Export it anew."),
        ("logo.svg", b"a" * 300_000, "is larger than 256 KB. Export a smaller one."),
    ],
)
def test_what_is_no_logo_is_told(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadLogo) as raised:
        read_logo(tmp_path, name)
    assert str(raised.value) == told


@pytest.mark.parametrize("name", ["../logo.svg", "/etc/logo.svg", "sub/logo.svg", "none.svg"])
def test_a_logo_lies_beside_the_file_and_nowhere_else(tmp_path: Path, name: str) -> None:
    (tmp_path / "shelf" / "sub").mkdir(parents=True)
    for each in (tmp_path / "logo.svg", tmp_path / "shelf" / "sub" / "logo.svg"):
        each.write_text(SVG.format(""), encoding="utf-8")
    with pytest.raises(BadLogo, match=r"beside signs\.yaml"):
        read_logo(tmp_path / "shelf", name)


def test_a_link_to_another_file_is_no_logo(tmp_path: Path) -> None:
    (tmp_path / "other.svg").write_text(SVG.format(""), encoding="utf-8")
    (tmp_path / "logo.svg").symlink_to(tmp_path / "other.svg")
    with pytest.raises(BadLogo):
        read_logo(tmp_path, "logo.svg")
