"""The stories on disk: their folders, and those of them that can be played together."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.checking.rules.alike_codes import are_alike
from engine.languages.folding import folded
from engine.play.catalog import Catalog, catalog_of
from engine.story.build.folder import FILE, Written, read_written
from engine.story.document import with_excerpts
from engine.story.model import Story
from engine.story.problems import Problem, StoryError


class Library:
    """Reads every story of a folder at once.

    `catalog` holds those that can be played; `problems` is what is wrong with the others.
    """

    def __init__(self, root: Path) -> None:
        stories, problems = read_stories(root)
        self.root = root
        self.catalog = catalog_of(stories)
        self.problems = tuple(sorted(problems))


def story_folders(root: Path) -> list[Path]:
    """Give the folders of a folder that hold a story, in the order of their names."""
    return sorted(file.parent for file in root.glob(f"*/{FILE}"))


def read_stories(root: Path) -> tuple[list[Story], list[Problem]]:
    """Read the stories of a folder: those that can be played together, and every problem.

    Of two stories that claim the same keyword or code, the second does not play.
    """
    stories: list[Story] = []
    problems: list[Problem] = []
    for folder in story_folders(root):
        try:
            written = read_written(folder)
        except StoryError as error:
            problems += error.problems
            continue
        clashes = clashes_of(written, stories)
        problems += clashes
        stories += [] if clashes else [written.story]
    return stories, problems


def with_neighbours(story: Story, folder: Path) -> Catalog:
    """Give a story with those beside its folder that check: it may hand over to them."""
    others, _ = read_stories(folder.absolute().parent)
    return catalog_of([story, *(other for other in others if other.id != story.id)])


def clashes_of(written: Written, others: Iterable[Story]) -> tuple[Problem, ...]:
    """Tell of every keyword and code that another story has already, or nearly, with its line."""
    found = (problem for other in others for problem in _clashes(written, other))
    return with_excerpts(found, written.source.text).problems


def _clashes(written: Written, other: Story) -> Iterator[Problem]:
    """Tell of what leads to both of two stories, or nearly does."""
    yield from _keywords(written, other)
    yield from _codes(written, other)


def _keywords(written: Written, other: Story) -> Iterator[Problem]:
    words = {keyword.folded for keyword in other.keywords}
    codes = {folded(place.code) for place in other.places.values() if place.code}
    for keyword in written.story.keywords:
        span = written.spans[f"keywords/{keyword.word}"]
        if keyword.folded in words:
            message = f"The keyword '{keyword.word}' is already that of '{other.id}'."
            yield Problem(span, "same-keyword", message)
        elif keyword.folded in codes:
            message = f"The keyword '{keyword.word}' is the code of a sign of '{other.id}' already."
            yield Problem(span, "same-keyword", message)


def _codes(written: Written, other: Story) -> Iterator[Problem]:
    words = {keyword.folded for keyword in other.keywords}
    codes = [place.code for place in other.places.values() if place.code]
    for place in written.story.places.values():
        code = place.code
        if code is None:
            continue
        span = written.spans[f"places/{place.id}/code"]
        if code in codes:
            message = f"The code '{code}' is already that of a sign of '{other.id}'."
            yield Problem(span, "same-code", message)
        elif folded(code) in words:
            message = f"The code '{code}' is a keyword of '{other.id}' already."
            yield Problem(span, "same-code", message)
        elif near := next((each for each in codes if are_alike(code, each)), None):
            message = (
                f"One slip makes the code '{code}' that of a sign of '{other.id}', which is "
                f"'{near}'. Let codes differ in two characters at least."
            )
            yield Problem(span, "alike-codes", message)
