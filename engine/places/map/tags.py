"""What a thing on a map is: from the tags of OpenStreetMap, or from a plain `kind`.

The tags and their values are those of the wiki page "Map features" of OpenStreetMap.
"""

from collections.abc import Mapping

from engine.places.map.ground import AREAS, KINDS, Kind

_ROADS = ("motorway", "trunk", "primary", "secondary", "tertiary")
_STREETS = ("residential", "unclassified", "living_street", "pedestrian", "road")
_PATHS = ("footway", "path", "cycleway", "bridleway", "track", "steps", "corridor")
_UNWALKED = frozenset({"motorway", "motorway_link", "trunk", "trunk_link"})
_HIGHWAYS: Mapping[str, Kind] = {
    **dict.fromkeys((*_ROADS, *(f"{road}_link" for road in _ROADS)), "road"),
    **dict.fromkeys(_STREETS, "street"),
    **dict.fromkeys(("service",), "lane"),
    **dict.fromkeys(_PATHS, "path"),
}  # fmt: skip
# Beside every street and on every car park: they would only fill the map.
_CLUTTER = frozenset({"sidewalk", "crossing", "traffic_island", "parking_aisle", "driveway"})
_BY_TAG: Mapping[str, Mapping[str, Kind]] = {
    "highway": _HIGHWAYS,
    "railway": dict.fromkeys(("rail", "light_rail", "tram", "narrow_gauge"), "rail"),
    "waterway": {
        **dict.fromkeys(("river", "canal"), "river"),
        **dict.fromkeys(("stream", "ditch", "drain"), "stream"),
        "riverbank": "water",
        "dock": "water",
    },
    "natural": {
        "water": "water",
        "bay": "water",
        "wood": "wood",
        **dict.fromkeys(("scrub", "heath", "grassland"), "park"),
    },
    "landuse": {
        **dict.fromkeys(("reservoir", "basin"), "water"),
        **dict.fromkeys(("forest", "orchard"), "wood"),
        **dict.fromkeys(
            ("grass", "meadow", "village_green", "recreation_ground", "cemetery", "allotments"),
            "park",
        ),
    },
    "leisure": dict.fromkeys(("park", "garden", "playground", "pitch", "nature_reserve"), "park"),
    "place": {"square": "square"},
}  # fmt: skip
TAGS = ("kind", "building", *_BY_TAG)


def kind_of(tags: Mapping[str, str], *, area: bool) -> Kind | None:
    """Give the kind of a thing by its tags; None for what a map for walkers leaves out.

    `area`: it is a polygon, not a line.
    """
    kind = _kind(tags)
    if kind is None or _is_below(tags):
        return None
    if area and kind in ("street", "path", "lane"):
        return "square"
    return kind if area == (kind in AREAS) else None


def is_walked(tags: Mapping[str, str]) -> bool:
    """Tell whether somebody on foot may go along it."""
    return tags.get("highway") not in _UNWALKED and tags.get("foot") != "no"


def _kind(tags: Mapping[str, str]) -> Kind | None:
    named = tags.get("kind")
    if named in KINDS:
        return named
    if tags.get("building") not in (None, "no"):
        return "building"
    if any(tags.get(key) in _CLUTTER for key in ("footway", "service", "path")):
        return None
    for key, values in _BY_TAG.items():
        if found := values.get(tags.get(key, "")):
            return found
    return None


def _is_below(tags: Mapping[str, str]) -> bool:
    """Tell of tunnels and covered brooks: nobody sees them."""
    hidden = tags.get("tunnel") not in (None, "no") or tags.get("location") == "underground"
    return hidden and "highway" not in tags
