"""Conditions as people write them -> trees. By recursive descent; nothing is run."""

import re
from datetime import time

from engine.places.hours import read_season
from engine.story.phrases.meaning import test_of
from engine.story.phrases.scanner import OPERATORS, Names, Scanner
from engine.story.phrases.tree import (
    And,
    AnyGift,
    At,
    Between,
    By,
    Chose,
    Compare,
    Condition,
    Counted,
    Dark,
    During,
    Has,
    Not,
    OnDay,
    Or,
    Since,
    Speaks,
    Tree,
    Visited,
)

DEEPEST = 50
CHANNELS = ("sms", "web", "phone")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FORMS = (
    "has ITEM", "FACT", "FACT at least 2", "FACT is VALUE", "visited SCENE",
    "visited SCENE at least 2 times", "chose REPLY in SCENE", "at PLACE",
    "between 18:00 and 06:00", "on saturday", "from june to august", "after sunset",
    "before sunset", "by sms", "in es", "10 min since SCENE", "any COLLECTION",
    "COUNTER at least 50", "not CONDITION",
)  # fmt: skip
UNITS_S = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1, "min": 60, "mins": 60, "minute": 60,
    "minutes": 60, "h": 3600, "hour": 3600, "hours": 3600, "day": 86400, "days": 86400,
}  # fmt: skip
_CHOSE = re.compile(r"(\S+)\s+in\s+", re.IGNORECASE)
_CLOCK = r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])"
_BETWEEN = re.compile(rf"between\s+{_CLOCK}\s+and\s+{_CLOCK}(?![^\s()])", re.IGNORECASE)
_MONTH = r"(?:[0-9]{1,2}(?:st|nd|rd|th)?\s+)?[a-z]+(?:\s+[0-9]{1,2}(?:st|nd|rd|th)?)?"
_SEASON = re.compile(rf"from\s+{_MONTH}\s+to\s+{_MONTH}?(?![^\s()])", re.IGNORECASE)
_SINCE = re.compile(r"([0-9]{1,6})\s*([a-z]+)\s+since\s+", re.IGNORECASE)


def read_condition(phrase: str, names: Names) -> Condition:
    """Read one condition. Raises PhraseError."""
    reader = _Reader(phrase, names)
    tree = reader.whole(reader.either, "Join conditions with 'and' or 'or'.")
    return Condition(phrase, tree, test_of(tree))


def _compared(fact: str, kind: str) -> str:
    """Give an example of what can be asked of a fact."""
    if kind == "number":
        return f"'{fact} at least 2', or '{fact} is 2'"
    return f"'{fact} is Sam', or '{fact} is \"\"' for an empty one"


class _Reader(Scanner):
    def __init__(self, phrase: str, names: Names) -> None:
        super().__init__(phrase, names)
        self.depth = 0

    def either(self) -> Tree:
        parts = [self._both()]
        while self.word("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Tree:
        parts = [self._one()]
        while self.word("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault("This is nested more than 50 deep.")
        tree = self._part()
        self.depth -= 1
        return tree

    def _part(self) -> Tree:
        # A name wins over a phrase word, so that a fact may be called 'visited before'.
        if (fact := self.known(self.names.facts)) is not None:
            return self._about(fact)
        if (counter := self.known(self.names.counters)) is not None:
            return self._about_counter(counter)
        if self.word("not"):
            return Not(self._one())
        if self.mark("("):
            inside = self.either()
            if not self.mark(")"):
                raise self.fault("A closing bracket is missing.")
            return inside
        return self._of_play() or self._of_time() or self._nothing_known()

    def _nothing_known(self) -> Tree:
        raise self.unknown("a condition", [*self.names.facts, *self.names.counters], FORMS)

    def _of_play(self) -> Tree | None:
        names = self.names
        if self.word("has"):
            return Has(self.name("item", names.items))
        if self.word("visited"):
            return Visited(self.name("scene", names.scenes), self._times())
        if self.word("chose"):
            return self._chose()
        if self.word("at"):
            return At(self.name("place", names.places))
        if self.word("by"):
            return By(self.name("channel", CHANNELS))
        if self.word("in"):
            return Speaks(self.name("language", names.languages))
        if self.word("any"):
            return AnyGift(self.name("collection", names.collections))
        return None

    def _of_time(self) -> Tree | None:
        if self.word("after sunset"):
            return Dark()
        if self.word("before sunset"):
            return Not(Dark())
        if match := self.matched(_BETWEEN):
            first, first_min, last, last_min = (int(each) for each in match.groups())
            return Between(time(first % 24, first_min), time(last % 24, last_min))
        if self.word("on"):
            return OnDay(DAYS.index(self.name("day", DAYS)))
        if match := self.matched(_SEASON):
            return self._season(match)
        if match := self.matched(_SINCE):
            return self._since(match)
        return None

    def _season(self, match: re.Match[str]) -> Tree:
        try:
            return During(read_season(match[0]))
        except ValueError as error:
            self.at = match.start()
            raise self.fault(str(error)) from None

    def _since(self, match: re.Match[str]) -> Tree:
        unit = UNITS_S.get(match[2].lower())
        if unit is None:
            self.at = match.start(2)
            raise self.fault(f"'{match[2]}' is no measure of time. Write min, hours or days.")
        return Since(self.name("scene", self.names.scenes), int(match[1]) * unit)

    def _about(self, fact: str) -> Tree:
        kind = self.names.facts[fact]
        found = next((each for each in OPERATORS if self.word(each)), None)
        if found is None:
            if kind != "yes or no":
                raise self.fault(f"'{fact}' is a {kind}: write {_compared(fact, kind)}.")
            return Compare(fact, "is", value=True)
        if kind != "number" and found not in {"is", "is not"}:
            raise self.fault(f"'{fact}' is not a number, so '{found}' cannot be asked of it.")
        return Compare(fact, found, self.value(fact))

    def _about_counter(self, counter: str) -> Tree:
        found = next((each for each in OPERATORS if self.word(each)), None)
        if found is None:
            raise self.fault(f"'{counter}' is a counter: write {_compared(counter, 'number')}.")
        return Counted(counter, found, self.number())

    def _times(self) -> int:
        if not self.word("at least"):
            return 1
        times = self.number()
        if not (self.word("times") or self.word("time")):
            raise self.fault("'times' is missing: write 'visited SCENE at least 2 times'.")
        return times

    def _chose(self) -> Tree:
        match = self.matched(_CHOSE)
        if match is None:
            raise self.fault("Write 'chose REPLY in SCENE', REPLY as its id, joined by hyphens.")
        return Chose(f"{self.name('scene', self.names.scenes)}/{match[1]}")
