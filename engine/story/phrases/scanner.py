"""Words, names and values in a phrase, from left to right."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeVar

from engine.story.nearest import did_you_mean
from engine.story.phrases.tree import Operator, Value
from engine.story.slips import short

LARGEST_NUMBER = 10**9
# Looking for where a value ends takes time by the square of the phrase's length.
LONGEST_PHRASE = 1_000
OPERATORS: tuple[Operator, ...] = (
    "at least", "at most", "more than", "less than", "is not", "is",
)  # fmt: skip
_ENDS_A_VALUE = re.compile(r"\s+(?:and|or)(?=\s|$)|\s*\)|\s*$", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"|\'([^\']*)\'')
_NUMBER = re.compile(r"[+-]?[0-9]{1,10}(?![0-9.,])")
_WORD = re.compile(r"[^\s()]+")
_NAME_END = re.compile(r"(?=[\s)])|\Z")
_SPACE = re.compile(r"\s*")
_T = TypeVar("_T")


@cache
def _whole_words(words: str) -> re.Pattern[str]:
    """Give what fits these words, which are the language's own and few."""
    return re.compile(r"\s+".join(map(re.escape, words.split())) + r"(?![^\s()])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that phrases may use: facts with their kinds, and the ids of all else."""

    facts: Mapping[str, Literal["number", "yes or no", "text"]] = field(default_factory=dict)
    items: Collection[str] = ()
    scenes: Collection[str] = ()
    places: Collection[str] = ()
    counters: Collection[str] = ()
    polls: Mapping[str, Collection[str]] = field(default_factory=dict)
    collections: Mapping[str, str] = field(default_factory=dict)
    languages: Collection[str] = ()


class PhraseError(Exception):
    """A phrase that cannot be read: `at` counts the characters before the fault."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class Scanner:
    """Where the reading of one phrase stands. What is not there raises PhraseError."""

    def __init__(self, phrase: str, names: Names) -> None:
        self.phrase = phrase
        self.names = names
        self.at = 0

    def whole(self, read: Callable[[], _T], advice: str) -> _T:
        """Read with `read`, and nothing may be left."""
        if len(self.phrase) > LONGEST_PHRASE:
            raise self.fault(f"It is longer than {LONGEST_PHRASE} characters.")
        result = read()
        self.space()
        if self.at < len(self.phrase):
            raise self.fault(f"'{short(self.phrase[self.at :])}' is left over. {advice}")
        return result

    def matched(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what fits a pattern here."""
        self.space()
        match = pattern.match(self.phrase, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def value(self, fact: str) -> Value:
        """Take a value that fits the kind of a fact."""
        kind = self.names.facts[fact]
        if kind == "number":
            return self.number()
        if kind == "yes or no":
            for word, value in (("yes", True), ("no", False)):
                if self.word(word):
                    return value
            raise self.fault(f"'{fact}' is 'yes' or 'no'.")
        return self.text()

    def text(self) -> str:
        """Take a quoted text, or one up to the next `and`, `or` or bracket."""
        before = self.at
        self.space()
        if quoted := _QUOTED.match(self.phrase, self.at):
            self.at = quoted.end()
            return quoted[1] if quoted[1] is not None else quoted[2]
        # From before the space: the `and` of 'friend is and met' is no name.
        end = _ENDS_A_VALUE.search(self.phrase, before)
        stop = end.start() if end else len(self.phrase)
        text = self.phrase[self.at : stop]
        if not text:
            raise self.fault('A text is missing here. Put an empty one as "".')
        self.at = stop
        return text

    def number(self) -> int:
        """Take a whole number."""
        self.space()
        match = _NUMBER.match(self.phrase, self.at)
        if match is None or abs(int(match[0])) > LARGEST_NUMBER:
            raise self.fault("A whole number is expected here, at most 1000000000.")
        self.at = match.end()
        return int(match[0])

    def name(self, kind: str, known: Collection[str]) -> str:
        """Take the name of something that exists."""
        if (name := self.known(known)) is not None:
            return name
        self.space()
        found = self.phrase[self.at :]
        if not found:
            raise self.fault(f"The name of the {kind} is missing here.")
        shown = short(_ENDS_A_VALUE.split(found, maxsplit=1)[0] or found)
        hint = did_you_mean(shown, known)
        raise self.fault(f"There is no {kind} '{shown}'.{hint}")

    def known(self, known: Collection[str]) -> str | None:
        """Take the longest known name that stands here as whole words."""
        self.space()
        ends = [match.start() for match in _NAME_END.finditer(self.phrase, self.at)]
        for end in reversed(ends):
            name = self.phrase[self.at : end]
            if name and name in known:
                self.at = end
                return name
        return None

    def word(self, words: str) -> bool:
        """Take these words, in any case, if they stand here."""
        self.space()
        if match := _whole_words(words).match(self.phrase, self.at):
            self.at = match.end()
            return True
        return False

    def mark(self, mark: str) -> bool:
        """Take a mark if it stands here."""
        self.space()
        if self.phrase.startswith(mark, self.at):
            self.at += 1
            return True
        return False

    def expect(self, word: str, message: str) -> None:
        """Take a word that must stand here."""
        if not self.word(word):
            raise self.fault(message)

    def space(self) -> None:
        """Pass over spaces."""
        # Asked before and after each word, and a pattern takes longer than a look.
        if self.phrase[self.at : self.at + 1].isspace() and (
            match := _SPACE.match(self.phrase, self.at)
        ):
            self.at = match.end()

    def unknown(self, kind: str, known: Collection[str], forms: Collection[str]) -> PhraseError:
        """Make the error for a word that begins nothing known."""
        match = _WORD.match(self.phrase, self.at)
        if match is None:
            return self.fault(f"{kind.capitalize()} is missing here.")
        rest = short(_ENDS_A_VALUE.split(self.phrase[self.at :], maxsplit=1)[0])
        first_words = [form.split()[0] for form in forms if form[0].islower()]
        hint = did_you_mean(rest, known) or did_you_mean(match[0], [*first_words, *known])
        return self.fault(f"'{rest}' is not {kind}.{hint} {kind.capitalize()} is one of: "
                           f"{', '.join(forms)}.")  # fmt: skip

    def fault(self, message: str) -> PhraseError:
        """Make an error at this place."""
        return PhraseError(message, self.at)
