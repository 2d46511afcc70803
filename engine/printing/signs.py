"""What stands on the sign of a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.printing.tongues import Told
from engine.printing.words import parted, phrase
from engine.story.model import Place, Story

MOST_LANGUAGES = 2


@dataclass(frozen=True, slots=True)
class Door:
    """Where signs lead. `url` is scheme and host; `phone` is as it is printed, empty for none."""

    url: str
    phone: str = ""

    def link(self, code: str) -> str:
        """Give what the code of a sign holds."""
        return f"{self.url}/s/{code}"

    def address(self, code: str) -> str:
        """Give what people type."""
        return self.link(code).partition("://")[2]


@dataclass(frozen=True, slots=True)
class Saying:
    """What a sign says in one language; `text` is empty where no texts are taken."""

    language: str
    title: str
    place: str
    text: tuple[tuple[str, str], ...]
    open: tuple[tuple[str, str], ...]

    def said(self, key: str) -> str:
        """Give a sentence that stands on every sign."""
        return phrase(key, self.language)

    def texts(self, id_: str) -> list[Told]:
        """Give every text of it, with what it is, for who looks whether it can be printed."""
        own = [(self.title, "the title of the story"), (self.place, f"the name of place '{id_}'")]
        parts = [(part, f"the sign of '{id_}'") for _, part in (*self.text, *self.open)]
        keys = ("hook", "scan", "code", "never", "rates")
        return [*own, *parts, *((self.said(key), "what every sign says") for key in keys)]


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its code, what that opens, and what it says in one or two languages."""

    place: Place
    code: str
    link: str
    sayings: tuple[Saying, ...]


def signs_of(
    story: Story, places: Sequence[Place], door: Door, languages: Sequence[str]
) -> list[Sign]:
    """Give the signs of these places of a story, each with its code."""
    return [
        Sign(place, place.code, door.link(place.code), tuple(
            _saying(story.told_in(language), place, door, language) for language in languages
        ))
        for place in places
        if place.code
    ]  # fmt: skip


def _saying(story: Story, place: Place, door: Door, language: str) -> Saying:
    code = place.code or ""
    keyword = _keyword(story)
    words = f"{keyword} {code}" if keyword else code
    return Saying(
        language=language,
        title=story.title,
        place=story.places[place.id].name,
        text=parted("text", language, words=words, number=door.phone) if door.phone else (),
        open=parted("open", language, address=door.address(code)),
    )


def _keyword(story: Story) -> str:
    """Give the word that begins a story in the language it is told in; else its first."""
    own = (each for each in story.keywords if each.language == story.language)
    first = next(own, story.keywords[0] if story.keywords else None)
    return first.word if first else ""
