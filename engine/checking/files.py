"""The pictures and sounds that a story uses, each with the first place where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.checking.where import path_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.luggage import Kind
from engine.story.measures import Measure
from engine.story.model import CHANNELS, Channel
from engine.story.problems import Span

KEYS: tuple[tuple[Kind, str], ...] = (("picture", "picture"), ("sound", "audio"))
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Used:
    """A file of media/ where it is used: as a picture or a sound, and on which channels.

    `measure` is None where nobody measured it.
    """

    kind: Kind
    name: str
    span: Span
    channels: frozenset[Channel]
    measure: Measure | None


def used_files(written: Written) -> tuple[Used, ...]:
    """Give every picture and sound of a story, each once."""
    found: dict[tuple[Kind, str], Used] = {}
    for used in _every(written):
        known = found.setdefault((used.kind, used.name), used)
        channels = known.channels | used.channels
        found[used.kind, used.name] = Used(
            used.kind, used.name, known.span, channels, known.measure
        )
    return tuple(found.values())


def on_the_web(written: Written, kind: Kind) -> Iterator[tuple[Used, Measure]]:
    """Give the pictures or the sounds that a phone downloads for a walk, as far as measured."""
    for used in used_files(written):
        if used.kind == kind and "web" in used.channels and used.measure is not None:
            yield used, used.measure


def _every(written: Written) -> Iterator[Used]:
    measures = written.story.measures
    for scene in written.story.scenes.values():
        for channel in CHANNELS:
            speech = scene.speech[channel]
            for (kind, key), name in zip(KEYS, (speech.picture, speech.audio), strict=True):
                paths = (f"scenes/{scene.id}/{channel}/{key}", f"scenes/{scene.id}/{key}")
                if name:
                    span = next(written.spans[path] for path in paths if path in written.spans)
                    yield Used(kind, name, span, frozenset({channel}), measures.get(name))
    for reply in all_replies(written.story):
        speech = reply.speech
        for (kind, key), name in zip(KEYS, (speech.picture, speech.audio), strict=True):
            if name:
                span = written.spans[f"replies/{path_of(written, reply)}/{key}"]
                yield Used(kind, name, span, frozenset(CHANNELS), measures.get(name))
