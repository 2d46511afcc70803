"""What is told of a name that staff typed and that there is not."""

from collections.abc import Iterable

from engine.story.nearest import did_you_mean


def did_you_mean_or_all(found: str, known: Iterable[str]) -> str:
    """Give the name that was probably meant, or all where none is near; nothing without any."""
    every = list(known)
    return did_you_mean(found, every) or (f" There are: {', '.join(every)}." if every else "")
