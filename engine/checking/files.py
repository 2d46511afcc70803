"""The pictures and sounds that a story uses, each with the first place where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.checking.where import path_of
from engine.story.build.asked import all_replies
from engine.story.build.folder import Written
from engine.story.luggage import Kind
from engine.story.measures import Measure
from engine.story.model import CHANNELS, Channel, Speech
from engine.story.problems import Span

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
    first: dict[tuple[Kind, str], tuple[str, ...]] = {}
    channels: dict[tuple[Kind, str], set[Channel]] = {}
    for kind, name, paths, heard_on in _every(written):
        first.setdefault((kind, name), paths)
        channels.setdefault((kind, name), set()).update(heard_on)
    spans, measures = written.spans, written.story.measures
    return tuple(
        Used(
            kind,
            name,
            next(spans[path] for path in paths if path in spans),
            frozenset(channels[kind, name]),
            measures.get(name),
        )
        for (kind, name), paths in first.items()
    )


def on_the_web(written: Written, kind: Kind) -> Iterator[tuple[Used, Measure]]:
    """Give the pictures or the sounds that a phone downloads for a walk, as far as measured."""
    for used in measured_files(written):
        if used.kind == kind and "web" in used.channels and used.measure is not None:
            yield used, used.measure


def measured_files(written: Written) -> tuple[Used, ...]:
    """Give every picture and sound of a story; none where nobody measured any."""
    return used_files(written) if written.story.measures else ()


def _every(
    written: Written,
) -> Iterator[tuple[Kind, str, tuple[str, ...], tuple[Channel, ...]]]:
    """Give each use of a file: what it is, its name, where it may be written, and the channels."""
    for scene in written.story.scenes.values():
        for channel in CHANNELS:
            for kind, key, name in _files(scene.speech[channel]):
                paths = (f"scenes/{scene.id}/{channel}/{key}", f"scenes/{scene.id}/{key}")
                yield kind, name, paths, (channel,)
    for reply in all_replies(written.story):
        for kind, key, name in _files(reply.speech):
            yield kind, name, (f"replies/{path_of(written, reply)}/{key}",), CHANNELS


def _files(speech: Speech) -> Iterator[tuple[Kind, str, str]]:
    """Give what a speech shows and plays, each with its key."""
    if speech.picture:
        yield "picture", "picture", speech.picture
    if speech.audio:
        yield "sound", "audio", speech.audio
