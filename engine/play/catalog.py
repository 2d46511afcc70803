"""Stories that can be played together, and what leads to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from engine.languages.folding import folded
from engine.places.latlon import LatLon
from engine.play.world import Closing, Keyword, Landmark, Sign
from engine.signs import register
from engine.signs.register import Leads
from engine.story.model import Story


@dataclass(frozen=True, slots=True)
class OutOfUse:
    """Why a sign is not where it was, or its code opens nothing.

    `retired`: staff took it out of use. `gone`: its place is in no story any more. `missing`, or
    `removed` until then (seconds since 1970, None where nobody knows): its code opens its place all
    the same, as somebody may have it from a photo.
    """

    why: Literal["retired", "gone", "missing", "removed"]
    until_s: int | None = None


@dataclass(frozen=True, slots=True)
class Catalog:
    """The stories that can be played here, by id, and what leads to them.

    `keywords` are folded words joined by one space; `signs` are by folded code, and so are those
    that are `out_of_use`; `retired` are the codes that open nothing any more, `moved` those that
    lead elsewhere than what is printed beside them says. `signless` are the places, by story, that
    had a sign and have none now that could be scanned: each is missing, removed, retired, or its
    code was moved to another place. `landmarks` say where stories are; `languages` are all that
    some story is told in; `closed` is what staff closed, by story and place, an empty place for the
    whole story.
    """

    stories: Mapping[str, Story] = field(default_factory=dict)
    keywords: Mapping[str, Keyword] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    out_of_use: Mapping[str, OutOfUse] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    signless: frozenset[tuple[str, str]] = frozenset()
    landmarks: tuple[Landmark, ...] = ()
    languages: frozenset[str] = frozenset()
    closed: Mapping[tuple[str, str], Closing] = field(default_factory=dict)


def catalog_of(stories: Iterable[Story]) -> Catalog:
    """Give stories with what leads to them."""
    stories = list(stories)
    return Catalog(
        stories={story.id: story for story in stories},
        keywords={
            keyword.folded: Keyword(story.id, keyword.language)
            for story in stories
            for keyword in story.keywords
        },
        signs={
            folded(place.code): Sign(story.id, place.id)
            for story in stories
            for place in story.places.values()
            if place.code
        },
        landmarks=tuple(
            Landmark(story.id, story.title, story.keywords[0].word, found)
            for story in stories
            if story.keywords and (found := _positions(story))
        ),
        languages=frozenset(tag for story in stories for tag in story.languages),
    )


def codes_at(catalog: Catalog, story: str, place: str) -> Iterator[str]:
    """Give the folded codes that lead to a place, the one that its story gives it first."""
    found, here = catalog.stories.get(story), Sign(story, place)
    own = folded(found.places[place].code or "") if found and place in found.places else ""
    if catalog.signs.get(own) == here:
        yield own
    yield from (code for code, sign in catalog.signs.items() if sign == here and code != own)


def with_register(catalog: Catalog, signs: Iterable[register.Sign]) -> Catalog:
    """Give a catalog in which each code leads where staff pointed it, and retired ones nowhere.

    A code that was printed is known for ever: where its story does not have it any more, it leads
    to where it led when somebody last wrote of it, as long as there is such a place.
    """
    leads, out = dict(catalog.signs), dict[str, OutOfUse]()
    signed, moved = set(leads.values()), set[str]()
    for sign in signs:
        code = folded(sign.code)
        to = _led(catalog, sign.moved) or leads.get(code) or _led(catalog, sign.known)
        signed |= {to} if to else set()
        if sign.state == "retired" or to is None:
            leads.pop(code, None)
            out[code] = OutOfUse("retired" if sign.state == "retired" else "gone")
            continue
        leads[code] = to
        if sign.names_another and to != catalog.signs.get(code):
            moved.add(code)
        if sign.state in ("missing", "removed"):
            out[code] = OutOfUse(sign.state, sign.until_s)
    found = {to for code, to in leads.items() if code not in out}
    return replace(
        catalog,
        signs=leads,
        out_of_use=out,
        retired=frozenset(out.keys() - leads),
        moved=frozenset(moved),
        signless=frozenset((sign.story, sign.place) for sign in signed - found),
    )


def _led(catalog: Catalog, leads: Leads | None) -> Sign | None:
    """Give where a code leads, if there is such a place."""
    story = catalog.stories.get(leads.story) if leads else None
    there = story is not None and leads is not None and leads.place in story.places
    return Sign(leads.story, leads.place) if leads and there else None


def _positions(story: Story) -> tuple[LatLon, ...]:
    """Give where the places of a story are that are open."""
    places = story.places.values()
    return tuple(place.at for place in places if place.at is not None and place.status == "open")
