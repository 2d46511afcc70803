"""The places of a story."""

import re
from collections.abc import Mapping
from contextlib import suppress

from engine.places.latlon import LatLon
from engine.story import keys
from engine.story.build.reading import Reading
from engine.story.build.texts import plain
from engine.story.build.times import hours
from engine.story.document import MapNode, Node
from engine.story.model import Place, Status
from engine.story.slips import short
from engine.texting.optout import CARRIERS_WORDS

STATUS: Mapping[str, Status] = {"open": "open", "closed": "closed", "gone": "gone"}
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
# Where there are only digits, no letter can be taken for one: 0417 is a good code.
_CODE = re.compile(f"[{CODE_LETTERS}]{{4,6}}|[0-9]{{4,6}}")
# Maps give up to 17 decimals to who copies from them.
_AT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*")
_WITHIN = re.compile(r"(\d{1,5})\s*(m|km|ft)?")
_METRES = {"m": 1.0, "km": 1000.0, "ft": 0.3048}
DEFAULT_WITHIN_M = 30


def read_places(reading: Reading, node: Node | None) -> dict[str, Place]:
    """Read all places by id."""
    places: dict[str, Place] = {}
    codes: dict[str, str] = {}
    for key, value in reading.named(node, "Places"):
        places[key.text] = place = _place(reading, key.text, value)
        if place.code and (other := codes.setdefault(place.code, key.text)) != key.text:
            message = f"The code '{place.code}' is already that of '{short(other)}'."
            reading.problem(value.span, "code", message)
    return places


def _place(reading: Reading, id_: str, node: Node) -> Place:
    reading.owner = id_
    entries = reading.block(node, keys.PLACE, "A place")
    reading.spans |= {f"places/{id_}/{key}": value.span for key, value in entries.items()}
    reading.spans[f"places/{id_}"] = node.span
    if "name" not in entries and isinstance(node, MapNode):
        reading.problem(node.span, "missing-key", f"The place '{short(id_)}' has no 'name'.")

    def said(key: str) -> str:
        return plain(reading, entries.get(key), key)

    return Place(
        id=id_,
        name=said("name") or id_,
        at=_at(reading, entries.get("at")),
        within_m=_within(reading, entries.get("within")),
        code=_code(reading, entries.get("code")),
        hours=hours(reading, entries.get("hours")),
        access=said("access"),
        directions=said("directions"),
        note=reading.text(entries.get("note"), "note"),
        permission=reading.text(entries.get("permission"), "permission"),
        status=reading.one_of(entries.get("status"), "status", STATUS, STATUS["open"]),
        instead=said("instead"),
    )


def _at(reading: Reading, node: Node | None) -> LatLon | None:
    text = reading.text(node, "at")
    if node is None or not text:
        return None
    if match := _AT.fullmatch(text):
        with suppress(ValueError):
            return LatLon(float(match[1]), float(match[2]))
    _no_position(reading, node)
    return None


def _no_position(reading: Reading, node: Node) -> None:
    message = (
        "'at' is latitude and longitude in degrees, such as 51.50720, -0.12760; "
        "inside { } put both in quotes."
    )
    reading.problem(node.span, "position", message)


def _within(reading: Reading, node: Node | None) -> int:
    text = reading.text(node, "within")
    if node is None or not text:
        return DEFAULT_WITHIN_M
    match = _WITHIN.fullmatch(text)
    if match is None or not (metres := round(int(match[1]) * _METRES[match[2] or "m"])):
        reading.problem(node.span, "distance", "'within' is a distance such as 40 m.")
        return DEFAULT_WITHIN_M
    return metres


def _code(reading: Reading, node: Node | None) -> str | None:
    code = reading.text(node, "code").upper()
    if node is None or not code:
        return None
    if code.lower() in CARRIERS_WORDS:
        message = f"'{code}' is a word of the phone companies and never reaches us. Take another."
        reading.problem(node.span, "code", message)
        return None
    if not _CODE.fullmatch(code):
        message = (
            "A code is 4 to 6 letters and digits without 0 O 1 I L, which look alike in print; "
            "or 4 to 6 digits alone."
        )
        reading.problem(node.span, "code", message)
        return None
    return code
