"""The cheapest and the dearest play, told by hand on small stories."""

from pathlib import Path

import pytest

from engine.checking.costs import Bound, Cost, cheapest, dearest
from engine.checking.costs.bounds import MOST_TRIED
from engine.checking.costs.usual import played
from engine.library import catalog_of, story_folders
from engine.story.build import read_story
from engine.story.model import LONGEST_SAVED
from tests.engine.checking.costs.stories import (
    ANYWHERE,
    ENDLESS,
    FORK,
    GUARDED,
    LOOK,
    RING,
    SILENCE,
    SLOTS,
    TIN,
    WALK,
)
from tests.engine.checking.drawing.stories import FOLDERS, ROOT
from tests.engine.story.told import built


def even(texts_out: int, texts_in: int) -> Cost:
    """Give the cost of texts of one segment each."""
    return Cost(texts_out, texts_out, texts_in, texts_in)


@pytest.mark.parametrize(
    ("source", "least"),
    [
        # The menu, and the shorter of the endings.
        (FORK, even(2, 2)),
        (LOOK, even(1, 2)),
        (RING, even(1, 2)),
        # What is said on the way to the ending is not counted here: a floor is a floor.
        (SILENCE, even(2, 1)),
        (WALK, even(2, 2)),
        (GUARDED, even(1, 2)),
        (TIN, even(1, 2)),
        (ANYWHERE, even(2, 2)),
    ],
)
def test_the_cheapest_play_goes_the_shortest_way_with_the_fewest_words(
    source: str, least: Cost
) -> None:
    assert cheapest(built(source)) == least


@pytest.mark.parametrize(
    ("source", "most"),
    [
        (FORK, Bound(Cost(2, 3, 2, 2))),
        # The menu, two looks, the visit and back, the greeting that works anywhere; then out.
        (LOOK, Bound(even(5, 6))),
        # Each of the three scenes once, then out: from c nothing leads out, so it comes first.
        (RING, Bound(even(3, 4))),
        (SILENCE, Bound(even(3, 1))),
        (WALK, Bound(even(2, 2))),
        (GUARDED, Bound(even(2, 3))),
        # The menu, into the tin, what is left there, back; then out.
        (TIN, Bound(even(3, 4))),
    ],
)
def test_the_dearest_play_does_everything_once(source: str, most: Bound) -> None:
    assert dearest(built(source)) == most


def test_a_story_without_an_ending_that_can_be_reached_has_no_price() -> None:
    assert cheapest(built(ENDLESS)) is None
    assert dearest(built(ENDLESS)) is None


def test_slots_are_filled_with_little_and_with_much() -> None:
    story = built(SLOTS)
    assert cheapest(story) == even(1, 1)
    found = dearest(story)
    assert found is not None
    assert found.cost.segments_out == -(-(1 + LONGEST_SAVED * 2 + 1) // 153)


def test_where_not_all_orders_can_be_tried_it_is_told() -> None:
    scenes = "".join(
        f"  s{number}: {{say: S, choices: ["
        + ", ".join(f"{{pick: To {to}, go: s{to}}}" for to in range(12) if to != number)
        + ", {pick: Out, ending: Out}]}\n"
        for number in range(12)
    )
    found = dearest(built(f"story: T\nstart: s0\nscenes:\n{scenes}"))
    assert found is not None
    assert MOST_TRIED < 12 * 11 * 10 * 9
    assert not found.whole
    assert found.cost.texts_in == 13


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_play_by_chance_costs_less_than_the_cheapest(folder: Path) -> None:
    story = read_story(folder)
    least = cheapest(story)
    assert least is not None
    costs = played(story, story.language, catalog_of([story]))
    assert any(costs)
    for cost in costs:
        assert cost is None or cost.segments >= least.segments


@pytest.mark.parametrize("folder", story_folders(ROOT / "stories"), ids=lambda f: f.name)
def test_the_dearest_costs_more_than_the_cheapest_in_every_language(folder: Path) -> None:
    story = read_story(folder)
    for language in story.languages:
        least, most = cheapest(story.told_in(language)), dearest(story.told_in(language))
        assert least is not None
        assert most is not None
        assert least.segments < most.cost.segments < 300
