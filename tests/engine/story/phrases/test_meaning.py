"""What a condition means: each form, true and false."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

import pytest

from engine.story.phrases import Names, Tree, read_condition
from engine.story.phrases.tree import Operator, Value

NAMES = Names(
    facts={"n": "number", "met": "yes or no", "friend": "text"},
    items=("oil", "key"),
    scenes=("hall", "yard"),
    places=("gate", "bridge"),
)


@dataclass(frozen=True)
class Player:
    """One player's state, as conditions see it."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    visited: Mapping[str, int] = field(default_factory=dict)
    chose: tuple[str, ...] = ()
    place: str | None = None

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


def number(n: int) -> Player:
    return Player(facts={"n": n})


def friend(name: str) -> Player:
    return Player(facts={"friend": name})


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
