"""A move as a player makes it: what they may text or do, and how a walk writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from engine.checking.search.moves import Move
from engine.checking.walks.writing import quoted, time_text
from engine.languages.sentences import commands
from engine.play.events import Arrived, Event, Said, Scanned, SentPhoto, SentVoice
from engine.play.play import Play
from engine.play.simulated import Simulated
from engine.story.build.asked import all_replies
from engine.story.model import LARGEST_NUMBER, NumberRange, Reply, Story

NONSENSE = ("xyzzy", "hm hm hm", "qqqq")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk, as it is written, and what it does."""

    key: str
    value: str
    do: Callable[[Simulated], object]

    def __str__(self) -> str:
        return f"{self.key}: {quoted(self.value)}"


def begun(story: Story) -> Step:
    """Give the step that begins a story: its keyword, where it has one."""
    if story.keywords:
        return _said(story.keywords[0].word)
    return Step("open", "yes", lambda simulated: simulated.begin(story.id))


def waited(time: timedelta) -> Step:
    """Give the step that lets time pass."""
    return Step("wait", time_text(time), lambda each: each.wait(time))


def steps_of(story: Story, play: Play, move: Move) -> Iterator[Step]:
    """Give the steps that may be this move, the likeliest first."""
    about = str(move.about)
    match move.kind:
        case "begin":
            yield begun(story)
        case "reply":
            reply = next(r for r in all_replies(story) if f"{r.scene}/{r.id}" == about)
            yield from _replied(play, reply)
        case "answer":
            yield from _answered(story, play, about)
        case "scan":
            yield from _scanned(story, play, about)
        case "arrive":
            yield Step("arrive", about, lambda each: each.turn(Arrived(about)))
        case "skip":
            words = commands(play.language).items()
            yield from (_said(word.upper()) for word, name in words if name == "skip")
        case "miss":
            yield from (_said(text) for text in NONSENSE)
        case "wait":
            yield waited(timedelta(seconds=move.wait_s))
        case "text":
            yield _said("hello")


def _said(text: str) -> Step:
    return Step("text", text, lambda simulated: simulated.turn(Said(text)))


def _scanned(story: Story, play: Play, place: str) -> Iterator[Step]:
    code = story.places[place].code
    # Who does not play yet is known by the sign's code alone.
    event: Event | None = Scanned(place) if play.scene else Said(code) if code else None
    if event is not None:
        yield Step("scan", place, lambda simulated: simulated.turn(event))


def _replied(play: Play, reply: Reply) -> Iterator[Step]:
    if reply.id in play.menu:
        yield _said(str(play.menu.index(reply.id) + 1))
    for words in (*reply.words, *((reply.label,) if reply.label else ())):
        yield _said(" ".join(words))
    for phrases in (reply.all, reply.order):
        if phrases:
            yield _said(" ".join(word for phrase in phrases for word in phrase))
    if reply.number is not None:
        yield from (_said(str(number)) for number in _numbers(reply.number))
    if reply.photo:
        yield Step("photo", "photo.jpg", lambda each: each.turn(SentPhoto("photo.jpg")))
    if reply.voice:
        yield Step("voice", "voice.mp3", lambda each: each.turn(SentVoice("voice.mp3")))


def _numbers(wanted: NumberRange) -> Iterator[int]:
    ends = [each for each in (wanted.low, wanted.high) if abs(each) < LARGEST_NUMBER]
    yield from dict.fromkeys(ends)
    if len(ends) == 2:
        # Narrower replies above may take the ends.
        yield from range(wanted.low + 1, min(wanted.high, wanted.low + 20))


def _answered(story: Story, play: Play, answer: str) -> Iterator[Step]:
    scene = story.scenes.get(play.scene or "")
    kind = scene.ask.kind if scene and scene.ask else "text"
    if kind == "photo":
        yield Step("photo", "photo.jpg", lambda each: each.turn(SentPhoto("photo.jpg")))
    elif kind == "voice":
        yield Step("voice", "voice.mp3", lambda each: each.turn(SentVoice("voice.mp3")))
    else:
        yield _said(answer)
