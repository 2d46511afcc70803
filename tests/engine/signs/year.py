"""A year of visits at fifty signs, made by chance from a seed."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

DAY = 24
EPOCH = date(1970, 1, 1)
FIRST = date(2027, 1, 1)
DATES = [FIRST + timedelta(days=day) for day in range(365)]
START = (FIRST - EPOCH).days * DAY
STORIES = ("bridge", "mill", "market", "park", "river", "tower")
# How many visits a sign of a kind has on a usual day, and how many signs are of it.
KINDS = {"busy": (40, 10), "usual": (12, 22), "rare": (1, 18)}
FAMILIES = (1, 1, 1, 2, 2, 3, 4)
HOLIDAYS = {date(2027, 1, 1), date(2027, 11, 25), date(2027, 12, 25), date(2027, 12, 26)}
FESTIVAL = {date(2027, 6, 18), date(2027, 6, 19), date(2027, 6, 20)}
# The tower is shut for four weeks, and staff wrote it down.
SHUT = {day for day in DATES if date(2027, 2, 8) <= day < date(2027, 3, 8)}


@dataclass(frozen=True, slots=True)
class Made:
    """A sign of the year, with how many came in each hour that had anybody."""

    code: str
    kind: str
    story: str
    visits: dict[int, int] = field(default_factory=dict)


def year(seed: int) -> list[Made]:
    """Make the year: seasons, weekends, nights, rain, holidays, a festival, families, classes."""
    chance = random.Random(seed)
    made = [
        Made(f"{kind}-{number}", kind, chance.choice(STORIES))
        for kind, (_, many) in KINDS.items()
        for number in range(many)
    ]
    weather = list(_weather(chance))
    for sign in made:
        _come(sign, weather, chance)
    for day in DATES:
        if day.weekday() < 5 and chance.random() < 0.25:
            _come_as_a_class(made, day, chance)
    return made


def _weather(chance: random.Random) -> Iterator[float]:
    """Give what part of people goes out each day: rain comes, and stays for a while."""
    rain = False
    for _ in DATES:
        rain = chance.random() < (0.75 if rain else 0.12)
        yield chance.uniform(0.15, 0.5) if rain else chance.uniform(0.8, 1.2)


def _come(sign: Made, weather: list[float], chance: random.Random) -> None:
    noon, opens, closes = chance.uniform(11, 17), chance.choice((7, 8, 9)), chance.choice((18, 21))
    hours = range(opens, closes)
    shape = [*accumulate(math.exp(-(((hour + 0.5 - noon) / 4) ** 2)) for hour in hours)]
    weekend, own = chance.choice((0.7, 1.3, 1.8)), chance.uniform(0.15, 0.4)
    groups = KINDS[sign.kind][0] * len(FAMILIES) / sum(FAMILIES)
    for day, out in zip(DATES, weather, strict=True):
        mean = groups * out * _level(sign, day, weekend) * chance.lognormvariate(0, own)
        for hour in chance.choices(hours, cum_weights=shape, k=_poisson(mean, chance)):
            _visit(sign, day, hour, chance.choice(FAMILIES))


def _level(sign: Made, day: date, weekend: float) -> float:
    """Give how many come on such a day, in parts of what is usual."""
    level = 1 + 0.6 * math.sin((day - date(2027, 4, 20)).days / 365 * 2 * math.pi)
    if day.weekday() >= 5:
        level *= weekend
    if day in HOLIDAYS:
        level *= 0.01
    if day in FESTIVAL:
        level *= 5 if sign.story == "market" else 1.5
    return 0.0 if day in _shut(sign.story) else level


def _shut(story: str) -> set[date]:
    return SHUT if story == "tower" else set()


def _visit(sign: Made, day: date, hour: int, many: int) -> None:
    at = (day - EPOCH).days * DAY + hour
    sign.visits[at] = sign.visits.get(at, 0) + many


def _poisson(mean: float, chance: random.Random) -> int:
    """Draw how many come: the arrivals, each after the other, within a time of so many."""
    drawn, at = 0, chance.expovariate(1)
    while at < mean:
        drawn, at = drawn + 1, at + chance.expovariate(1)
    return drawn


def _come_as_a_class(made: list[Made], day: date, chance: random.Random) -> None:
    """Let a class scan up to six signs of a story, each by every child, within two hours."""
    story, first = chance.choice(STORIES), chance.choice((9, 10, 11))
    signs = [sign for sign in made if sign.story == story and day not in _shut(story)]
    for sign in chance.sample(signs, min(len(signs), 6)):
        _visit(sign, day, first + chance.randrange(2), chance.randrange(8, 25))
