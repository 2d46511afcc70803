"""`signs.yaml`, which lies beside the stories: whose signs they are, and how they look."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from engine.printing.colours import (
    LEAST_CONTRAST,
    Colours,
    contrast,
    is_colour,
    luminance,
)
from engine.printing.logo import BadLogo, Logo, read_logo
from engine.story.build.reading import Entries, Reading, read_source
from engine.story.document import Node, source_of
from engine.story.slips import short

FILE = "signs.yaml"
LONGEST_HOST = 60
KEYS: Mapping[str, str] = MappingProxyType({
    "host": "Whose signs they are, as it is printed: Pennyweir Library.",
    "logo": "A file beside this one, SVG or PNG.",
    "colours": "ink, paper and accent, such as '#0c4a47'.",
})  # fmt: skip
COLOURS = ("ink", "paper", "accent")


@dataclass(frozen=True, slots=True)
class Look:
    """Whose signs they are, and how they look."""

    host: str = ""
    logo: Logo | None = None
    colours: Colours = field(default_factory=Colours)


def look_beside(folder: Path) -> Look:
    """Give the look of the signs of a story's folder, as the file beside it says; else the usual.

    Raises StoryError with everything that is wrong in it.
    """
    file = folder.absolute().parent / FILE
    return read_look(source_of(file), file) if file.is_file() else Look()


def read_look(source: bytes, file: Path) -> Look:
    """Read a `signs.yaml`. Raises StoryError."""

    def read(reading: Reading, root: Node) -> Look:
        entries = reading.block(root, KEYS, FILE)
        return Look(
            host=_host(reading, entries.get("host")),
            logo=_logo(reading, entries.get("logo"), file.parent),
            colours=_colours(reading, entries.get("colours")),
        )

    return read_source(source, str(file), read)


def _host(reading: Reading, node: Node | None) -> str:
    host = " ".join(reading.text(node, "host").split())
    if node is not None and len(host) > LONGEST_HOST:
        message = f"'host' has at most {LONGEST_HOST} characters; here it has {len(host)}."
        reading.problem(node.span, "value", message)
    return host


def _logo(reading: Reading, node: Node | None, folder: Path) -> Logo | None:
    name = reading.text(node, "logo")
    if node is None or not name:
        return None
    try:
        return read_logo(folder, name)
    except BadLogo as error:
        reading.problem(node.span, "value", f"'{short(name)}' {error}")
        return None


def _colours(reading: Reading, node: Node | None) -> Colours:
    if node is None:
        return Colours()
    entries = reading.block(node, COLOURS, "'colours'")
    found = Colours()
    for name in COLOURS:
        if colour := _colour(reading, entries.get(name), name):
            found = replace(found, **{name: colour})
    _check(reading, entries, node, found)
    return found


def _colour(reading: Reading, node: Node | None, name: str) -> str:
    text = reading.text(node, name)
    if node is None or not text or is_colour(text):
        return text.lower()
    # What stands behind # is a note in YAML, so that such a colour is read as empty.
    message = f"'{short(text)}' is no colour. Write six digits in quotes: '#0c4a47'."
    reading.problem(node.span, "value", message)
    return ""


def _check(reading: Reading, entries: Entries, node: Node, colours: Colours) -> None:
    """Tell of what could not be read: by people, or by cameras, which want dark on light."""
    if luminance(colours.ink) >= luminance(colours.paper):
        where = (entries.get("ink") or entries.get("paper") or node).span
        message = "The ink is lighter than the paper. Cameras want dark codes on light paper."
        reading.problem(where, "value", message)
        return
    for name in ("ink", "accent"):
        ratio = contrast(getattr(colours, name), colours.paper)
        if ratio < LEAST_CONTRAST:
            where = (entries.get(name) or entries.get("paper") or node).span
            message = (
                f"'{name}' on 'paper' has a contrast of {int(ratio * 10) / 10:g}; it needs "
                f"{LEAST_CONTRAST:g}, so that everybody can read it. Take a darker {name}, or a "
                "lighter paper."
            )
            reading.problem(where, "value", message)
