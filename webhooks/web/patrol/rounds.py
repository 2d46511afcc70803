"""A round of all signs, in the order in which their stories name them: how each is, what waits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.play.catalog import codes_at
from engine.signs.register import A_PLAYER, LOOKED, Entry
from engine.story.model import Story
from webhooks.signs.finding import Found, Known
from webhooks.signs.listing import permission_told, state_told
from webhooks.times import clock


@dataclass(frozen=True, slots=True)
class Stop:
    """A sign as who walks reads of it; what there is nothing of is "".

    `permission` is told where it is over or was refused. `entry` is what staff last wrote of it
    since the patrol began, `at` when that was. `waits`: it is to be looked at, and was not yet.
    `shares_name`: another sign is at this place, or at one that is called the same.
    """

    found: Found
    state: str
    checked: str = ""
    permission: str = ""
    entry: Entry | None = None
    at: str = ""
    waits: bool = False
    shares_name: bool = False

    @property
    def code(self) -> str:
        """Give the code on it."""
        return self.found.code

    @property
    def name(self) -> str:
        """Give its place in words; its code where it leads nowhere."""
        place = self.found.leads.place if self.found.leads else None
        return place.name if place else self.code


@dataclass(frozen=True, slots=True)
class Round:
    """All signs: those of each story, and those that lead nowhere, which nobody looks for."""

    groups: tuple[tuple[Story, tuple[Stop, ...]], ...]
    nowhere: tuple[Stop, ...]

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Give every sign that leads somewhere."""
        return tuple(stop for _, stops in self.groups for stop in stops)

    @property
    def left(self) -> tuple[Stop, ...]:
        """Give those that nobody looked at yet."""
        return tuple(stop for stop in self.stops if stop.waits)

    def stop(self, code: str) -> Stop | None:
        """Give the sign with this code; None where there is none."""
        return next((each for each in (*self.stops, *self.nowhere) if each.code == code), None)

    def next_after(self, code: str) -> Stop | None:
        """Give the next one to look at; after the last of the way comes the first."""
        codes = [each.code for each in self.stops]
        at = codes.index(code) + 1 if code in codes else 0
        way = (*self.stops[at:], *self.stops[:at])
        return next((each for each in way if each.waits and each.code != code), None)


def round_of(known: Known, written: Iterable[Entry], now_s: int) -> Round:
    """Give the round of who patrols. `written` is what became of signs since they began."""
    looked = {each.code: each for each in written if each.kind in LOOKED and each.by != A_PLAYER}
    catalog = known.catalog
    names = Counter(found.leads.place.name for found in known if found.leads and found.leads.place)
    groups = tuple(
        (story, stops)
        for story in catalog.stories.values()
        if (
            stops := tuple(
                replace(
                    _stop(known.found(code.upper()), looked.get(code.upper()), now_s),
                    shares_name=names[place.name] > 1,
                )
                for place in story.places.values()
                for code in codes_at(catalog, story.id, place.id)
            )
        )
    )
    nowhere = (found for code in known.codes if (found := known.found(code)).leads is None)
    return Round(groups, tuple(Stop(found, found.sign.state) for found in nowhere))


def _stop(found: Found, entry: Entry | None, now_s: int) -> Stop:
    permit, dates = found.sign.permit, found.sign.dates
    checked_s = max(dates.get("placed", 0), dates.get("checked", 0))
    is_allowed = permit is None or permit.state == "asked" or permit.holds(now_s)
    return Stop(
        found,
        state_told(found, now_s),
        checked=clock(checked_s, found.zone)[:10] if checked_s else "",
        permission="" if is_allowed else permission_told(found, now_s),
        entry=entry,
        at=_at(entry.at_s, now_s, found.zone) if entry else "",
        waits=entry is None and _is_up(found, now_s),
    )


def _at(at_s: int, now_s: int, zone: str) -> str:
    """Give a moment on the clock of a zone; its day only where that is another than today."""
    day, _, time = clock(at_s, zone).partition(" ")
    return time if day == clock(now_s, zone)[:10] else f"{day} {time}"


def _is_up(found: Found, now_s: int) -> bool:
    """Tell whether a sign should hang there: it is made, and not put away until later."""
    sign = found.sign
    if sign.state == "removed":
        return sign.until_s is not None and sign.until_s <= now_s
    return sign.state not in ("ordered", "printed")
