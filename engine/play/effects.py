"""What a turn asks of the world around it: imperatives, in the order they shall happen."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Say:
    """Say this text to the player; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Show these choices, numbered from 1; never empty."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """Count that the story ended, with this title."""

    title: str


@dataclass(frozen=True, slots=True)
class Begin:
    """Leave this story for another: resume its kept play, or start one."""

    story: str
    place: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Give the last answer once more, as it was."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Keep for staff that this text was not understood in this scene."""

    scene: str
    text: str


@dataclass(frozen=True, slots=True)
class Start:
    """Count that a play of this story began."""


Effect: TypeAlias = Say | Offer | End | Begin | Repeat | Miss | Start
