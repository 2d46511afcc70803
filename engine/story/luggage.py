"""What a phone carries on a walk: every picture and sound of a story on the web."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.story.build.asked import replies_of
from engine.story.measures import Measure
from engine.story.media import SOUNDS, ending_of
from engine.story.model import Speech, Story

Kind: TypeAlias = Literal["picture", "sound"]
UNKNOWN = Measure(0)


@dataclass(frozen=True, slots=True)
class Piece:
    """One file by its public name. `seconds` is None for a picture, and where nobody knows."""

    name: str
    bytes: int
    seconds: float | None
    kind: Kind


def luggage(story: Story) -> tuple[Piece, ...]:
    """Give every picture and sound that may be shown on the web, each once, as phones get it.

    They stand in the order in which they are likely wanted: scene by scene, the start first. What
    is told in another language shows the same files.
    """
    # Two files of the same content are one to whoever fetches them.
    found: dict[str, str] = {}
    for name in _names(story):
        if name in story.media:
            found.setdefault(story.media[name], name)
    return tuple(_piece(story, public, name) for public, name in found.items())


def kind_of(name: str) -> Kind:
    """Say what a file is by its ending; a picture, where that is of no sound."""
    return "sound" if ending_of(name) in SOUNDS else "picture"


def _piece(story: Story, public: str, name: str) -> Piece:
    if light := story.lights.get(name):
        return Piece(light.name, light.bytes, None, "picture")
    measure = story.measures.get(name, UNKNOWN)
    return Piece(public, measure.bytes, measure.seconds, kind_of(name))


def _names(story: Story) -> Iterator[str]:
    scenes = sorted(story.scenes.values(), key=lambda scene: scene.id != story.start)
    for scene in scenes:
        yield from _shown(scene.speech["web"])
        for reply in replies_of(scene):
            yield from _shown(reply.speech)
    for reply in story.anytime:
        yield from _shown(reply.speech)


def _shown(speech: Speech) -> Iterator[str]:
    yield from (name for name in (speech.picture, speech.audio) if name)
