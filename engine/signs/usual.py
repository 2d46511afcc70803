"""What is usual at each sign, and at all of them together.

Hours are whole hours since 1970 on the clock there (`engine/signs/hours.py`), days whole days of
the same clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

DAY, WEEK = 24, 7 * 24
# 1970 began on a Thursday; a week begins on Monday here.
MONDAY = 3 * DAY
# How many visits, or expected ones, what is known of all weighs against what is known of one.
PRIOR = 3.0

# An hour, and how often the sign was visited in it.
Visits: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Watched:
    """A sign with its visits, in order, each hour once; those of staff are not among them.

    `placed` is the hour in which it came to where it is, `checked` the one in which staff last did
    something about it. On the days of `closed` nobody could come: the story or the place was
    closed, or the sign was known to be away.
    """

    code: str
    story: str
    visits: Sequence[Visits]
    placed: int | None = None
    checked: int | None = None
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is usual at one sign. `days` is how many open ones it was learned from.

    `a_day` are all visits of such a day. `sums` are those of the hours of a week, added up from
    Monday on, as they were lately; many within an hour are counted as few. `bunched` is how many
    visits tell as much as one that comes by its own chance: 1 where all do.
    Its silence begins with the hour `since`: after the last visit, or what staff did after it.
    """

    code: str
    story: str
    days: int
    a_day: float
    sums: Sequence[float]
    bunched: float
    last: int | None
    since: int
    closed: frozenset[int]

    @property
    def a_week(self) -> float:
        """The visits of a week, many within an hour counted as few."""
        return self.sums[WEEK]

    def expected(self, start: int, end: int) -> float:
        """Give the visits to be expected from one hour to before another, without closed days."""
        open_days = self._between(start, end)
        for day in self.closed:
            if start < (day + 1) * DAY and day * DAY < end:
                open_days -= self._between(max(start, day * DAY), min(end, (day + 1) * DAY))
        return open_days

    def _between(self, start: int, end: int) -> float:
        first, begin = divmod(start + MONDAY, WEEK)
        last, finish = divmod(end + MONDAY, WEEK)
        return (last - first) * self.sums[WEEK] + self.sums[finish] - self.sums[begin]


@dataclass(frozen=True, slots=True)
class Crowd:
    """All visits at several signs, expected and seen, each added up from the hour `start` on."""

    start: int
    expected: Sequence[float]
    seen: Sequence[float]

    def share(self, since: int, own: float, like: float) -> float:
        """Give how many of their visits to be expected the others had, until what is seen ends.

        `own` is what was expected of the one that asks, which had none. `like` is the answer where
        few were to be expected.
        """
        last = len(self.seen) - 1
        first = min(max(since - self.start, 0), last)
        seen = self.seen[last] - self.seen[first]
        expected = self.expected[last] - self.expected[first] - own
        return (seen + PRIOR * like) / (max(expected, 0.0) + PRIOR)

    def going_on(self, hours: Sequence[float]) -> "Crowd":
        """Give the same with what was seen since, hour by hour."""
        since = accumulate(hours, initial=self.seen[-1])
        return Crowd(self.start, self.expected, [*self.seen[:-1], *since])


@dataclass(frozen=True, slots=True)
class Usual:
    """What was usual as it was known at midnight, the hour `until`; good for the day after it."""

    until: int
    rhythms: Mapping[str, Rhythm]
    stories: Mapping[str, Crowd]
    everywhere: Crowd
