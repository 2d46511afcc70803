"""What is watched of a sign: its log and its visits, on the clock there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.places.hours import Season
from engine.signs.hours import hour_there, hours_there
from engine.signs.learning import AHEAD_DAYS, LEARNED_DAYS
from engine.signs.register import A_PLAYER, Entry, Kind
from engine.signs.shutting import Span, away, closed_days
from engine.signs.usual import DAY, Visits, Watched

HOUR_S = 60 * 60
# Who writes one of these was there, or knows of the sign.
_ACTS: tuple[Kind, ...] = ("placed", "checked", "moved", "damaged")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a sign: its log, and its visits by whole hours since 1970 in UTC.

    `shut` is when its place or its story was closed, `season` when its story is played at all.
    """

    log: Sequence[Entry] = ()
    visits: Sequence[Visits] = ()
    shut: Sequence[Span] = ()
    season: Season | None = None


def watched(code: str, story: str, kept: Kept, zone: str, now_s: int) -> Watched:
    """Give a sign as it is watched, on the clock of its zone."""
    there = hours_there(kept.visits, zone)
    today = hour_there(now_s // HOUR_S, zone) // DAY
    first = min(there[0][0] // DAY if there else today, today - LEARNED_DAYS)
    days = range(first, today + AHEAD_DAYS + 1)
    acts = [each for each in kept.log if each.kind in _ACTS and each.by != A_PLAYER]
    checked = max((each.at_s for each in acts), default=None)
    return Watched(
        code,
        story,
        there,
        placed=_came(acts, there, zone),
        checked=None if checked is None else hour_there(checked // HOUR_S, zone),
        closed=closed_days([*away(kept.log), *kept.shut], kept.season, zone, days),
    )


def rung(log: Iterable[Entry], sign: Watched, zone: str) -> int | None:
    """Give the hour of the alarm that a sign's silence raised, None where none holds.

    It holds until there is a visit, or until staff do something about the sign.
    """
    alarms = [each.at_s for each in log if each.kind == "silent"]
    if not alarms:
        return None
    hour = hour_there(max(alarms) // HOUR_S, zone)
    last = sign.visits[-1][0] if sign.visits else None
    ended = any(act is not None and act >= hour for act in (last, sign.placed, sign.checked))
    return None if ended else hour


def _came(acts: Sequence[Entry], visits: Sequence[Visits], zone: str) -> int | None:
    """Give the hour in which a sign came to where it is; None where it was there before its log."""
    moved = [each.at_s for each in acts if each.kind == "moved"]
    if moved:
        return hour_there(max(moved) // HOUR_S, zone)
    placed = [each.at_s for each in acts if each.kind == "placed"]
    hour = hour_there(min(placed) // HOUR_S, zone) if placed else None
    return None if hour is None or (visits and visits[0][0] < hour) else hour
