"""A photo or a voice message from a phone drawn on the screen: a pretend one, kept as one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.play.events import SentPhoto, SentVoice
from engine.story.model import Reply, Story

Kind: TypeAlias = Literal["photo", "voice"]


@dataclass(frozen=True, slots=True)
class Pretend:
    """A key of the drawn phone: what it says, and what it sends."""

    kind: Kind
    label: str
    event: type[SentPhoto | SentVoice]

    def sent(self, words: str) -> SentPhoto | SentVoice:
        """Give what is sent, with the words that were typed beside."""
        return self.event(f"pretend {self.kind}", words)

    def shown(self, words: str) -> str:
        """Give what the phone shows of it."""
        return f"({self.label}) {words}".strip()


PRETEND: Mapping[str, Pretend] = {
    "photo": Pretend("photo", "Photo", SentPhoto),
    "voice": Pretend("voice", "Voice", SentVoice),
}


def asked_for(stories: Iterable[Story]) -> tuple[Pretend, ...]:
    """Give the keys that some story has a use for: elsewhere they would be in the way."""
    taken = {kind for story in stories for kind in _taken(story)}
    return tuple(each for each in PRETEND.values() if each.kind in taken)


def _taken(story: Story) -> Iterator[str]:
    for scene in story.scenes.values():
        if scene.ask is not None:
            yield scene.ask.kind
    for reply in _replies(story):
        yield from (kind for kind in PRETEND if getattr(reply, kind))


def _replies(story: Story) -> Iterator[Reply]:
    yield from story.anytime
    for scene in story.scenes.values():
        yield from scene.replies
