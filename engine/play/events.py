"""What happened to a player: the past tense of a turn."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from engine.places.latlon import LatLon


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened a story's page, perhaps by the link on the sign of one of its places.

    No story hears this: it makes that they join one. `language` is the one they chose.
    """

    story: str
    place: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """Somebody brought their play of a story here from a browser, by a code that its page gave.

    No story hears this: it makes that they join the one. `refused` says why nothing was brought:
    nobody knows the code, or too many wrong ones came.
    """

    story: str = ""
    refused: Literal["", "unknown", "too many"] = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came to this story: by keyword, by a sign, or from another story.

    `place` is the place whose sign brought them, if one did; `language` the one they asked for.
    """

    place: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody wrote or spoke a text; any length, any characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """Somebody scanned a place's sign of this story, or typed its code."""

    place: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody is at a place. Where else they are, nobody is told.

    Their phone found it (`gps`), or they say so by a button (`word`).
    """

    place: str
    by: Literal["gps", "word"] = "gps"


@dataclass(frozen=True, slots=True)
class Located:
    """Somebody sent where they are, in degrees (WGS84). It is measured by, and never kept or shown.

    Raises ValueError where it is nowhere.
    """

    lat: float = field(repr=False)
    lon: float = field(repr=False)

    def __post_init__(self) -> None:
        LatLon(self.lat, self.lon)

    @property
    def at(self) -> LatLon:
        """Give the position."""
        return LatLon(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button that shows `words`.

    `payload` is what stands behind it: the id of a choice, alone or after its scene (`gate/knock`),
    or whatever can be texted: a number, a keyword, a sign's code.
    """

    payload: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """Somebody sent a photo; `gift` is what it is kept as, empty where it cannot be kept.

    `words` came along; they are heard where nothing takes the photo.
    """

    gift: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class SentVoice:
    """Somebody sent a voice message; `gift` and `words` as with a photo."""

    gift: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """Time has passed, and something may be due."""


Event: TypeAlias = (
    Joined | Said | Scanned | Arrived | Located | Pressed | SentPhoto | SentVoice | Passed
)
# What is heard of a person; what moves a play is an event.
Came: TypeAlias = Event | Opened | Carried
