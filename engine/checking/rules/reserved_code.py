"""Codes that are words already."""

from collections.abc import Iterator

from engine.checking.builtin import built_in
from engine.languages.folding import folded
from engine.story.build.folder import Written
from engine.story.problems import Problem


def reserved_code(written: Written) -> Iterator[Problem]:
    """Tell of a code that is a word which works everywhere, or a keyword of the story."""
    story = written.story
    keywords = {keyword.folded for keyword in story.keywords}
    for place in story.places.values():
        code = folded(place.code or "")
        if not code:
            continue
        if word := built_in(code, story.languages):
            what = f"Players text '{place.code}' for {word}, which works everywhere"
        elif code in keywords:
            what = f"'{place.code}' is a keyword of this story, too"
        else:
            continue
        message = f"{what}. Nobody could tell which they mean: take another code."
        yield Problem(written.spans[f"places/{place.id}/code"], "reserved-code", message)
