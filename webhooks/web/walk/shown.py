"""What a page shows after a turn, as its templates and its script are given it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.looking import Seen
from engine.play.awaiting import Awaited
from engine.play.effects import Lead, Offer, Say, Shown
from engine.play.message import MAP
from engine.showing import FOLDER
from engine.story.model import Story
from webhooks.web.walk.pictures import NONE, Picture, pictures


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said: words, with a picture or a sound, or the way to a place.

    `transcript` is what is heard, also where it is the words themselves. Addresses are of this
    server; `light` is that of the picture in fewer bytes, as WebP; `map` leads to a map elsewhere.
    `width` and `height` are the picture's pixels, 0 where nobody measured them.
    """

    text: str = ""
    picture: str = ""
    light: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""
    audio: str = ""
    transcript: str = ""
    place: str = ""
    map: str = ""

    def as_data(self) -> dict[str, str | int]:
        """Give it as JSON data, without what is empty."""
        return {name: each for name in self.__slots__ if (each := getattr(self, name))}


def said(story: Story, effects: Iterable[Shown]) -> Iterator[Said]:
    """Give what is said in a story; choices are told by what the play waits for."""
    shown = pictures(story)
    for effect in effects:
        match effect:
            case Say(text, picture, alt, audio, transcript):
                image = shown.get(picture, Picture(FOLDER + picture)) if picture else NONE
                yield Said(
                    text=text,
                    picture=image.address,
                    light=image.light,
                    width=image.width,
                    height=image.height,
                    alt=alt,
                    audio=FOLDER + audio if audio else "",
                    transcript=(transcript or text) if audio else "",
                )
            case Lead(place, name, directions, at):
                words = f"{name}: {directions}" if directions else name
                yield Said(text=words, place=place, map=f"{MAP}{at}" if at else "")
            case Offer():
                pass


def opening_sound(story: Story) -> str:
    """Give the address of the sound that a walk begins with; "" where it begins with none.

    A browser lets a page sound only what a tap began, so the page has to know it before.
    """
    start = story.scenes.get(story.start)
    audio = start.speech["web"].audio if start else None
    return FOLDER + story.media[audio] if audio and audio in story.media else ""


def as_data(story: Story, seen: Seen | None, effects: Iterable[Shown]) -> dict[str, object]:
    """Give what is shown as JSON data: `said`, and what is waited for."""
    awaited = seen.awaited if seen else Awaited()
    language = seen.language if seen else story.language
    return {
        "story": seen.story if seen else story.id,
        "begun": seen is not None,
        "language": language,
        "title": story.told_in(language).title,
        "said": [each.as_data() for each in said(story, effects)],
        "choices": [{"id": each.id, "label": each.label} for each in awaited.choices],
        "walk": _walk(awaited) if awaited.to else None,
        "ask": awaited.asks or ("text" if awaited.answers else None),
        "gives": list(awaited.gives),
        "anywhere": awaited.anywhere,
        "hints": awaited.hints,
        "skips": awaited.skips,
        "shut": awaited.shut,
        "ended": awaited.ended,
        "at": seen.at if seen else None,
        "comes": seen is not None and seen.comes,
        "again": seen is None or seen.is_stuck,
    }


def _walk(awaited: Awaited) -> dict[str, object]:
    return {"to": awaited.to, "here": awaited.here, "proof": awaited.proof}
