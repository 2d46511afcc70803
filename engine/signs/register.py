"""What becomes of a sign: a log of entries, of which the later words win -> how the sign is now."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "ordered", "printed", "placed", "checked", "seen", "damaged", "missing", "removed", "moved",
    "retired", "silent", "asked", "granted", "refused",
]  # fmt: skip
State: TypeAlias = Literal[
    "in the story", "ordered", "printed", "placed", "damaged", "missing", "removed", "retired"
]
# What nobody has to write: each is in a log once, until staff were there or a day is over.
News: TypeAlias = Literal["seen", "damaged", "silent"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = get_args(State)
PERMITS: tuple[Kind, ...] = ("asked", "granted", "refused")
# What can only be said by who was there.
LOOKED: frozenset[Kind] = frozenset({"placed", "checked", "damaged", "missing", "removed"})
# Who reports a sign by text or on the web; nothing more is known of them.
A_PLAYER = "a player"
DAY_S = 24 * 60 * 60
_CODE = re.compile(r"[0-9A-Z]{4,6}")
_DIGIT = re.compile(r"\d")
# Initials may have a number or two; from so many digits on it might be somebody's phone.
MOST_DIGITS = 3

# The states that an entry ends, and the one that it leads to. What is not here changes no state.
_NOT_OUT: frozenset[State] = frozenset({"in the story", "ordered", "printed", "retired"})
_NOT_RETIRED: frozenset[State] = frozenset(STATES) - {"retired"}
_LEADS: Mapping[Kind, tuple[frozenset[State], State]] = {
    # A new one may be ordered while the old one hangs there damaged, or is missed.
    "ordered": (_NOT_OUT, "ordered"),
    "printed": (_NOT_OUT, "printed"),
    "placed": (frozenset(STATES), "placed"),
    # What was seen to hang there is there. That its code is not used any more was decided, and
    # hanging there does not change it.
    "checked": (_NOT_RETIRED, "placed"),
    "damaged": (_NOT_RETIRED, "damaged"),
    "missing": (_NOT_RETIRED, "missing"),
    "removed": (_NOT_RETIRED, "removed"),
    "retired": (frozenset(STATES), "retired"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened to the sign with this code, at a moment (seconds since 1970).

    `story` and `place` are where its code leads from then on if it was `moved`, else where it led
    then, empty where nobody knows. `by` is who says so, `note` what they say of it. `until_s` is
    when a sign that was `removed` comes back, or until when a permission was `granted`; `whom` is
    who was asked for it, granted or refused it. `photo` is the SHA-256 of a picture of the sign.
    Raises ValueError for what cannot be.
    """

    code: str
    at_s: int
    kind: Kind
    by: str = ""
    note: str = ""
    story: str = ""
    place: str = ""
    until_s: int | None = None
    whom: str = ""
    photo: bytes | None = None

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"'{self.code}' is no code of a sign.")
        if self.kind == "moved" and not (self.story and self.place):
            raise ValueError("A sign is moved to a place of a story.")
        if self.until_s is not None and self.kind not in ("removed", "granted"):
            raise ValueError(f"What was {self.kind} has no end that is known.")
        if self.whom and self.kind not in PERMITS:
            raise ValueError("Somebody is asked for a permission, or grants it, or refuses it.")


@dataclass(frozen=True, slots=True)
class Permit:
    """How it stands with the permission for a sign: since when, by whom, until when if it ends."""

    state: Literal["asked", "granted", "refused"]
    at_s: int
    whom: str = ""
    until_s: int | None = None

    def holds(self, now_s: int) -> bool:
        """Tell whether the sign may be there at a moment."""
        return self.state == "granted" and (self.until_s is None or now_s < self.until_s)


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a code leads: a place of a story."""

    story: str
    place: str


@dataclass(frozen=True, slots=True)
class Sign:
    """How a sign is now.

    `since_s` is when that began, None for one that nobody wrote about; `until_s` is when a removed
    one comes back, if that is known. `dates` say when each kind of thing happened last. `moved` is
    where its code was pointed to, `known` where it led when somebody last wrote of it.
    """

    code: str
    state: State = "in the story"
    since_s: int | None = None
    until_s: int | None = None
    dates: Mapping[Kind, int] = field(default_factory=dict)
    moved: Leads | None = None
    known: Leads | None = None
    permit: Permit | None = None

    def __post_init__(self) -> None:
        if (self.state == "in the story") != (self.since_s is None):
            raise ValueError("A sign is in a state since somebody wrote so.")
        if self.until_s is not None and self.state != "removed":
            raise ValueError("Only what was removed comes back.")

    @property
    def names_another(self) -> bool:
        """Tell whether it was pointed elsewhere, and not printed again since."""
        return "moved" in self.dates and self.dates.get("printed", 0) < self.dates["moved"]

    @property
    def is_out(self) -> bool:
        """Tell whether somebody who looks for it does not find it as it should be."""
        return self.state in ("missing", "removed")


def state_of(log: Iterable[Entry], code: str = "") -> Sign:
    """Give how a sign is after all entries of its log, in their order. `code` is for an empty one.

    Raises ValueError where the entries are of several signs.
    """
    entries = list(log)
    sign = Sign(entries[0].code if entries else code)
    for entry in entries:
        if entry.code != sign.code:
            raise ValueError("A log is of one sign.")
        sign = after(sign, entry)
    return sign


def states_of(log: Iterable[Entry]) -> dict[str, Sign]:
    """Give how each sign is that is written of, by code."""
    signs: dict[str, Sign] = {}
    for entry in log:
        signs[entry.code] = after(signs.get(entry.code, Sign(entry.code)), entry)
    return signs


def after(sign: Sign, entry: Entry) -> Sign:
    """Give how a sign is once that has happened to it, too."""
    leads = Leads(entry.story, entry.place) if entry.story and entry.place else None
    sign = replace(
        sign,
        dates={**sign.dates, entry.kind: entry.at_s},
        known=leads or sign.known,
        moved=leads if entry.kind == "moved" else sign.moved,
    )
    if entry.kind in ("asked", "granted", "refused"):
        permit = Permit(entry.kind, entry.at_s, entry.whom, entry.until_s)
        return replace(sign, permit=permit)
    return _led(sign, entry)


def _led(sign: Sign, entry: Entry) -> Sign:
    """Give a sign in the state that an entry leads to, if it leads from this one to any."""
    ends, to = _LEADS.get(entry.kind, (frozenset[State](), sign.state))
    if sign.state not in ends or _knows_less(sign, entry):
        return sign
    if sign.state == to and to != "removed" and entry.kind != "placed":
        return sign
    until_s = entry.until_s if to == "removed" else None
    return replace(sign, state=to, since_s=entry.at_s, until_s=until_s)


def _knows_less(sign: Sign, entry: Entry) -> bool:
    """Tell whether a player reports what staff know better: that the sign is not there at all."""
    return entry.by == A_PLAYER and entry.kind == "damaged" and sign.is_out


def is_news(log: Iterable[Entry], kind: News, at_s: int) -> bool:
    """Tell whether that somebody saw a sign, reports it or misses it is not open in its log.

    What was written in the day before is open until staff say that they were there.
    """
    for entry in reversed(list(log)):
        if entry.kind in ("checked", "placed") or entry.at_s <= at_s - DAY_S:
            return True
        if entry.kind == kind:
            return False
    return True


def says_again(log: Iterable[Entry], entry: Entry, since_s: int) -> bool:
    """Tell whether the last that staff who were there said of a sign since a moment is just that.

    `entry` is of somebody who taps a button, perhaps twice.
    """
    said = [
        each for each in log if each.kind in LOOKED and each.by != A_PLAYER and each.at_s >= since_s
    ]
    return bool(said) and replace(said[-1], at_s=entry.at_s) == entry


def without_number(by: str) -> str:
    """Give who says something in one line, without the digits of what might be their number."""
    by = " ".join(by.split())
    return _DIGIT.sub("#", by) if len(_DIGIT.findall(by)) > MOST_DIGITS else by
