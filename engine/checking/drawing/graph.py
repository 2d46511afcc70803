"""What is drawn of a story: boxes, lines between them, and what is possible from anywhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.checking.ways import (
    Passage,
    after,
    endings_of,
    first_line,
    from_anywhere,
    inherited,
    lasting,
    matched,
    opened_by,
    own_after,
    passages,
)
from engine.story.model import ANYWHERE_SCENE, CHANNELS, Scene, Story

BoxKind: TypeAlias = Literal["start", "scene", "ending", "handover"]
MarkKind: TypeAlias = Literal[
    "place", "sign", "walk", "ask", "timer", "checkpoint", "back", "again", "ending"
]
MARKS: dict[MarkKind, str] = {
    "place": "its place",
    "sign": "its sign opens it",
    "walk": "waits for arrival",
    "ask": "asks for an answer",
    "timer": "speaks after a silence",
    "checkpoint": "BACK returns here",
    "back": "returns to where the player was",
    "again": "leads to itself",
    "ending": "the story ends",
}
START = "start"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is special about a scene, in a line of its own. `way` is set where it is a way."""

    kind: MarkKind
    text: str
    way: Passage | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """The start, a scene, an ending that replies lead to, or another story. Its id is unique."""

    id: str
    kind: BoxKind
    name: str
    said: str = ""
    marks: tuple[Mark, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from box to box for all ways that lead so. `light`: those of visits."""

    source: str
    target: str
    ways: tuple[Passage, ...] = ()
    light: bool = False
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Always:
    """What is possible in every scene; `way` is set where it leads away."""

    text: str
    way: Passage | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """A story as it is drawn. `places` are the names of the places of scenes, by id."""

    title: str
    summary: str
    boxes: tuple[Box, ...]
    ties: tuple[Tie, ...]
    always: tuple[Always, ...]
    places: dict[str, str]


def graph(story: Story) -> Graph:
    """Give what is drawn of a story."""
    ways = [way for way in passages(story) if way.source]
    scenes = [scene for scene in story.scenes.values() if scene.id != ANYWHERE_SCENE]
    boxes = [
        _start(story),
        *(_scene(story, scene, ways) for scene in scenes),
        *_outcomes(ways),
    ]
    return Graph(
        title=story.title,
        summary=_summary(story, len(scenes), len(ways)),
        boxes=tuple(boxes),
        ties=(*_first(story), *_ties(story, ways)),
        always=tuple(_always(story)),
        places={
            place.id: place.name
            for place in story.places.values()
            if any(scene.place == place.id for scene in scenes)
        },
    )


def _summary(story: Story, scenes: int, ways: int) -> str:
    endings = endings_of(story)
    names = ", ".join(endings) or "none"
    parts = [
        f"{scenes} scene{'' if scenes == 1 else 's'}",
        f"{ways} way{'' if ways == 1 else 's'}",
        f"{len(endings)} ending{'' if len(endings) == 1 else 's'}: {names}",
    ]
    return " · ".join(parts)


def _start(story: Story) -> Box:
    words = ", ".join(keyword.word for keyword in story.keywords)
    if story.start == ANYWHERE_SCENE:
        said = f"Scan any sign, or text {words}" if words else "Scan any sign"
    else:
        said = f"Text {words}" if words else ""
    return Box(START, "start", "Start", said)


def _first(story: Story) -> tuple[Tie, ...]:
    if story.start == ANYWHERE_SCENE:
        return ()
    return (Tie(START, f"scene {story.start}"),)


def _scene(story: Story, scene: Scene, ways: Iterable[Passage]) -> Box:
    own = [way for way in ways if way.source == scene.id]
    said = (first_line(scene.speech[channel].say) for channel in CHANNELS)
    text = next((each for each in said if each.strip()), "")
    if not text and scene.ask is not None:
        text = first_line(scene.ask.question)
    marks = tuple(_marks(story, scene, own))
    return Box(f"scene {scene.id}", "scene", scene.id, " ".join(text.split()), marks, scene.place)


def _marks(story: Story, scene: Scene, ways: Iterable[Passage]) -> Iterator[Mark]:
    place = story.places.get(scene.place or "")
    if place is not None:
        by_sign = scene in opened_by(story, place.id)
        yield Mark("sign" if by_sign else "place", place.name)
    if scene.walk is not None:
        names = " or ".join(story.places[each].name for each in scene.walk.to)
        yield Mark("walk", f"walk to {names}")
    if scene.ask is not None:
        asked = scene.ask.save or scene.ask.collect or scene.ask.kind
        yield Mark("ask", f"asks: {asked}")
    # Those that lead on are lines.
    silent = [t for t in own_after(story, scene) if not _leads(t.reply)]
    if silent:
        times = ", ".join(lasting(timed.after_s) for timed in silent)
        yield Mark("timer", f"speaks after {times}")
    if scene.checkpoint:
        yield Mark("checkpoint", "checkpoint")
    for way in ways:
        if way.kind == "back":
            yield Mark("back", "back to where it was", way)
        elif way.kind == "ending" and way.reply is None:
            yield Mark("ending", way.to, way)
        elif way.kind in ("go", "visit") and way.to == scene.id:
            yield Mark("again", f"here again: {told(way)}", way)


def _leads(reply: object) -> bool:
    return any(getattr(reply, name) for name in ("go", "visit", "ending", "handover"))


def told(way: Passage) -> str:
    """Give what a way is taken by, with its condition, in one line."""
    return " · ".join(each for each in (way.by, condition_of(way)) if each)


def condition_of(way: Passage) -> str:
    """Give a way's condition as it is read in a picture: if ...; else; by chance."""
    bare = ("else", "then", "in turn", "by chance", "the first time")
    parts = way.condition.split("; ") if way.condition else []
    return ", ".join(each if each in bare else f"if {each}" for each in parts)


def target_of(way: Passage) -> str:
    """Give the id of the box that a way leads to."""
    kind = "scene" if way.kind in ("go", "visit") else way.kind
    return f"{kind} {way.to}"


def _in_its_box(way: Passage) -> bool:
    return way.kind == "back" or target_of(way) == f"scene {way.source}" or (
        way.kind == "ending" and way.reply is None
    )  # fmt: skip


def _outcomes(ways: Iterable[Passage]) -> list[Box]:
    """Give the endings and other stories that lines lead to."""
    found: dict[str, Box] = {}
    for way in ways:
        if way.kind == "ending" and not _in_its_box(way):
            found.setdefault(target_of(way), Box(target_of(way), "ending", way.to))
        elif way.kind == "handover":
            found.setdefault(target_of(way), Box(target_of(way), "handover", way.to))
    return list(found.values())


def _ties(story: Story, ways: Iterable[Passage]) -> list[Tie]:
    together: dict[tuple[str, str, bool], list[Passage]] = {}
    for way in ways:
        if not _in_its_box(way):
            key = (f"scene {way.source}", target_of(way), way.kind == "visit")
            together.setdefault(key, []).append(way)
    return [
        Tie(source, target, tuple(several), light, light and _returns(story, several[0].to))
        for (source, target, light), several in together.items()
    ]


def _returns(story: Story, scene: str) -> bool:
    return story.scenes[scene].back


def _always(story: Story) -> Iterator[Always]:
    ways = from_anywhere(story)
    for reply in story.anytime:
        led = [way for way in ways if way.reply is reply]
        yield from (Always(told(way), way) for way in led)
        if not led:
            yield Always(matched(reply))
    yield from (Always(told(way), way) for way in ways if way.cause == "sign")
    for timed in inherited(story):
        led = [way for way in ways if way.reply is timed.reply]
        yield from (Always(told(way), way) for way in led)
        if not led:
            yield Always(f"{after(timed)} of silence")
