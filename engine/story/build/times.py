"""Times as staff write them: after so much silence, hours, seasons."""

import re
from collections.abc import Callable
from typing import TypeVar

from engine.places.hours import Hours, read_hours, read_season
from engine.story.build.reading import Entries, Reading
from engine.story.build.replies import read_reply
from engine.story.build.variants import words
from engine.story.document import Node
from engine.story.model import Timed, Times
from engine.story.phrases import UNITS_S
from engine.story.slips import short

_SILENCE = re.compile(r"([0-9]{1,6})\s*([a-z]+)")
LONGEST_SILENCE_S = 90 * 86_400
T = TypeVar("T")


def read_after(reading: Reading, id_: str, node: Node | None) -> tuple[Timed, ...]:
    """Read `{20 min: reply}`, in the order of the times."""
    found: list[Timed] = []
    for key, value in reading.named(node, "Times"):
        seconds = _seconds(key.text)
        if seconds is None:
            message = f"'{short(key.text)}' is no time. Write it like 30 s, 20 min, 2 hours, 1 day."
            reading.problem(key.span, "time", message)
            continue
        path = f"{id_}/after/{seconds}"
        reading.spans[f"replies/{path}"] = key.span
        reply = read_reply(reading, f"after-{seconds}", path, value)
        if reply is not None:
            found.append(Timed(seconds, reply))
    return tuple(sorted(found, key=lambda timed: timed.after_s))


def _seconds(text: str) -> int | None:
    match = _SILENCE.fullmatch(text.strip().lower())
    if match is None or match[2] not in UNITS_S:
        return None
    seconds = int(match[1]) * UNITS_S[match[2]]
    return seconds if 0 < seconds <= LONGEST_SILENCE_S else None


def hours(reading: Reading, node: Node | None) -> Hours | None:
    """Read opening hours."""
    return _read(reading, node, "hours", read_hours)


def read_times(reading: Reading, entries: Entries) -> Times:
    """Read when a story may be begun."""
    return Times(
        hours=hours(reading, entries.get("hours")),
        season=_read(reading, entries.get("season"), "season", read_season),
        closed=words(reading, entries.get("closed"), "closed", "closed"),
    )


def _read(reading: Reading, node: Node | None, what: str, read: Callable[[str], T]) -> T | None:
    text = reading.text(node, what)
    if node is None or not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        reading.problem(node.span, what, str(error))
        return None
