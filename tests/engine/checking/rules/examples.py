"""The pages of the rules, and what is told of the examples in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from engine.checking.judging import judged
from engine.checking.search import proving
from engine.checking.walks import read_walk, run_walk
from engine.library import catalog_of, clashes_of
from engine.places.latlon import LatLon
from engine.story.build import FILE, Source, build, source_in
from engine.story.measures import Measure
from engine.story.problems import Problem, StoryError
from tests.engine.places.map.towns import crooked

FOLDER = Path(__file__).parents[4] / "docs" / "rules"
SOUND = Measure(160_000, "mp3", "mp3", seconds=23, stated_s=23, lufs=-16, peak=0.8)
# What lies in media/ in examples and cases, as it is measured.
MEASURES = {
    "gate.jpg": Measure(36_000, "jpeg", width=960, height=720),
    "large.jpg": Measure(400_000, "jpeg", width=4_000, height=3_000),
    "damaged.jpg": Measure(400_000, ""),
    "gate.mp3": SOUND,
    "damaged.mp3": replace(SOUND, format=""),
    "heavy.wav": replace(SOUND, bytes=2_030_000, format="wav", codec="pcm_s16le", stated_s=None),
    "long.mp3": replace(SOUND, bytes=20_000_000, seconds=2_500, stated_s=2_500),
    "endless.mp3": replace(SOUND, bytes=30_000_000, seconds=4_000, stated_s=4_000),
    "silent.mp3": replace(SOUND, lufs=None, peak=0.0),
    "soft.mp3": replace(SOUND, lufs=-24),
}


def contents(names: Iterable[str]) -> dict[str, str]:
    """Give files of these names, each with a content of its own."""
    return {name: f"{number:02}" * 32 for number, name in enumerate(names)}


MEDIA = contents(MEASURES)
PARTS = ("What", "Why", "Wrong", "Right")
WALKED = (
    b"story: E\nkeywords: [GATE]\nstart: a\nscenes: {a: {say: You are at the gate., ending: E}}"
)
# What cannot be shown on a page as it is.
UNPRINTABLE = {
    "not-utf-8": "about: caf\ufffd".encode().replace("\ufffd".encode(), b"\xe9"),
    "too-deep": b"about: " + b"[" * 1_001,
    "too-large": b"x" * (8 * 1024 * 1024 + 1),
}
MAPS = {
    ("map-heavy", "Wrong"): crooked(LatLon(51.5105, -0.1276), 4_000),
    ("map-heavy", "Right"): crooked(LatLon(51.5105, -0.1276), 200),
}
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page, cut at its headings."""

    rule: str
    severity: str
    parts: dict[str, str]


def pages() -> dict[str, Page]:
    """Give every page by its rule."""
    files = (file for file in sorted(FOLDER.glob("*.md")) if file.name != "README.md")
    return {file.stem: _page(file.stem, file.read_text(encoding="utf-8")) for file in files}


def _page(rule: str, text: str) -> Page:
    head, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    found = re.fullmatch(rf"# {rule}\n\nSeverity: (\w+)\n\n", head)
    cut = [part.partition("\n") for part in parts]
    return Page(rule, found[1] if found else "", {name: body.strip() for name, _, body in cut})


def told_of(page: Page, part: str, folder: Path) -> list[Problem]:
    """Give everything that is told of an example, from each command that could tell it."""
    blocks = [(found[1], found[2]) for found in _BLOCK.finditer(page.parts[part])]
    yamls = [text for kind, text in blocks if kind == "yaml"]
    translation = next((text for kind, text in blocks if kind == "po"), None)
    assert yamls
    if part == "Wrong" and page.rule == "no-file":
        return list(_read(folder / "nowhere"))
    if yamls[0].startswith("walk:"):
        return list(_walked(yamls[0], folder))
    po = {"es": translation.encode()} if translation else {}
    first = UNPRINTABLE.get(page.rule) if part == "Wrong" else None
    drawn = next((text.encode() for kind, text in blocks if kind == "json"), None)
    drawn = MAPS.get((page.rule, part), drawn)
    sources = [Source(first or whole(text), FILE, po, MEDIA, MEASURES, drawn) for text in yamls]
    search = page.rule in proving.RULES
    return _among(search, [("first", sources[0]), *(("second", each) for each in sources[1:])])


def whole(text: str) -> bytes:
    """Give a story with the keys that an example leaves out."""
    text = text.replace("\u2407", "\x07")
    if not re.search("^scenes:", text, re.MULTILINE):
        text += "scenes:\n  end: {ending: The end}\n"
    start = re.search(r"^scenes:\s+([\w ]+):", text, re.MULTILINE)
    if not re.search("^start:", text, re.MULTILINE):
        text += f"start: {start[1] if start else 'gate'}\n"
    if not re.search("^story:", text, re.MULTILINE):
        text += "story: Example\n"
    return text.encode()


def _among(search: bool, sources: list[tuple[str, Source]]) -> list[Problem]:
    known = [id_ for id_, _ in sources] if len(sources) > 1 else None
    stories, found = [], []
    for id_, source in sources:
        result = judged(source, id_, known, (lambda _plays: True) if search else None)
        found += result.problems
        if result.written is not None:
            found += clashes_of(result.written, stories)
            stories.append(result.written.story)
    return found


def _read(folder: Path) -> Iterator[Problem]:
    try:
        source_in(folder)
    except StoryError as error:
        yield from error.problems


def _walked(walk: str, folder: Path) -> Iterator[Problem]:
    file = folder / "walk.yaml"
    file.write_text(walk, encoding="utf-8")
    story = build(WALKED, "e", FILE)
    difference = run_walk(read_walk(file), story, catalog_of([story])).difference
    if difference is not None:
        yield difference
