"""What a condition means: each form, true and false."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

import pytest

from engine.story.phrases import Names, Tree, read_condition
from engine.story.phrases.tree import Operator, Value

NAMES = Names(
    facts={"n": "number", "met": "yes or no", "friend": "text"},
    items=("oil", "key"),
    scenes=("hall", "yard"),
    places=("gate", "bridge"),
    counters=("heron visits",),
    collections={"memories": "text"},
    languages=("en", "es"),
)


@dataclass(frozen=True)
class Player:
    """One player's state, as conditions see it."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    visited: Mapping[str, int] = field(default_factory=dict)
    chose: tuple[str, ...] = ()
    place: str | None = None
    by: str = "sms"
    language: str = "en"
    now: datetime = datetime(2027, 6, 5, 14)  # noqa: DTZ001 - local to the first place
    dark: bool = False
    gone_s: Mapping[str, int] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    approved: Mapping[str, int] = field(default_factory=dict)

    def fact(self, name: str) -> Value:
        return self.facts[name]

    def has(self, item: str) -> bool:
        return item in self.items

    def visits(self, scene: str) -> int:
        return self.visited.get(scene, 0)

    def chosen(self, reply: str) -> bool:
        return reply in self.chose

    def at(self) -> str | None:
        return self.place

    def channel(self) -> str:
        return self.by

    def speaks(self) -> str:
        return self.language

    def local(self) -> datetime:
        return self.now

    def is_dark(self) -> bool:
        return self.dark

    def since_s(self, scene: str) -> int | None:
        return self.gone_s.get(scene)

    def counted(self, counter: str) -> int:
        return self.counters.get(counter, 0)

    def gifts(self, collection: str) -> int:
        return self.approved.get(collection, 0)


def number(n: int) -> Player:
    return Player(facts={"n": n})


def friend(name: str) -> Player:
    return Player(facts={"friend": name})


def when(moment: str) -> Player:
    return Player(now=datetime.fromisoformat(moment))


def after(seconds: int) -> Player:
    return Player(gone_s={"hall": seconds})


def herons(number_: int) -> Player:
    return Player(counters={"heron visits": number_})


MET, UNMET = Player(facts={"met": True}), Player(facts={"met": False})
CASES: list[tuple[str, list[Player], list[Player]]] = [
    ("has oil", [Player(items=("key", "oil"))], [Player(), Player(items=("key",))]),
    ("met", [MET], [UNMET]),
    ("met is yes", [MET], [UNMET]),
    ("met is no", [UNMET], [MET]),
    ("met is not yes", [UNMET], [MET]),
    ("n is 2", [number(2)], [number(1), number(3), number(-2)]),
    ("n is not 2", [number(1)], [number(2)]),
    ("n at least 2", [number(2), number(3)], [number(1)]),
    ("n at most 2", [number(2), number(1)], [number(3)]),
    ("n more than 2", [number(3)], [number(2), number(1)]),
    ("n less than 2", [number(1)], [number(2), number(3)]),
    (
        "friend is José",
        [friend("José"), friend("jose"), friend(" JOSE! ")],
        [friend("Joseph"), friend("")],
    ),
    ("friend is not José", [friend("Joseph"), friend("")], [friend("JOSE")]),
    ('friend is ""', [friend("")], [friend("x")]),
    (
        "visited hall",
        [Player(visited={"hall": 1}), Player(visited={"hall": 9})],
        [Player(), Player(visited={"yard": 1})],
    ),
    ("visited hall at least 2 times", [Player(visited={"hall": 2})], [Player(visited={"hall": 1})]),
    (
        "chose look-up in hall",
        [Player(chose=("hall/look-up",))],
        [Player(), Player(chose=("yard/look-up", "hall/look"))],
    ),
    ("at gate", [Player(place="gate")], [Player(), Player(place="bridge")]),
    ("not has oil", [Player()], [Player(items=("oil",))]),
    (
        "has oil and at gate",
        [Player(items=("oil",), place="gate")],
        [Player(items=("oil",)), Player(place="gate"), Player()],
    ),
    (
        "has oil or at gate",
        [Player(items=("oil",)), Player(place="gate"), Player(items=("oil",), place="gate")],
        [Player()],
    ),
    (
        "has oil or has key and at gate",
        [Player(items=("oil",)), Player(items=("key",), place="gate")],
        [Player(items=("key",)), Player(place="gate")],
    ),
    (
        "(has oil or has key) and at gate",
        [Player(items=("oil",), place="gate"), Player(items=("key",), place="gate")],
        [Player(items=("oil",)), Player(place="gate")],
    ),
    (
        "between 18:00 and 06:00",
        [when("2027-06-05 18:00"), when("2027-06-05 23:59"), when("2027-06-05 05:59")],
        [when("2027-06-05 17:59"), when("2027-06-05 06:00")],
    ),
    (
        "between 09:00 and 17:30",
        [when("2027-06-05 09:00"), when("2027-06-05 17:29")],
        [when("2027-06-05 08:59"), when("2027-06-05 17:30")],
    ),
    (
        "on saturday",
        [when("2027-06-05 00:00"), when("2027-06-05 23:59")],
        [when("2027-06-04 23:59"), when("2027-06-06 00:00")],
    ),
    (
        "from june to august",
        [when("2027-06-01 00:00"), when("2028-08-31 23:59")],
        [when("2027-05-31 23:59"), when("2027-09-01 00:00")],
    ),
    (
        "from november to february",
        [when("2027-11-01 12:00"), when("2028-02-29 12:00")],
        [when("2027-10-31 12:00"), when("2028-03-01 12:00")],
    ),
    ("after sunset", [Player(dark=True)], [Player()]),
    ("before sunset", [Player()], [Player(dark=True)]),
    ("by web", [Player(by="web")], [Player(), Player(by="phone")]),
    ("in es", [Player(language="es")], [Player()]),
    ("10 min since hall", [after(600), after(9_999)], [after(599), Player()]),
    (
        "any memories",
        [Player(approved={"memories": 1}), Player(approved={"memories": 9})],
        [Player(), Player(approved={"faces": 1})],
    ),
    ("heron visits at least 50", [herons(50), herons(51)], [herons(49), Player()]),
    ("heron visits is 2", [herons(2)], [herons(1), herons(3)]),
    ("heron visits less than 2", [herons(1), Player()], [herons(2)]),
    ("not (has oil or has key)", [Player()], [Player(items=("oil",)), Player(items=("key",))]),
]


@pytest.mark.parametrize(("phrase", "true", "false"), CASES, ids=[case[0] for case in CASES])
def test_a_condition_is_true_of_some_and_false_of_others(
    phrase: str, true: list[Player], false: list[Player]
) -> None:
    test = read_condition(phrase, NAMES).test
    assert [test(player) for player in true] == [True] * len(true)
    assert [test(player) for player in false] == [False] * len(false)


def test_every_kind_of_condition_and_every_comparison_has_a_case() -> None:
    trees = [read_condition(phrase, NAMES).tree for phrase, _, _ in CASES]
    assert {type(tree) for tree in trees} == set(get_args(Tree))
    operators = {getattr(tree, "operator", None) for tree in trees} - {None}
    assert operators == set(get_args(Operator))
