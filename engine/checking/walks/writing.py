"""A walk as text: what `read_walk` reads."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.checking.walks.reading import USUAL_TIME
from engine.story.model import CHANNELS, Channel, Story

_PLAIN = re.compile(r"[A-Za-z][A-Za-z ]*[A-Za-z]|[A-Za-z]")
_WORDS = frozenset({"yes", "no", "true", "false", "null", "on", "off"})
# YAML takes these as line ends, or not at all, unless they are written as numbers.
_UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_UNITS = (("days", 86_400), ("hours", 3_600), ("min", 60))


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the steps of a walk. `at` is local to the story's first place."""

    name: str
    channel: Channel
    language: str
    at: datetime
    seed: int = 0
    notes: tuple[str, ...] = ()


def walk_text(story: Story, head: Head, steps: Iterable[str]) -> str:
    """Give a walk as its file holds it; what is as usual is left out. It ends without a newline."""
    lines = [f"walk: {quoted(head.name)}", *(f"# {note}" for note in head.notes)]
    if head.channel != CHANNELS[0]:
        lines.append(f"channel: {head.channel}")
    if head.language != story.language:
        lines.append(f"language: {head.language}")
    if head.at != USUAL_TIME:
        lines.append(f"at: {head.at:%Y-%m-%d %H:%M}")
    if head.seed:
        lines.append(f"seed: {head.seed}")
    return "\n".join([*lines, "steps:", *(f"  - {step}" for step in steps)])


def quoted(text: str) -> str:
    """Give a text as YAML reads it as this text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    written = json.dumps(text, ensure_ascii=False)
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def time_text(time: timedelta) -> str:
    """Give whole seconds as `wait` has them, in the largest unit that fits."""
    seconds = int(time.total_seconds())
    for unit, size in _UNITS:
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
