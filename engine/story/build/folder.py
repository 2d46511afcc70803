"""A story's folder -> the story in each of its languages."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from engine.story.build.reading import Reading, read_source
from engine.story.build.story import read_top
from engine.story.document import Node, source_of, with_excerpts
from engine.story.measures import Measures
from engine.story.media import Light, public_name
from engine.story.model import Line, Story
from engine.story.phrases import Condition
from engine.story.problems import Problem, Span, StoryError
from engine.story.translation import Entry, Translation, read_translation

FILE = "story.yaml"
MEDIA = "media"
MAP = "map.geojson"


@dataclass(frozen=True, slots=True)
class Source:
    """The files of a story: its text, its translations by language, what lies in media/, its map.

    `media` gives the SHA-256 of each file's content, in hexadecimal; None where nobody looked.
    `measures` are what was measured of those of them that somebody measured (`engine.measuring`),
    `lights` those pictures of them that were made light (`engine.lightening`).
    """

    text: bytes
    file: str = FILE
    translations: Mapping[str, bytes] = field(default_factory=dict)
    media: Mapping[str, str] | None = None
    measures: Measures = field(default_factory=dict)
    map: bytes | None = None
    lights: Mapping[str, Light] = field(default_factory=dict)

    def translation_file(self, language: str) -> str:
        """Name the file of a translation, beside the story's."""
        return str(Path(self.file).with_name(f"{language}.po"))

    @property
    def map_file(self) -> str:
        """Name the file of the map, beside the story's."""
        return str(Path(self.file).with_name(MAP))

    @property
    def edition(self) -> str:
        """Name this edition: 16 hexadecimal digits of the SHA-256 of all of it."""
        digest = hashlib.sha256(self.text)
        for language, source in sorted(self.translations.items()):
            digest.update(f"\0{language}\0".encode() + source)
        for name, content in sorted((self.media or {}).items()):
            digest.update(f"\0{name}\0{content}".encode())
        if self.map is not None:
            # No file of media/ has a slash in its name.
            digest.update(b"\0/\0" + self.map)
        return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Written:
    """A story with where everything of it is written, for who judges it as a whole.

    `texts` are those that want a translation, with the first place where each stands. `lines` are
    all that is said in any of its languages; two that are equal may stand in two places.
    """

    story: Story
    source: Source
    root: Node
    spans: Mapping[str, Span]
    texts: Mapping[Entry, Span]
    translations: Mapping[str, Translation]
    lines: tuple[tuple[Line, Span], ...]
    # Every condition, by identity, with where it stands.
    conditions: tuple[tuple[Condition, Span], ...]


def source_in(folder: Path) -> Source:
    """Read the files of a story's folder. Raises StoryError where there is none."""
    file = folder / FILE
    media, map_ = folder / MEDIA, folder / MAP
    return Source(
        text=source_of(file),
        file=str(file),
        translations={po.stem: source_of(po) for po in sorted(folder.glob("*.po"))},
        media={
            each.name: hashlib.sha256(each.read_bytes()).hexdigest()
            for each in (sorted(media.iterdir()) if media.is_dir() else ())
            if each.is_file()
        },
        map=source_of(map_) if map_.is_file() else None,
    )


def read_story(folder: Path) -> Story:
    """Read and build the story of a folder. Raises StoryError with every problem found."""
    return read_written(folder).story


def read_written(folder: Path) -> Written:
    """Read and build the story of a folder, with where it is written. Raises StoryError."""
    return build_written(source_in(folder), folder.resolve().name)


def build(source: bytes, id_: str, file: str) -> Story:
    """Build the story `id_` from the bytes of its file alone. Raises StoryError."""
    return build_written(Source(source, file), id_).story


def build_written(source: Source, id_: str) -> Written:
    """Build a story in each of its languages. Raises StoryError with every problem found."""
    reading = Reading(media=source.media)

    def read(reading: Reading, root: Node) -> tuple[Story, Node]:
        return read_top(reading, root, id_, source.edition, ""), root

    story, root = read_source(source.text, source.file, read, reading)
    translations = _translations(source, story.languages[1:])
    story = _with_tongues(story, root, source, translations, reading)
    story = _with_media(story, source)
    return Written(
        story,
        source,
        root,
        reading.spans,
        reading.texts_at,
        translations,
        tuple(reading.lines),
        tuple(reading.conditions),
    )


def _with_media(story: Story, source: Source) -> Story:
    """Give the story, in each of its languages, with what is known of its pictures and sounds."""

    def known(told: Story) -> Story:
        return replace(told, media=media, measures=measures, lights=lights)

    media = MappingProxyType(_public_names(source))
    measures = MappingProxyType(dict(source.measures))
    lights = MappingProxyType(dict(source.lights))
    tongues = MappingProxyType({tag: known(told) for tag, told in story.tongues.items()})
    return replace(known(story), tongues=tongues)


def _public_names(source: Source) -> dict[str, str]:
    named = {name: public_name(name, sha256) for name, sha256 in (source.media or {}).items()}
    return {name: public for name, public in named.items() if public}


def _translations(source: Source, languages: tuple[str, ...]) -> dict[str, Translation]:
    translations: dict[str, Translation] = {}
    problems: list[Problem] = []
    for language in languages:
        if language not in source.translations:
            continue
        file = source.translation_file(language)
        try:
            po = source.translations[language]
            translations[language] = read_translation(po, language, file)
        except StoryError as error:
            problems += error.problems
    if problems:
        raise StoryError(problems)
    return translations


def _with_tongues(
    story: Story,
    root: Node,
    source: Source,
    translations: Mapping[str, Translation],
    own: Reading,
) -> Story:
    """Give the story with its other languages; every line of theirs is added to the own reading."""
    tongues: dict[str, Story] = {}
    for language in story.languages[1:]:
        translation = translations.get(language, Translation(language))
        reading = Reading(translate=translation.text, media=source.media, meanings=own.meanings)
        tongues[language] = read_top(reading, root, story.id, story.edition, language)
        own.lines += reading.lines
        if reading.problems:
            file, lines = source.translation_file(language), _lines_of(own, translation)
            found = [_in_translation(problem, file, lines) for problem in reading.problems]
            raise with_excerpts(found, source.translations.get(language, b""))
    return replace(story, tongues=MappingProxyType(tongues))


def _lines_of(own: Reading, translation: Translation) -> dict[Span, int]:
    """Give by where a text stands in the story in which line its translation begins."""
    return {
        span: translation.lines[entry]
        for entry, span in own.texts_at.items()
        if entry in translation.lines
    }


def _in_translation(problem: Problem, file: str, lines: Mapping[Span, int]) -> Problem:
    """Tell of a problem that only the translation has."""
    where = f"line {problem.span.line} of {Path(problem.span.file).name}"
    message = f"The translation of {where} does not fit: {problem.message}"
    return Problem(Span(file, lines.get(problem.span, 1)), problem.rule, message)
