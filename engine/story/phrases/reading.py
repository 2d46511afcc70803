"""Conditions and actions as people write them -> trees. By recursive descent; nothing is run."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from engine.story.nearest import did_you_mean
from engine.story.phrases.meaning import test_of
from engine.story.phrases.tree import (
    Action,
    Add,
    And,
    At,
    Chose,
    Compare,
    Condition,
    Forget,
    Get,
    Has,
    Lose,
    Not,
    Operator,
    Or,
    Set,
    Tree,
    Value,
    Visited,
)
from engine.story.slips import short

LARGEST_NUMBER = 10**9
DEEPEST = 50
# Looking for where a value ends takes time by the square of the phrase's length.
LONGEST_PHRASE = 1_000
_OPERATORS: tuple[Operator, ...] = (
    "at least", "at most", "more than", "less than", "is not", "is",
)  # fmt: skip
_ENDS_A_VALUE = re.compile(r"\s+(?:and|or)(?=\s|$)|\s*\)|\s*$", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"|\'([^\']*)\'')
_NUMBER = re.compile(r"[+-]?[0-9]{1,10}(?![0-9.,])")
_WORD = re.compile(r"[^\s()]+")
_NAME_END = re.compile(r"(?=[\s)])|\Z")
_SPACE = re.compile(r"\s*")
CONDITION_FORMS = (
    "has ITEM", "FACT", "FACT at least 2", "FACT is VALUE", "visited SCENE",
    "visited SCENE at least 2 times", "chose REPLY in SCENE", "at PLACE", "not CONDITION",
)  # fmt: skip
ACTION_FORMS = (
    "get ITEM", "lose ITEM", "add 1 to FACT", "take 1 from FACT", "set FACT to VALUE",
    "forget FACT",
)  # fmt: skip
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Names:
    """The names that phrases may use: facts with their kinds, and the ids of all else."""

    facts: Mapping[str, Literal["number", "yes or no", "text"]] = field(default_factory=dict)
    items: Collection[str] = ()
    scenes: Collection[str] = ()
    places: Collection[str] = ()


class PhraseError(Exception):
    """A phrase that cannot be read: `at` counts the characters before the fault."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def read_condition(phrase: str, names: Names) -> Condition:
    """Read one condition. Raises PhraseError."""
    reader = _Reader(phrase, names)
    tree = reader.whole(reader.either, "Join conditions with 'and' or 'or'.")
    return Condition(phrase, tree, test_of(tree))


def read_action(phrase: str, names: Names) -> Action:
    """Read one action. Raises PhraseError."""
    reader = _Reader(phrase, names)
    return reader.whole(reader.action, "Write several actions as a list: [get oil, lose key].")


def _compared(fact: str, kind: str) -> str:
    """Give an example of what can be asked of a fact."""
    if kind == "number":
        return f"'{fact} at least 2', or '{fact} is 2'"
    return f"'{fact} is Sam', or '{fact} is \"\"' for an empty one"


class _Reader:
    def __init__(self, phrase: str, names: Names) -> None:
        self.phrase = phrase
        self.names = names
        self.at = 0
        self.depth = 0

    def whole(self, read: Callable[[], _T], advice: str) -> _T:
        if len(self.phrase) > LONGEST_PHRASE:
            raise self._fault(f"It is longer than {LONGEST_PHRASE} characters.")
        result = read()
        self._space()
        if self.at < len(self.phrase):
            raise self._fault(f"'{short(self.phrase[self.at :])}' is left over. {advice}")
        return result

    # Conditions

    def either(self) -> Tree:
        parts = [self._both()]
        while self._word("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Tree:
        parts = [self._one()]
        while self._word("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._fault("This is nested more than 50 deep.")
        tree = self._part()
        self.depth -= 1
        return tree

    def _part(self) -> Tree:
        # A name wins over a phrase word, so that a fact may be called 'visited before'.
        if (fact := self._known(self.names.facts)) is not None:
            return self._about(fact)
        if self._word("not"):
            return Not(self._one())
        if self._mark("("):
            inside = self.either()
            if not self._mark(")"):
                raise self._fault("A closing bracket is missing.")
            return inside
        return self._atom()

    def _atom(self) -> Tree:
        if self._word("has"):
            return Has(self._name("item", self.names.items))
        if self._word("visited"):
            return Visited(self._name("scene", self.names.scenes), self._times())
        if self._word("chose"):
            return self._chose()
        if self._word("at"):
            return At(self._name("place", self.names.places))
        raise self._unknown("a condition", self.names.facts, CONDITION_FORMS)

    def _about(self, fact: str) -> Tree:
        kind = self.names.facts[fact]
        found = next((each for each in _OPERATORS if self._word(each)), None)
        if found is None:
            if kind != "yes or no":
                raise self._fault(f"'{fact}' is a {kind}: write {_compared(fact, kind)}.")
            return Compare(fact, "is", value=True)
        if kind != "number" and found not in {"is", "is not"}:
            raise self._fault(f"'{fact}' is not a number, so '{found}' cannot be asked of it.")
        return Compare(fact, found, self._value(fact))

    def _times(self) -> int:
        if not self._word("at least"):
            return 1
        times = self._number()
        if not (self._word("times") or self._word("time")):
            raise self._fault("'times' is missing: write 'visited SCENE at least 2 times'.")
        return times

    def _chose(self) -> Tree:
        self._space()
        match = re.compile(r"(\S+)\s+in\s+", re.IGNORECASE).match(self.phrase, self.at)
        if match is None:
            raise self._fault("Write 'chose REPLY in SCENE', REPLY as its id, joined by hyphens.")
        self.at = match.end()
        return Chose(f"{self._name('scene', self.names.scenes)}/{match[1]}")

    # Actions

    def action(self) -> Action:
        if self._word("get"):
            return Get(self._name("item", self.names.items))
        if self._word("lose"):
            return Lose(self._name("item", self.names.items))
        if self._word("add"):
            return self._add(1, "to")
        if self._word("take"):
            return self._add(-1, "from")
        if self._word("set"):
            fact = self._name("fact", self.names.facts)
            self._expect("to", f"Write 'set {fact} to VALUE'.")
            return Set(fact, self._value(fact))
        if self._word("forget"):
            return Forget(self._name("fact", self.names.facts))
        raise self._unknown("an action", (), ACTION_FORMS)

    def _add(self, sign: int, joint: str) -> Action:
        amount = self._number()
        self._expect(joint, f"Write '{'add' if sign > 0 else 'take'} 1 {joint} FACT'.")
        self._space()
        before = self.at
        fact = self._name("fact", self.names.facts)
        if self.names.facts[fact] != "number":
            self.at = before
            raise self._fault(f"'{fact}' is a {self.names.facts[fact]}, not a number.")
        return Add(fact, sign * amount)

    # Words, names, values

    def _value(self, fact: str) -> Value:
        kind = self.names.facts[fact]
        if kind == "number":
            return self._number()
        if kind == "yes or no":
            for word, value in (("yes", True), ("no", False)):
                if self._word(word):
                    return value
            raise self._fault(f"'{fact}' is 'yes' or 'no'.")
        return self._text()

    def _text(self) -> str:
        before = self.at
        self._space()
        if quoted := _QUOTED.match(self.phrase, self.at):
            self.at = quoted.end()
            return quoted[1] if quoted[1] is not None else quoted[2]
        end = _ENDS_A_VALUE.search(self.phrase, before)
        stop = end.start() if end else len(self.phrase)
        text = self.phrase[self.at : stop]
        if not text:
            raise self._fault('A text is missing here. Put an empty one as "".')
        self.at = stop
        return text

    def _number(self) -> int:
        self._space()
        match = _NUMBER.match(self.phrase, self.at)
        if match is None or abs(int(match[0])) > LARGEST_NUMBER:
            raise self._fault("A whole number is expected here, at most 1000000000.")
        self.at = match.end()
        return int(match[0])

    def _name(self, kind: str, known: Collection[str]) -> str:
        if (name := self._known(known)) is not None:
            return name
        self._space()
        found = self.phrase[self.at :]
        if not found:
            raise self._fault(f"The name of the {kind} is missing here.")
        shown = short(_ENDS_A_VALUE.split(found, maxsplit=1)[0] or found)
        hint = did_you_mean(shown, known)
        raise self._fault(f"There is no {kind} '{shown}'.{hint}")

    def _known(self, known: Collection[str]) -> str | None:
        """Take the longest known name that stands here as whole words."""
        self._space()
        ends = [match.start() for match in _NAME_END.finditer(self.phrase, self.at)]
        for end in reversed(ends):
            name = self.phrase[self.at : end]
            if name and name in known:
                self.at = end
                return name
        return None

    def _word(self, words: str) -> bool:
        self._space()
        pattern = r"\s+".join(map(re.escape, words.split())) + r"(?![^\s()])"
        if match := re.compile(pattern, re.IGNORECASE).match(self.phrase, self.at):
            self.at = match.end()
            return True
        return False

    def _mark(self, mark: str) -> bool:
        self._space()
        if self.phrase.startswith(mark, self.at):
            self.at += 1
            return True
        return False

    def _expect(self, word: str, message: str) -> None:
        if not self._word(word):
            raise self._fault(message)

    def _space(self) -> None:
        if match := _SPACE.match(self.phrase, self.at):
            self.at = match.end()

    def _unknown(self, kind: str, known: Collection[str], forms: Collection[str]) -> PhraseError:
        match = _WORD.match(self.phrase, self.at)
        if match is None:
            return self._fault(f"{kind.capitalize()} is missing here.")
        rest = short(_ENDS_A_VALUE.split(self.phrase[self.at :], maxsplit=1)[0])
        first_words = [form.split()[0] for form in forms if form[0].islower()]
        hint = did_you_mean(rest, known) or did_you_mean(match[0], [*first_words, *known])
        return self._fault(f"'{rest}' is not {kind}.{hint} {kind.capitalize()} is one of: "
                           f"{', '.join(forms)}.")  # fmt: skip

    def _fault(self, message: str) -> PhraseError:
        return PhraseError(message, self.at)
