"""Actions as people write them -> small values."""

import re
from collections.abc import Callable

from engine.story.phrases.scanner import Names, Scanner
from engine.story.phrases.tree import Action, Add, Count, Forget, Get, Lose, Set, Tag, Vote

FORMS = (
    "get ITEM", "lose ITEM", "add 1 to FACT", "take 1 from FACT", "set FACT to VALUE",
    "forget FACT", "count COUNTER", "vote OPTION in POLL", "tag WORD",
)  # fmt: skip
_TAG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}(?![^\s])", re.IGNORECASE)


def read_action(phrase: str, names: Names) -> Action:
    """Read one action. Raises PhraseError."""
    reader = _Reader(phrase, names)
    return reader.whole(reader.action, "Write several actions as a list: [get oil, lose key].")


class _Reader(Scanner):
    def action(self) -> Action:
        for word, read in _ACTIONS.items():
            if self.word(word):
                return read(self)
        raise self.unknown("an action", (), FORMS)

    def add(self, sign: int, joint: str) -> Action:
        amount = self.number()
        self.expect(joint, f"Write '{'add' if sign > 0 else 'take'} 1 {joint} FACT'.")
        self.space()
        before = self.at
        fact = self.name("fact", self.names.facts)
        if self.names.facts[fact] != "number":
            self.at = before
            raise self.fault(f"'{fact}' is a {self.names.facts[fact]}, not a number.")
        return Add(fact, sign * amount)

    def set(self) -> Action:
        fact = self.name("fact", self.names.facts)
        self.expect("to", f"Write 'set {fact} to VALUE'.")
        return Set(fact, self.value(fact))

    def vote(self) -> Action:
        options = {option for poll in self.names.polls.values() for option in poll}
        option = self.name("option", options)
        self.expect("in", f"Write 'vote {option} in POLL'.")
        self.space()
        before = self.at
        poll = self.name("poll", self.names.polls)
        if option not in self.names.polls[poll]:
            self.at = before
            raise self.fault(f"'{poll}' has no '{option}'. It has: "
                             f"{', '.join(self.names.polls[poll])}.")  # fmt: skip
        return Vote(poll, option)

    def tag(self) -> Action:
        match = self.matched(_TAG)
        if match is None:
            raise self.fault("A tag is one word of small letters, digits and hyphens: lit-it.")
        return Tag(match[0].lower())


_ACTIONS: dict[str, Callable[[_Reader], Action]] = {
    "get": lambda reader: Get(reader.name("item", reader.names.items)),
    "lose": lambda reader: Lose(reader.name("item", reader.names.items)),
    "add": lambda reader: reader.add(1, "to"),
    "take": lambda reader: reader.add(-1, "from"),
    "set": _Reader.set,
    "forget": lambda reader: Forget(reader.name("fact", reader.names.facts)),
    "count": lambda reader: Count(reader.name("counter", reader.names.counters)),
    "vote": _Reader.vote,
    "tag": _Reader.tag,
}
