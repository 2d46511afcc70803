"""What the code on a sign leads to: a place of a story, or why it leads nowhere just now."""

from dataclasses import dataclass
from datetime import datetime

from engine.closing import Target, told
from engine.languages.choosing import chosen
from engine.languages.folding import fold
from engine.languages.sentences import sentence
from engine.places.zones import local_time
from engine.play.catalog import Catalog, OutOfUse
from engine.play.opening import shut
from engine.story.model import Place, Story

# A code has six characters at most; who writes it in parts may need some more.
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Found:
    """A code as it stands on a sign, and where it leads.

    `story` is told as its visitor reads it; it is None, as is `place`, where the code leads
    nowhere. `out` says that staff miss the sign or took it away, or why its code is not used any
    more. `closed` says in the story's language why nobody can begin here now, "" where they can.
    `is_moved`: it leads elsewhere than its sign says.
    """

    code: str
    story: Story | None = None
    place: Place | None = None
    out: OutOfUse | None = None
    closed: str = ""
    is_moved: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether this is the code of a sign that there is, or was."""
        return self.story is not None or self.out is not None


def written(text: str) -> str:
    """Give a code as signs bear it: `hands 4` and `hands-4` are HANDS4. "" for what is no code."""
    code = "".join(fold(text[:LONGEST])).upper()
    return code if len(code) <= LONGEST and code.isalnum() else ""


def find(catalog: Catalog, code: str, languages: tuple[str, ...], now: datetime) -> Found:
    """Find what a code leads to, told to who reads these languages (BCP 47), the best first."""
    key = code.lower()
    sign, out = catalog.signs.get(key), catalog.out_of_use.get(key)
    story = catalog.stories.get(sign.story) if sign else None
    if sign is None or story is None:
        return Found(code, out=out)
    read = story.told_in(chosen(story.languages, languages) or story.language)
    place = read.places[sign.place]
    closed = _closed(catalog, read, place, now)
    return Found(code, read, place, out, closed, is_moved=key in catalog.moved)


def _closed(catalog: Catalog, story: Story, place: Place, now: datetime) -> str:
    """Say why nobody can begin here: staff closed it, or the story or the place is not open."""
    for target in (Target(story), Target(story, place)):
        closing = catalog.closed.get(target.key)
        if closing and closing.holds(now):
            return told(target, closing, now)
    if place.status != "open":
        said = sentence(f"place {place.status}", story.language, place=place.name)
        return place.instead or said
    return shut(story.times, local_time(now, story.timezone or "UTC"), story.language)
