"""The overview map of a story's signs, as its template takes it (templates/map.typ)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.checking.mapping import mapped
from engine.printing.look import Look
from engine.printing.sheets import Sheets, common, logo_of, page_of
from engine.printing.sizes import NoRoom, Size
from engine.printing.tongues import Told, Tongue, tongue_of
from engine.story.model import Place, Story

# Names on the map are this much smaller than the sheet, as on the map that is written as a file.
_WIDTH = 720.0
_FAMILY = re.compile(r'font-family="[^"]*"')


def map_of(
    story: Story, source: bytes | None, places: Sequence[Place], look: Look, size: Size
) -> Sheets:
    """Give a map with the signs of these places numbered, and their names below it.

    `source` is the map.geojson of the story. Raises GroundError, NoGlyph, NoRoom.
    """
    shown = {place.id for place in places}
    numbers = {id_: number for number, id_ in enumerate(story.places, 1)}
    # What is not asked for is not drawn, and the others keep their numbers.
    kept = {
        id_: place if id_ in shown else replace(place, at=None)
        for id_, place in story.places.items()
    }
    drawn = mapped(replace(story, places=kept), source, _WIDTH)
    if drawn is None:
        raise NoRoom("No place of this story has an 'at', so that there is no map to draw.")
    host = tongue_of("en", [(look.host, "'host' of signs.yaml")])
    texts: list[Told] = [(story.title, "the title of the story")]
    texts += [(place.name, f"the name of place '{place.id}'") for place in places]
    texts += [("".join(_texts(drawn.svg)), "map.geojson")]
    tongue = tongue_of(story.language, texts)
    data = {
        **common(look, host),
        "title": story.title,
        "tongue": tongue.as_data(),
        "page": page_of(size),
        "alt": story.title,
        "signs": [[numbers[place.id], place.name] for place in places],
    }
    files = {"map.svg": _with_fonts(drawn.svg, tongue).encode(), **logo_of(look)}
    return Sheets("map.typ", data, files, (host, tongue), ())


def _texts(svg: str) -> list[str]:
    """Give what is written on a map."""
    return re.findall(r">([^<>]+)<", svg)


def _with_fonts(svg: str, tongue: Tongue) -> str:
    names = ",".join(f"'{name}'" for name in tongue.as_data()["fonts"])  # type: ignore[attr-defined]
    return _FAMILY.sub(f'font-family="{names}"', svg)
