"""Stories of any size, made from a seed: every key, phrase and translation that there is."""

import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from string import Template

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from bench import kinds
from engine.story.build import Source, build_written
from engine.story.build.places import CODE_LETTERS
from engine.story.model import Story

ID = "the-wall"
_RIVER = Path(__file__).parent.parent / "stories" / "mill-river-audio-walk" / "media"
# The files of media/, and of which of that story they are copies.
_COPIES = {
    "bell.jpg": "sea.jpg", "bell.mp3": "window.mp3", "post.jpg": "gate.jpg", "post.mp3": "sea.mp3"
}  # fmt: skip
FILES = {
    name: sha256((_RIVER / copied).read_bytes()).hexdigest() for name, copied in _COPIES.items()
}
SCENES_A_PLACE = 5
STEP_DEGREES = 0.0008


def story_of(scenes: int, seed: int = 1) -> Story:
    """Give a story of so many scenes."""
    return build_written(source_of(scenes, seed), ID).story


def source_of(scenes: int, seed: int = 1, *, translated: bool = True) -> Source:
    """Give the files of a story of so many scenes, three of which are its well and its end.

    It is told in English and in Spanish, or in English alone.
    """
    text = _text(scenes, seed).encode()
    if not translated:
        return Source(_in_english_alone(text), media=FILES)
    wanted = build_written(Source(text, media=FILES), ID).texts
    catalog = Catalog(locale="es", charset="utf-8")
    for context, english in wanted:
        catalog.add(english, _spanish(english), context=context)
    written = BytesIO()
    write_po(written, catalog)
    return Source(text, translations={"es": written.getvalue()}, media=FILES)


def _in_english_alone(text: bytes) -> bytes:
    return (
        text.replace(b"[en, es]", b"[en]").replace(b": es}", b": en}").replace(b"in es", b"in en")
    )


def shelve(root: Path, scenes: int, seed: int = 1) -> Path:
    """Write a story into a folder; give the story's own."""
    source = source_of(scenes, seed)
    folder = root / ID
    (folder / "media").mkdir(parents=True)
    (folder / "story.yaml").write_bytes(source.text)
    (folder / "es.po").write_bytes(source.translations["es"])
    for name, copied in _COPIES.items():
        (folder / "media" / name).write_bytes((_RIVER / copied).read_bytes())
    return folder


def ink_of(scenes: int, seed: int = 1) -> str:
    """Give a story of the same size and shape in ink."""
    told = [Template(kind.ink).substitute(names) for kind, names in _scenes(scenes, seed, "_")]
    end = Template(kinds.INK_END).substitute(n=len(told))
    return "".join([kinds.INK_TOP, *told, end])


def _text(scenes: int, seed: int) -> str:
    told = [Template(kind.story).substitute(names) for kind, names in _scenes(scenes, seed, " ")]
    places = [_place(number) for number in range(max(scenes // SCENES_A_PLACE, 1))]
    end = Template(kinds.WELL).substitute(n=len(told))
    return "".join([kinds.TOP, "places:\n", *places, "scenes:", *told, end])


def _scenes(scenes: int, seed: int, space: str) -> list[tuple[kinds.Kind, dict[str, str]]]:
    """Give each scene's kind with what is filled in: every kind before any comes again."""
    chance = Random(seed)
    deck: list[kinds.Kind] = []
    found = []
    for number in range(scenes - 3):
        if not deck:
            deck = chance.sample(kinds.KINDS, len(kinds.KINDS))
        place = number // SCENES_A_PLACE
        names = {
            "n": str(number), "next": f"scene{space}{number + 1}", "place": f"place {place}",
            "code": _code(place), "answer": str(chance.randint(10, 80)),
            "test": kinds.CONDITIONS[number % len(kinds.CONDITIONS)],
            "test2": chance.choice(kinds.CONDITIONS),
            "act": kinds.ACTIONS[number % len(kinds.ACTIONS)],
            "act2": chance.choice(kinds.ACTIONS),
        }  # fmt: skip
        found.append((deck.pop(), names))
    return found


def _place(number: int) -> str:
    at = f"{51.5 + number * STEP_DEGREES:.5f}, -0.12760"
    status = ("open", "open", "open", "closed", "gone")[number % 5]
    names = {"n": str(number), "at": at, "code": _code(number), "status": status}
    return Template(kinds.PLACE).substitute(names)


def _code(number: int) -> str:
    """Give a code that differs from every other in three characters: a Reed-Solomon code."""
    size = len(CODE_LETTERS)
    first, second = divmod(number + size, size)
    digits = (first, second, first + second, first + 2 * second)
    return "".join(CODE_LETTERS[digit % size] for digit in digits)


def _spanish(english: str) -> str:
    """Give a text with the words that are known in Spanish; what stands in braces stays."""
    return re.sub(r"\{[^}]*\}|\w+", lambda found: _word(found[0]), english)


def _word(word: str) -> str:
    known = kinds.SPANISH.get(word.lower(), word)
    return known.capitalize() if word[0].isupper() else known
