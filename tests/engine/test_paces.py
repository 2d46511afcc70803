"""How often somebody may do something."""

import pytest

from engine import paces
from engine.paces import Pace, Paced

ONE, OTHER = b"one", b"other"


def test_so_many_at_once_and_then_one_after_the_other() -> None:
    paced = Paced(Pace(3, 10.0))
    assert [paced.did(ONE, 100.0) for _ in range(5)] == [0, 0, 0, 10, 10]
    assert [paced.did(ONE, at) for at in (109.5, 110.0, 110.0)] == [1, 0, 10]
    assert paced.did(OTHER, 110.0) == 0


def test_what_is_not_done_for_a_while_may_be_done_at_once_again() -> None:
    paced = Paced(Pace(3, 10.0))
    for at in (0.0, 1_000.0):
        assert [paced.did(ONE, at) for _ in range(4)] == [0, 0, 0, 10]


def test_who_is_refused_waits_no_longer_for_having_asked() -> None:
    paced = Paced(Pace(1, 10.0))
    assert [paced.did(ONE, at) for at in (0.0, 9.0, 9.9, 10.0)] == [0, 1, 1, 0]


def test_who_only_looks_how_long_to_wait_has_done_nothing() -> None:
    paced = Paced(Pace(1, 10.0))
    assert [paced.waits(ONE, 0.0) for _ in range(3)] == [0, 0, 0]
    assert (paced.did(ONE, 0.0), paced.waits(ONE, 4.0)) == (0, 6)


def test_a_clock_that_was_put_back_keeps_nobody_out_for_long() -> None:
    paced = Paced(Pace(2, 10.0))
    assert [paced.did(ONE, 1_000_000.0) for _ in range(2)] == [0, 0]
    assert paced.did(ONE, 0.0) == 10


def test_of_very_many_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "MOST_REMEMBERED", 10)
    paced = Paced(Pace(1, 1_000.0))
    for n in range(11):
        assert paced.did(b"%d" % n, 0.0) == 0
    assert len(paced._back_at_s) == 10
    assert [paced.did(b"%d" % n, 0.0) for n in (10, 0)] == [1_000, 0]
