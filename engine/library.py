"""The stories on disk: their folders, and those of them that can be played together."""

from collections.abc import Iterable, Iterator
from pathlib import Path

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
    """Tell of every keyword and code that another story has already, each with its line."""
    found = (problem for other in others for problem in _clashes(written, other))
    return with_excerpts(found, written.source.text).problems


def _clashes(written: Written, other: Story) -> Iterator[Problem]:
    taken = {keyword.folded for keyword in other.keywords}
    for keyword in written.story.keywords:
        if keyword.folded in taken:
            span = written.spans[f"keywords/{keyword.word}"]
            message = f"The keyword '{keyword.word}' is already that of '{other.id}'."
            yield Problem(span, "same-keyword", message)
    codes = {place.code for place in other.places.values() if place.code}
    for place in written.story.places.values():
        if place.code in codes:
            span = written.spans[f"places/{place.id}/code"]
            message = f"The code '{place.code}' is already that of a sign of '{other.id}'."
            yield Problem(span, "same-code", message)
