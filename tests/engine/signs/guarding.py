"""A year that is watched hour by hour: who raises which alarms when."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from engine.signs.learning import learned
from engine.signs.rhythm import alarms
from engine.signs.usual import DAY, Usual, Visits, Watched
from tests.engine.signs.year import DATES, EPOCH, SHUT, START, Made

# Staff come half a day after an alarm; a sign that is gone hangs again after two.
LOOKED_AT_H, HUNG_H = 12, 48
LEARNED_EVERY_H = 7 * DAY
HOURS = range(START, START + len(DATES) * DAY)
CLOSED = frozenset((day - EPOCH).days for day in SHUT)


class Rule(Protocol):
    """Tells at the beginning of each hour which signs are silent for too long."""

    def __call__(self, guarded: "Guarded", now: int) -> Collection[str]: ...


@dataclass(slots=True)
class Guarded:
    """What is known of the year up to an hour: visits that somebody could make, and staff's acts.

    `gone` are the hours in which signs were removed; `found` in how many hours that was known,
    and `false` the alarms for signs that hung where they should.
    """

    made: Sequence[Made]
    gone: Mapping[str, int]
    seen: dict[str, list[Visits]] = field(default_factory=lambda: defaultdict(list))
    checked: dict[str, int] = field(default_factory=dict)
    away: dict[str, range] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    false: list[tuple[str, int]] = field(default_factory=list)
    usual: Usual | None = None
    lately: dict[str, list[Visits]] = field(default_factory=dict)

    def hangs(self, code: str, hour: int) -> bool:
        """Tell whether a sign is where it should be."""
        if code in self.found:
            return hour not in self.away[code]
        return hour < self.gone.get(code, hour + 1)

    def watched(self) -> list[Watched]:
        """Give the signs as staff know them."""
        return [
            Watched(
                sign.code, sign.story, self.seen[sign.code], START, self.checked.get(sign.code),
                self._closed(sign),
            )
            for sign in self.made
        ]  # fmt: skip

    def _closed(self, sign: Made) -> frozenset[int]:
        away = self.away.get(sign.code, range(0))
        days = {hour // DAY for hour in away[::DAY]}
        return days | CLOSED if sign.story == "tower" else frozenset(days)

    def heard(self, code: str, now: int) -> None:
        """Let staff look: what is gone is hung again, and all know when that was."""
        self.usual = None
        if code in self.gone and code not in self.found and not self.hangs(code, now):
            self.found[code] = now - self.gone[code]
            self.away[code] = range(self.gone[code], now + HUNG_H)
            self.checked[code] = now + HUNG_H
        else:
            self.false.append((code, now))
            self.checked[code] = now + LOOKED_AT_H


def guard(made: Sequence[Made], gone: Mapping[str, int], rule: Rule) -> Guarded:
    """Watch a year by a rule."""
    guarded = Guarded(made, gone)
    coming: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for sign in made:
        for hour, times in sign.visits.items():
            coming[hour].append((sign.code, times))
    for now in HOURS:
        for code in rule(guarded, now):
            guarded.heard(code, now)
        for code, times in coming.get(now, ()):
            if guarded.hangs(code, now):
                guarded.seen[code].append((now, times))
                guarded.lately.setdefault(code, []).append((now, times))
    return guarded


def by_its_rhythm(guarded: Guarded, now: int) -> Collection[str]:
    """Judge by Wayside's rule, which learns each week, and whenever staff did something."""
    if guarded.usual is None or now - guarded.usual.until >= LEARNED_EVERY_H:
        guarded.usual = usual = learned(guarded.watched(), now)
        guarded.lately = {
            code: recent
            for code, visits in guarded.seen.items()
            if (recent := [each for each in visits[-DAY:] if each[0] >= usual.until])
        }
    return [each.code for each in alarms(guarded.usual, guarded.lately, now, {})]


def after_a_day(guarded: Guarded, now: int) -> Collection[str]:
    """Judge as one would at first: nobody came for 24 hours."""
    return [
        sign.code
        for sign in guarded.made
        if (visits := guarded.seen[sign.code])
        and now - max(visits[-1][0], guarded.checked.get(sign.code, 0)) > DAY
    ]


def never(_guarded: Guarded, _now: int) -> Collection[str]:
    """Trust that all is well."""
    return ()
