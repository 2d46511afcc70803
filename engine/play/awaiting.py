"""What a play waits for, told to a page that shows it: choices, a way, words, a photo."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.play.menu import labels
from engine.play.play import Play
from engine.play.proving import open_places, takes_word
from engine.play.telling import Telling
from engine.play.walking import can_skip
from engine.play.world import World
from engine.story.model import ANYWHERE_SCENE, AskKind, Proof, Scene, Story

Given: TypeAlias = Literal["photo", "voice"]
GIVEN: tuple[Given, ...] = ("photo", "voice")


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice as it is shown; `id` is what a press on it says: the scene and the reply."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """What moves a play on now.

    `to` are the places that it waits at, by the proof that it asks for; those that are closed are
    not among them. `here` are those of them where any proof will do now, so that the player's word
    is enough: all, or the ones whose sign is away. `asks` is what a question asks for; `answers`: a
    riddle, or anything else that is not shown, can be answered in words. `gives` is what can be
    given: photos, voices. `anywhere`: whatever sign is scanned first begins it. `skips`: SKIP goes
    on from here; `shut`: to all the places that it leads to the way is closed.
    `closed`: staff closed the whole story.
    """

    choices: tuple[Choice, ...] = ()
    to: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    proof: Proof = "any"
    asks: AskKind | None = None
    answers: bool = False
    gives: tuple[Given, ...] = ()
    hints: bool = False
    skips: bool = False
    shut: bool = False
    anywhere: bool = False
    ended: str | None = None
    closed: bool = False

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing is for the player to do, but for SKIP and hints."""
        done = self.choices or self.to or self.asks or self.answers or self.gives
        return not (done or self.anywhere or self.shut or self.ended is not None)


def awaited(story: Story, play: Play, world: World) -> Awaited:
    """Tell what a play waits for. One whose scene an edition has lost waits for anything."""
    telling = Telling(story, play, world)
    if play.scene is None or play.scene not in story.scenes:
        return Awaited(ended=play.ended)
    if telling.closed() is not None:
        return Awaited(closed=True)
    scene = telling.scene
    shown, walk = labels(telling), scene.walk
    to = open_places(telling, walk) if walk else ()
    return Awaited(
        choices=tuple(Choice(f"{scene.id}/{id_}", label) for id_, label in shown.items()),
        to=to,
        here=tuple(place for place in to if walk and takes_word(telling, walk, place)),
        proof=walk.proof if walk else "any",
        asks=scene.ask.kind if scene.ask else None,
        answers=_answers(telling, scene),
        gives=tuple(_gives(telling, scene)),
        hints=bool(scene.hints),
        skips=can_skip(telling),
        shut=walk is not None and not to,
        anywhere=scene.id == ANYWHERE_SCENE,
    )


def _gives(telling: Telling, scene: Scene) -> Iterator[Given]:
    replies = [reply for reply in scene.replies if telling.possible(reply)]
    for kind in GIVEN:
        asked = scene.ask is not None and scene.ask.kind == kind
        if asked or any(getattr(reply, kind) for reply in replies):
            yield kind


def _answers(telling: Telling, scene: Scene) -> bool:
    return any(reply.pick is None and telling.possible(reply) for reply in scene.replies)
