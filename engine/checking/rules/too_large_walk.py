"""Walks that are too large to download, unless their author says otherwise."""

from collections.abc import Iterator

from engine.checking.files import MB
from engine.checking.rules.large_walk import MOST_BYTES, SMALLER, largest, size_of, where
from engine.story.build.folder import Written
from engine.story.problems import Problem


def too_large_walk(written: Written) -> Iterator[Problem]:
    """Tell of a walk whose pictures and sounds come to more than 25 MB without `large: yes`."""
    total = size_of(written)
    if total > MOST_BYTES and not written.story.large:
        message = (
            f"The pictures and sounds of this walk come to {total / MB:.1f} MB. More than 25 few "
            f"people download in the street. {largest(written)} {SMALLER} If it must be so large, "
            "write 'large: yes' at the top of the story."
        )
        yield Problem(where(written), "too-large-walk", message)
