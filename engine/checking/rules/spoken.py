"""Every text of a story that a player may be sent, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.story.build.asked import replies_of
from engine.story.model import Cases, Line, Reply, Scene, Slot, Speech, Story, Varied, Words

# What is put into a text counts as so many letters, where nothing better is known.
USUAL_NAME = "Alexandra"
USUAL_NUMBER = "12"
USUAL_GIFT = "I learned to swim here, in the summer of 1974."


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text, and the paths where it may be written."""

    text: str
    paths: tuple[str, ...]


def texts(story: Story) -> Iterator[Spoken]:
    """Give every text, each of its variants for itself."""
    for text in _words(story, story.welcome):
        yield Spoken(text, ("welcome",))
    for reply in story.anytime:
        yield from _of_reply(story, reply)
    for scene in story.scenes.values():
        yield from _of_scene(story, scene)


def _of_scene(story: Story, scene: Scene) -> Iterator[Spoken]:
    place = f"scenes/{scene.id}"
    for text in _words(story, scene.speech["sms"].say):
        yield Spoken(text, (f"{place}/sms", f"{place}/say", place))
    for hint in scene.hints:
        yield from (Spoken(text, (f"{place}/hints", place)) for text in _words(story, hint))
    if scene.ask is not None:
        for text in _words(story, scene.ask.question):
            yield Spoken(text, (f"{place}/ask", place))
    for reply in replies_of(scene):
        yield from _of_reply(story, reply)


def _of_reply(story: Story, reply: Reply) -> Iterator[Spoken]:
    paths = paths_of(reply)
    yield from (Spoken(text, paths) for text in _words(story, reply.speech.say))
    if reply.pick is not None:
        yield Spoken(filled(story, reply.pick), paths)


def paths_of(reply: Reply) -> tuple[str, ...]:
    """Give where a reply is written."""
    kind, _, at = reply.id.partition("-")
    own = f"replies/{reply.scene}/{reply.id}"
    timed = f"replies/{reply.scene}/{kind}/{at}"
    return (own, timed, f"scenes/{reply.scene}/{reply.id}", f"scenes/{reply.scene}", "after")


def said(story: Story, speech: Speech) -> list[str]:
    """Give every text that may be said at a moment; an empty one where there is none."""
    return list(_words(story, speech.say)) or [""]


def _words(story: Story, words: Words | None) -> Iterator[str]:
    match words:
        case None:
            return
        case Line():
            yield filled(story, words)
        case Varied(_, _, options, then):
            every = (*options, then) if then else options
            yield from (filled(story, option.value) for option in every)
        case Cases(options):
            yield from (filled(story, option.value) for option in options)


def filled(story: Story, line: Line) -> str:
    """Give a text with what is usual in its slots."""
    return "".join(p if isinstance(p, str) else _usual(story, p) for p in line.parts)


def _usual(story: Story, slot: Slot) -> str:
    match slot.kind:
        case "fact":
            return USUAL_NAME if story.facts[slot.name].kind == "text" else USUAL_NUMBER
        case "place":
            return max((place.name for place in story.places.values()), key=len, default="")
        case "items":
            return ", ".join(story.items[:3])
        case "counter" | "votes" | "percent":
            return USUAL_NUMBER
        case "leader":
            return max(story.polls[slot.name], key=len)
        case "gift":
            return USUAL_NUMBER if slot.of == "count" else USUAL_GIFT
