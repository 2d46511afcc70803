"""Keywords that are words already."""

from collections.abc import Iterator

from engine.checking.builtin import built_in
from engine.story.build.folder import Written
from engine.story.problems import Problem
from engine.story.slips import short


def reserved_keyword(written: Written) -> Iterator[Problem]:
    """Tell of a keyword that works everywhere as another word, so that it begins nothing."""
    story = written.story
    for keyword in story.keywords:
        if word := built_in(keyword.folded, story.languages):
            message = (
                f"Players text '{short(keyword.word)}' for {word}, which works everywhere, so it "
                "does not begin this story in the middle of another. Take another keyword."
            )
            yield Problem(written.spans[f"keywords/{keyword.word}"], "reserved-keyword", message)
