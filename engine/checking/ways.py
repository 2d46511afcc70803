"""Every way that leads from one scene of a story to another, or out of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from engine.story.build.asked import all_replies
from engine.story.build.variants import lines_of
from engine.story.model import (
    LARGEST_NUMBER,
    Ask,
    Cases,
    Line,
    Option,
    Reply,
    Scene,
    Slot,
    Story,
    Timed,
    Varied,
    Walk,
    Way,
    Words,
)
from engine.story.phrases import UNITS_S

Kind: TypeAlias = Literal["go", "visit", "ending", "handover", "back"]
Cause: TypeAlias = Literal[
    "going on", "reply", "asked", "arrival", "skip", "miss", "silence", "sign", "anytime"
]
_INHERITED = "story"


@dataclass(frozen=True, slots=True)
class Passage:
    """One way on: from a scene (empty: from anywhere) to a scene, an ending or a story.

    `to` is empty for `back`. `by` is what the player does, or what happens, in words; `condition`
    is a phrase, where there is one. `reply` is whose way it is, where it is a reply's.
    """

    source: str
    kind: Kind
    to: str
    by: str = ""
    condition: str = ""
    cause: Cause = "going on"
    reply: Reply | None = None


def passages(story: Story) -> tuple[Passage, ...]:
    """Give every way of a story in the order of the file, those from anywhere first."""
    return (*from_anywhere(story), *(way for s in story.scenes.values() for way in _of(story, s)))


def from_anywhere(story: Story) -> tuple[Passage, ...]:
    """Give the ways that every scene has: replies of `anytime`, open signs, silence."""
    found = [
        way for reply in story.anytime for way in _by_reply("", reply, matched(reply), "anytime")
    ]
    for place in story.places.values():
        found += [_sign(scene, place.name) for scene in opened_by(story, place.id)]
    for timed in inherited(story):
        found += _by_reply("", timed.reply, after(timed), "silence")
    return tuple(found)


def opened_by(story: Story, place: str) -> tuple[Scene, ...]:
    """Give the scenes that a place's sign may open, in the order of the file."""
    scenes = story.scenes.values()
    return tuple(scene for scene in scenes if scene.place == place and scene.opens_by_sign)


def _sign(scene: Scene, name: str) -> Passage:
    condition = scene.condition.phrase if scene.condition else ""
    return Passage("", "go", scene.id, f"the sign of {name}", condition, "sign")


def inherited(story: Story) -> tuple[Timed, ...]:
    """Give the timed replies that stand at the top, for every waiting scene that has none."""
    return next(
        (
            scene.after
            for scene in story.scenes.values()
            if scene.id != _INHERITED and scene.after and scene.after[0].reply.scene == _INHERITED
        ),
        (),
    )


def own_after(story: Story, scene: Scene) -> tuple[Timed, ...]:
    """Give a scene's own timed replies, without those that stand at the top."""
    return () if scene.after == inherited(story) else scene.after


def _of(story: Story, scene: Scene) -> Iterator[Passage]:
    for reply in scene.replies:
        yield from _by_reply(scene.id, reply, matched(reply), "reply")
    yield from _going_on(story, scene)
    if scene.skip is not None:
        yield Passage(scene.id, "go", scene.skip, "SKIP", cause="skip")
    for count, reply in scene.tries.items():
        by = f"after {count} miss{'' if count == 1 else 'es'}"
        yield from _by_reply(scene.id, reply, by, "miss")
    if scene.otherwise is not None:
        yield from _by_reply(scene.id, scene.otherwise, "anything else", "miss")
    for timed in own_after(story, scene):
        yield from _by_reply(scene.id, timed.reply, after(timed), "silence")


def _going_on(story: Story, scene: Scene) -> Iterator[Passage]:
    if scene.back:
        yield Passage(scene.id, "back", "")
    if scene.ending is not None:
        yield Passage(scene.id, "ending", scene.ending)
    if scene.handover is not None:
        yield Passage(scene.id, "handover", scene.handover)
    if scene.ask is not None:
        like = Passage(scene.id, "go", "", answered(scene.ask), cause="asked")
    elif scene.walk is not None:
        like = Passage(scene.id, "go", "", arrived(story, scene.walk), cause="arrival")
    else:
        like = Passage(scene.id, "go", "")
    yield from _by_way(scene.go, like)


def _by_reply(source: str, reply: Reply, by: str, cause: Cause) -> Iterator[Passage]:
    condition = reply.condition.phrase if reply.condition else ""
    ends: tuple[tuple[Kind, str | None], ...] = (
        ("visit", reply.visit), ("ending", reply.ending), ("handover", reply.handover),
    )  # fmt: skip
    for kind, to in ends:
        if to is not None:
            yield Passage(source, kind, to, by, condition, cause, reply)
    yield from _by_way(reply.go, Passage(source, "go", "", by, condition, cause, reply))


def _by_way(way: Way | None, like: Passage) -> Iterator[Passage]:
    for option, turn in _options(way):
        own = option.condition.phrase if option.condition else ""
        every = "; ".join(each for each in (like.condition, turn, own) if each)
        yield replace(like, to=option.value, condition=every)


def _options(way: Way | None) -> Iterator[tuple[Option[str], str]]:
    """Give where a way may lead, and what then is the case, in words."""
    match way:
        case None:
            return
        case str():
            yield Option(way), ""
        case Cases(options):
            for number, option in enumerate(options):
                yield option, "else" if number and option.condition is None else ""
        case Varied(_, kind, options, then):
            told = {"first": "the first time", "cycle": "in turn"}.get(kind, "by chance")
            for option in options:
                yield option, told
            if then is not None:
                yield then, "then"


def matched(reply: Reply) -> str:
    """Give what a player answers, in few words."""
    if reply.pick is not None:
        return written(reply.pick)
    several = "" if len(reply.words) < 2 else " ..."
    told = [f'"{" ".join(phrase)}"{several}' for phrase in reply.words[:1]]
    told += [" + ".join(map(" ".join, reply.all))] if reply.all else []
    told += [", ".join(map(" ".join, reply.order))] if reply.order else []
    if reply.number is not None:
        told.append(_numbers(reply.number.low, reply.number.high))
    told += [f"a {kind}" for kind in ("photo", "voice") if getattr(reply, kind)]
    return " or ".join(told).replace("a voice", "a voice message")


def _numbers(low: int, high: int) -> str:
    if low == high:
        return str(low)
    if high == LARGEST_NUMBER:
        return f"at least {low}"
    return f"at most {high}" if low == -LARGEST_NUMBER else f"{low} to {high}"


def answered(ask: Ask) -> str:
    """Give what a question takes, in words."""
    kinds = {"text": "any answer", "number": "a number", "photo": "a photo"}
    return kinds.get(ask.kind, "a voice message")


def arrived(story: Story, walk: Walk) -> str:
    """Give what a walk waits for, in words."""
    names = " or ".join(story.places[place].name for place in walk.to)
    verb = {"any": "arrives at", "sign": "scans the sign of", "gps": "is seen at"}[walk.proof]
    return f"{verb} {names}"


def after(timed: Timed) -> str:
    """Give a silence as it was written: after 20 min."""
    return f"after {lasting(timed.after_s)}"


def lasting(seconds: int) -> str:
    """Give a time in the largest unit that it is whole in."""
    for unit in ("day", "hour", "min"):
        if seconds and not seconds % UNITS_S[unit]:
            number = seconds // UNITS_S[unit]
            return f"{number} {unit}{'s' if number > 1 and unit != 'min' else ''}"
    return f"{seconds} s"


def first_line(words: Words | None) -> str:
    """Give the first line that a text may be, as it is written; empty without."""
    return next((written(line) for line in lines_of(words)), "")


def written(line: Line) -> str:
    """Give a line with its slots in braces."""
    return "".join(part if isinstance(part, str) else _braced(part) for part in line.parts)


def _braced(slot: Slot) -> str:
    name = {"place": "place", "items": "items"}.get(slot.kind, slot.name)
    name = f"{name}.leader" if slot.kind == "leader" else f"{name}.{slot.of}" if slot.of else name
    return f"{{{name} %}}" if slot.kind == "percent" else f"{{{name}}}"


def endings_of(story: Story) -> tuple[str, ...]:
    """Give the titles of a story's endings, each once, in the order of the file."""
    scenes = [scene.ending for scene in story.scenes.values()]
    replies = [reply.ending for reply in all_replies(story)]
    return tuple(dict.fromkeys(title for title in (*scenes, *replies) if title is not None))
