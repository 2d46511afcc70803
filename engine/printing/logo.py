"""The logo on a sign: a file that may come from anywhere, and is drawn into every sheet."""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias
from xml.etree import ElementTree

from engine.copying import NotReadable, copied

Kind: TypeAlias = Literal["svg", "png"]
MOST_BYTES = {"svg": 256 * 1024, "png": 4 * 1024 * 1024}
MOST_ELEMENTS, DEEPEST = 5_000, 50
# What draws shapes. All else may fetch, script, copy itself many times, or want fonts.
_DRAWS = frozenset({
    "svg", "g", "defs", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "style",
})  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}"
_LEADS_AWAY = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|data:", re.IGNORECASE)
_EXPORT = "Export it as a plain SVG, with its texts as paths, or as a PNG."


class BadLogo(Exception):
    """A logo that cannot be printed: what is wrong with it, and what to do, after its name."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo that was looked through (SVG) or made anew (PNG)."""

    kind: Kind
    data: bytes

    @property
    def file(self) -> str:
        """Name it as typesetting is given it."""
        return f"logo.{self.kind}"


def read_logo(folder: Path, name: str) -> Logo:
    """Read the logo of that name in a folder. Raises BadLogo."""
    file = folder / name
    kind: Kind | None = {".svg": "svg", ".png": "png"}.get(file.suffix.lower())  # type: ignore[assignment]
    if kind is None:
        raise BadLogo("is neither an SVG nor a PNG. Export it as one of them.")
    if Path(name).name != name:
        raise BadLogo("must be the name of a file beside signs.yaml. Copy it there.")
    if file.is_symlink() or not file.is_file():
        raise BadLogo("is no file beside signs.yaml. Copy it there.")
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES[kind] + 1)
    if len(data) > MOST_BYTES[kind]:
        raise BadLogo(f"is larger than {MOST_BYTES[kind] // 1024} KB. Export a smaller one.")
    return Logo(kind, _looked_through(data) if kind == "svg" else _made_anew(data))


def _made_anew(data: bytes) -> bytes:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        raise BadLogo("is no PNG, whatever its name says. Export it as one.")
    try:
        return copied("logo", data)
    except NotReadable:
        raise BadLogo("cannot be read as a PNG. Export it anew.") from None


def _looked_through(data: bytes) -> bytes:
    """Give an SVG that only draws. Raises BadLogo for everything else."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadLogo(f"is not UTF-8. {_EXPORT}") from None
    # Entities could make it endless; without a document type there are none.
    if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL):
        raise BadLogo(f"has a document type or data of its own. {_EXPORT}")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no entities: looked at above
    except ElementTree.ParseError:
        raise BadLogo(f"is no SVG that can be read. {_EXPORT}") from None
    _check(root)
    written = io.BytesIO()
    ElementTree.ElementTree(root).write(written, encoding="utf-8")
    return written.getvalue()


def _check(root: ElementTree.Element) -> None:
    if root.tag != f"{_SVG}svg":
        raise BadLogo(f"is no SVG. {_EXPORT}")
    elements = list(root.iter())
    if len(elements) > MOST_ELEMENTS or _is_deep(root):
        raise BadLogo("has too many parts. Simplify it, or export it as a PNG.")
    for parent in elements:
        for child in list(parent):
            # Drawing programs leave notes in names of their own.
            if not str(child.tag).startswith(_SVG):
                parent.remove(child)
    for element in root.iter():
        name = str(element.tag).removeprefix(_SVG)
        if name not in _DRAWS:
            raise BadLogo(f"holds '{name}', which is not drawn here. {_EXPORT}")
        if any(_leads_away(key, value) for key, value in (*element.items(), ("", element.text))):
            raise BadLogo(f"leads to another file. {_EXPORT}")


def _leads_away(key: str, value: str | None) -> bool:
    if key.endswith("href"):
        return not str(value).startswith("#")
    return _LEADS_AWAY.search(value or "") is not None


def _is_deep(root: ElementTree.Element) -> bool:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for each in level for child in each]
    return bool(level)
