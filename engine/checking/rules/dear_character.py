"""A few characters that make a text message dearer."""

import unicodedata
from collections.abc import Iterator

from engine.checking.rules.finding import warning
from engine.checking.rules.spoken import Spoken, texts
from engine.story.build.folder import Written
from engine.story.problems import Problem
from engine.texting.segments import segments, smart

RULE = "dear-character"
# Who writes in a language of other letters has many of them, and cannot do without.
MOST_DEAR = 3


def check(written: Written) -> Iterator[Problem]:
    """Tell of the texts of the file that would cost less without a few characters."""
    for spoken in texts(written.story):
        yield from _judged(written, spoken)


def _judged(written: Written, spoken: Spoken) -> Iterator[Problem]:
    sent = smart(spoken.text)
    cost = segments(sent)
    if not 0 < len(cost.dearest) <= MOST_DEAR:
        return
    cheap = segments("".join("" if letter in cost.dearest else letter for letter in sent))
    if cheap.count >= cost.count:
        return
    named = ", ".join(_named(letter) for letter in cost.dearest)
    message = (
        f"{named} makes this text cost {cost.count} messages instead of {cheap.count}. Leave it "
        "out by text, or write something else."
    )
    yield warning(written, RULE, message, *spoken.paths)


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    return f"'{letter}' ({name})" if name else f"'{letter}'"
