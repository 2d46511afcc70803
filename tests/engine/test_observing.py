"""What is told of turns to whoever counts them: each once, by what came of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.gate import Gate
from engine.observing import Came, Result
from engine.play.catalog import Catalog
from engine.play.events import Said
from engine.store import NotStored, Store
from engine.terms import Terms
from engine.turns import Address, Incoming, Turns, Wake
from tests.engine.door import NOON, OURS, PHONE
from tests.kept import rows


class Counting:
    """Writes down what it is told, but for how long it took."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, Came, int, int]] = []
        self.took_s: list[float] = []
        self.letters: list[tuple[Result, int, int]] = []

    def turned(
        self, door: str, came: Came, took_s: float, segments_in: int, segments_out: int
    ) -> None:
        self.turns.append((door, came, segments_in, segments_out))
        self.took_s.append(took_s)

    def posted(self, result: Result, code: int = 0, segments: int = 0) -> None:
        self.letters.append((result, code, segments))


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def turns(store: Store, stories: Catalog, counting: Counting) -> Turns:
    gate = Gate(Terms(countries=frozenset()))
    return Turns(
        store, lambda: stories, lambda: NOON, lambda *_, **__: None, gate=gate, observer=counting
    )


def says(words: str, message: str = "", kind: str = "sms") -> Incoming:
    address = Address("try" if kind == "try" else "sms", PHONE)
    return Incoming(message or words, address, Said(words), OURS if kind == "sms" else "")


def test_a_text_is_told_once_with_its_segments_and_as_repeated_when_it_comes_again(
    turns: Turns, counting: Counting
) -> None:
    first = says("DOOR")
    for incoming in (first, first, says("x" * 200), says("DOOR", "on the web", "try")):
        turns.take(incoming)
    doors = [(door, came, came_in) for door, came, came_in, _ in counting.turns]
    assert doors == [
        ("sms", "answered", 1), ("sms", "repeated", 0), ("sms", "answered", 2),
        ("try", "answered", 0),
    ]  # fmt: skip
    assert counting.turns[0][3] == 1
    assert all(0 < took_s < 30 for took_s in counting.took_s)


def test_what_is_answered_with_silence_is_told_as_that(turns: Turns, counting: Counting) -> None:
    turns.take(says("DOOR"))
    turns.take(replace(says("STOP"), carrier_answers=True))
    assert [came for _, came, *_ in counting.turns] == ["answered", "silent"]


def test_a_turn_that_fails_and_one_that_is_not_stored_are_told_as_such(
    turns: Turns, counting: Counting, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("engine.stepping.hear", lambda *_: 1 / 0)
        turns.take(says("DOOR"))
    store.close()
    with pytest.raises(NotStored):
        turns.take(says("DOOR", "another"))
    assert [came for _, came, *_ in counting.turns] == ["failed", "not_stored"]
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(1,)]


def test_time_that_passes_has_a_door_of_its_own(
    turns: Turns, counting: Counting, store: Store
) -> None:
    later_s = int((NOON - timedelta(hours=1)).timestamp())
    turns.let_pass(Wake(bytes(16), "nowhere", bytes(16), "sms", later_s))
    assert counting.turns == [("time", "silent", 0, 0)]
    store.close()
