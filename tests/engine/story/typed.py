"""Stories as nobody would type them: the format's own keys and words, put together by chance."""

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from hypothesis import strategies as st

from engine.story import keys

# A text stands as it is typed, with its quotes if it has any.
Typed: TypeAlias = "str | list[Typed] | dict[str, Typed]"
SCENES = ["a", "b", "the gate", "b and a"]
KEYS = sorted({
    *keys.STORY, *keys.PLACE, *keys.SCENE, *keys.CHOICE, *keys.ASK, *keys.WALK, *keys.VARIANT,
    *keys.CASE,
})  # fmt: skip
CONDITIONS = [
    "has oil", "not has brass key", "met", "n at least 2", "friend is Sam", "visited the gate",
    "visited b and a at least 2 times", "at p", "(met or has oil) and n is 1", 'best friend is ""',
    "between 18:00 and 06:00", "on saturday", "from june to august", "after sunset", "by sms",
    "in es", "10 min since b and a", "any memories", "herons at least 2",
]  # fmt: skip
ACTIONS = [
    "get oil", "lose brass key", "add 1 to n", "take 2 from n", "set friend to Sam", "forget met",
    "count herons", "vote oak in best wall", "tag lit-it",
]  # fmt: skip
PHRASE_WORDS = [
    "has", "not", "and", "or", "(", ")", "is", "is not", "at least", "visited", "chose", "in", "at",
    "get", "lose", "add", "take", "set", "forget", "to", "from", "times", "2", "-1", "yes", '"x"',
    "oil", "brass key", "p", "x", "n", "met", "friend", "best friend", *SCENES,
]  # fmt: skip
ODD = [
    "", "''", '" "', "~", "null", "[]", "{}", "&a x", "*a", "!x y", "@", "|", "> x", "'{x'", "'}'",
    '"\\e[2J"', "Hello: you", "# x", "'#'", "- x", "? x", "'\u200b'", "é😀", "9" * 50, "-" * 50,
    "STOP", "7", "6-8", "at least 8", "open", "wait", "en", "pt-BR", "HANDS4", "0417", "40 m",
    '"51.5, -0.1"', "'{{'", "'a/b'", "'{friend}'",
]  # fmt: skip
TEXTS = [
    "Hello.",
    "'Hello {friend}, {n}'",
    "'{place} {items}'",
    "'{herons} {best wall.oak %} {best wall.leader} {memories.any}'",
    "|\n" + " " * 40 + "Two lines",
]

# What leads on from a reply: mostly nothing, or one thing.
WAYS: list[dict[str, Typed]] = [{}, {}, {}, {"go": "a"}, {"go": "the gate"}, {"go": "b and a"},
    {"visit": "b"}, {"visit": "b and a"}, {"ending": "E"}]  # fmt: skip
KEYWORDS: list[Typed] = ["MURAL", ["MURAL"], ["MURAL", {"HOLA": "en"}]]
DONE: list[Typed] = [*ACTIONS, list(ACTIONS)]


SEEDS = st.integers(0, 2**64)


def story_by(chance: Random) -> Typed:
    """Give a story that is right, but for rings of scenes and words that clash."""
    return _Typing(chance).story()


@st.composite
def stories(draw: st.DrawFn) -> Typed:
    """Give such a story by hypothesis."""
    return story_by(Random(draw(SEEDS)))


@st.composite
def odd_stories(draw: st.DrawFn) -> Typed:
    """Give a story in which a few parts are anything else."""
    typing = _Typing(Random(draw(SEEDS)))
    typed = typing.story()
    for _ in range(typing.chance.randint(1, 4)):
        typed = typing.spoilt(typed)
    return typed


class _Typing:
    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def story(self) -> Typed:
        remember: Typed = {"n": "0", "met": "no", "friend": '""', "best friend": "Jo"}
        return {
            "story": self._same(),
            "start": "a",
            "remember": remember,
            "items": ["oil", "brass key"],
            "counters": ["herons"],
            "polls": {"best wall": ["oak", "river"]},
            "collections": {"memories": "text", "faces": "photo"},
            "languages": ["en", "es"],
            "places": {"p": self._place(), "q": self._place()},
            "scenes": {name: self._scene() for name in SCENES},
            **self._some(
                about=self._same(),
                welcome=self._said(),
                hours="08:00-20:00",
                season="from april to october",
                after={"1 day": self._said()},
                anytime=[{"words": "points", **self._outcome()}],
                keywords=self.chance.choice(KEYWORDS),
                signs=self.chance.choice(["wait", "open"]),
            ),
        }

    def spoilt(self, typed: Typed) -> Typed:
        """Put something odd in the place of a part, somewhere below."""
        if isinstance(typed, dict) and typed and self.chance.random() < 0.8:
            key = self.chance.choice(list(typed))
            return {**typed, key: self.spoilt(typed[key])}
        if isinstance(typed, list) and typed and self.chance.random() < 0.8:
            at = self.chance.randrange(len(typed))
            return [*typed[:at], self.spoilt(typed[at]), *typed[at + 1 :]]
        if isinstance(typed, dict):
            return {**typed, self.chance.choice([*KEYS, *ODD]): self._odd()}
        return self._odd()

    def _odd(self) -> Typed:
        match self.chance.randrange(6):
            case 0:
                return {self.chance.choice(KEYS): self._odd()}
            case 1:
                return [self._odd() for _ in range(self.chance.randrange(3))]
            case 2:
                words = [self.chance.choice(PHRASE_WORDS) for _ in range(self.chance.randrange(9))]
                return " ".join(words)
        return self.chance.choice([*ODD, *CONDITIONS, *ACTIONS])

    def _some(self, **parts: Typed) -> dict[str, Typed]:
        return {key.strip("_"): part for key, part in parts.items() if self.chance.random() < 0.3}

    def _text(self) -> Typed:
        return self.chance.choice(TEXTS)

    def _same(self) -> Typed:
        """Give a text in which nothing can be filled in."""
        return self.chance.choice(
            ["Hello.", "The gate, {{as it is}}", "|\n" + " " * 40 + "Two lines"]
        )

    def _said(self) -> Typed:
        if self.chance.random() < 0.7:
            return self._text()
        return self._several(self._text, "text")

    def _several(self, one: Callable[[], Typed], key: str) -> Typed:
        """Give one of the ways in which a text or a `go` may change."""
        case: Typed = {"if": self.chance.choice(CONDITIONS), key: one()}
        two: Typed = [one(), self.chance.choice([case, one()])]
        variants: list[Typed] = [
            {"first": one(), "then": one()}, {"cycle": two}, {"shuffle": two}, {"any": two},
            {"shuffle": two, "then": one()}, [case, one()],
        ]  # fmt: skip
        return self.chance.choice(variants)

    def _go(self) -> Typed:
        if self.chance.random() < 0.7:
            return self.chance.choice(SCENES)
        return self._several(lambda: self.chance.choice(SCENES), "go")

    def _do(self) -> Typed:
        return self.chance.choice(DONE)

    def _place(self) -> Typed:
        more = self._some(at='"51.5, -0.1"', within="40 m", hours="08:00-18:00", note=self._text())
        return {"name": self._same(), **more}

    def _outcome(self) -> dict[str, Typed]:
        when = self._some(
            if_=self.chance.choice(CONDITIONS), once="yes", do=self._do(), say=self._said()
        )
        return when | self.chance.choice(WAYS)

    def _scene(self) -> Typed:
        arrived = self._some(
            place=self.chance.choice(["p", "q"]),
            signs=self.chance.choice(["wait", "open"]),
            if_=self.chance.choice(CONDITIONS),
            do=self._do(),
            say=self._said(),
        )
        if self.chance.random() < 0.3:
            passing: list[dict[str, Typed]] = [{"back": "yes"}, {"ending": self._text()}]
            passing += [{"go": name} for name in SCENES]
            return arrived | self.chance.choice(passing)
        waiting = self._some(
            otherwise=self._otherwise(),
            hints=[self._said(), self._text()],
            tries={"2": self._otherwise()},
            after={"20 min": self._otherwise()},
            skip=self.chance.choice(SCENES),
            checkpoint="yes",
            web={"say": self._said()},
        )
        return arrived | waiting | self._waits()

    def _otherwise(self) -> Typed:
        return self._said() if self.chance.random() < 0.7 else {"say": "x", **self._outcome()}

    def _waits(self) -> dict[str, Typed]:
        match self.chance.randrange(4):
            case 0:
                picks = ["Look up", "'Go, {friend}'", "X"]
                return {"choices": [{"pick": pick, **self._outcome()} for pick in picks]}
            case 1:
                words: dict[str, Typed] = {"words": ["x", "z z"], **self._outcome()}
                number = self.chance.choice(["7", "6-8", "at least 8", "at most 2"])
                return {"answers": [words, {"number": number, **self._outcome()}]}
            case 2:
                walks: list[Typed] = ["p", ["p", "q"], "any", {"to": "p", "proof": "sign"}]
                return {"walk": self.chance.choice(walks), "go": self._go()}
        question = self._some(question=self._said(), save="friend", collect="memories")
        return {"ask": question, "go": self._go()}


# Lines of the format's own pieces, indented at will.
PIECES = [
    *(f"{key}: " for key in [*KEYS, *SCENES]), *ODD, *CONDITIONS, *ACTIONS, "- ", ": ", ",", "[",
    "]", "{", "}", '"', "'", "---", "...", "%", "\r", "\x85",
]  # fmt: skip
lines = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "      ", " ", "\t"]),
        st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
    ).map("".join),
    max_size=25,
).map("\n".join)


def yaml_of(typed: Typed, indent: str = "") -> str:
    """Write it down: blocks in lines of their own, texts as they are typed."""
    inner = indent + "  "
    match typed:
        case dict() if typed:
            entries = (f"{key}: {yaml_of(value, inner)}" for key, value in typed.items())
            return "".join(f"\n{inner}{entry}" for entry in entries)
        case list() if typed:
            return "".join(f"\n{inner}- {yaml_of(value, inner)}" for value in typed)
        case str():
            return typed
    return str(typed)
