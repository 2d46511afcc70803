"""What a turn asks of the world around it: imperatives, in the order they shall happen."""

from dataclasses import dataclass
from typing import TypeAlias

from engine.story.model import GiftKind


@dataclass(frozen=True, slots=True)
class Say:
    """Say and show this to the player: a text, a picture, a sound, or several of them.

    Files are names in the story's media/; `hear` makes of them the names by which they are given
    out. `transcript` is what is heard, where it differs from `text`.
    """

    text: str = ""
    picture: str = ""
    alt: str = ""
    audio: str = ""
    transcript: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Show these choices, numbered from 1; never empty."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """Show the way to a place. `at` is "latitude,longitude", empty where nobody wrote it."""

    place: str
    name: str
    directions: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """Count that a play of this story began."""


@dataclass(frozen=True, slots=True)
class End:
    """Count that the story ended, with this title."""

    title: str


@dataclass(frozen=True, slots=True)
class Begin:
    """Go to a story: resume its kept play, or start one."""

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
class Hint:
    """Count that a hint was asked for in this scene."""

    scene: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Count this word in the report."""

    word: str


@dataclass(frozen=True, slots=True)
class Count:
    """Add one to a number that all players share."""

    counter: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Take this player's vote; a second replaces the first."""

    poll: str
    option: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Hold what a player gave until staff approve it: a text, or the name of a photo or sound."""

    collection: str
    medium: GiftKind
    gift: str


@dataclass(frozen=True, slots=True)
class WakeAt:
    """Let time pass for this play at this moment (seconds since 1970), unless it moves before."""

    at_s: int


@dataclass(frozen=True, slots=True)
class Report:
    """Tell staff that the sign of this place is damaged; None where it is not known which."""

    place: str | None = None


@dataclass(frozen=True, slots=True)
class Erase:
    """Erase all that is kept of this player."""


@dataclass(frozen=True, slots=True)
class Carry:
    """Let the address that was just told lead to this play in a browser: once, and for a day."""


Effect: TypeAlias = (
    Say | Offer | Lead | Start | End | Begin | Repeat | Miss | Hint | Tag | Count | Vote | Keep
    | WakeAt | Report | Erase | Carry
)  # fmt: skip
Shown: TypeAlias = Say | Offer | Lead
