"""What a page is told of a walk: where to, what proves it, and where a word is enough."""

from dataclasses import replace
from typing import Any

import pytest

from engine.play.awaiting import Awaited, awaited
from engine.play.play import Play
from engine.play.world import Closing
from engine.story.model import Proof
from tests.engine.play.cases import NOON, told

PLACES = {
    "stones": {"name": "Old stones", "code": "FERN5"},
    "ford": {"name": "The ford", "code": "WADE2"},
    "mill": {"name": "Old mill", "code": "MEAD8", "status": "closed"},
}
STONES, FORD = ("ford walk", "stones"), ("ford walk", "ford")


def waits(to: str | list[str], proof: Proof, *away: tuple[str, str], **world: Any) -> Awaited:
    """Give what a play waits for that is led there, while the signs of some places are away."""
    scenes = {"on": {"walk": {"to": to, "proof": proof}, "go": "end"}, "end": {"ending": "E"}}
    source = {"story": "The Ford", "start": "on", "places": PLACES, "scenes": scenes}
    play = Play("ford walk", "1", "en", 1, scene="on")
    around = replace(NOON, channel="web", signless=frozenset(away), **world)
    return awaited(told(source, "ford walk"), play, around)


@pytest.mark.parametrize(
    ("proof", "away", "here"),
    [
        ("any", [], ("stones",)),
        ("any", [STONES], ("stones",)),
        ("sign", [], ()),
        ("sign", [STONES], ("stones",)),
        ("sign", [FORD], ()),
        ("sign", [("another walk", "stones")], ()),
        ("gps", [], ()),
        ("gps", [STONES], ()),
    ],
)
def test_a_word_is_enough_where_no_proof_is_asked_for_or_the_sign_is_away(
    proof: Proof, away: list[tuple[str, str]], here: tuple[str, ...]
) -> None:
    found = waits("stones", proof, *away)
    assert found == Awaited(to=("stones",), here=here, proof=proof, skips=bool(here))


@pytest.mark.parametrize(
    ("away", "here"),
    [([], ()), ([STONES], ("stones",)), ([FORD], ("ford",)), ([FORD, STONES], ("stones", "ford"))],
)
def test_of_several_places_it_is_enough_at_those_whose_sign_is_away(
    away: list[tuple[str, str]], here: tuple[str, ...]
) -> None:
    found = waits(["stones", "ford"], "sign", *away)
    assert found == Awaited(to=("stones", "ford"), here=here, proof="sign", skips=bool(here))


def test_a_closed_place_is_not_waited_at_whether_its_sign_is_away_or_not() -> None:
    mill = ("ford walk", "mill")
    assert waits(["mill", "ford"], "sign", mill) == Awaited(to=("ford",), here=(), proof="sign")
    found = waits("stones", "sign", STONES, closed={STONES: Closing()})
    assert found == Awaited(to=(), here=(), proof="sign", skips=True, shut=True)


def test_where_all_is_closed_there_is_a_way_past_it() -> None:
    for proof in ("any", "sign", "gps"):
        found = waits("mill", proof)
        assert (found.to, found.skips, found.shut) == ((), True, True)


def test_a_story_that_staff_closed_waits_for_nothing_and_says_that_it_is_closed() -> None:
    closed = waits("stones", "any", closed={("ford walk", ""): Closing()})
    assert (closed, closed.is_nothing) == (Awaited(closed=True), True)
    opened = waits("stones", "any", closed={("ford walk", ""): Closing(0)})
    assert (opened.closed, opened.is_nothing) == (False, False)
