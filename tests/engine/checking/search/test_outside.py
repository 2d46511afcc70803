"""Surroundings that make a difference, and no more than can be tried."""

import pytest

from engine.checking.search import outside
from engine.checking.search.bare import bare
from engine.checking.search.outside import samples
from tests.engine.checking.search.stories import story_of

HALL = 'story: T\nstart: a\nplaces: {gate: {name: G, at: "51.5, -0.12"}}\n'


def asking(*conditions: str, head: str = "") -> outside.Samples:
    picks = "".join(
        f"      - {{pick: P{number}, if: {condition}, ending: E{number}}}\n"
        for number, condition in enumerate(conditions)
    )
    story = f"{HALL}{head}scenes:\n  a:\n    say: A.\n    choices:\n{picks}"
    return samples(bare(story_of(story).story))


def truths(found: outside.Samples) -> set[tuple[bool, ...]]:
    return {sample.truth[:-1] for sample in found.all}


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        (["between 06:00 and 20:00"], {(True,), (False,)}),
        (["on saturday"], {(True,), (False,)}),
        (["after sunset"], {(True,), (False,)}),
        (["from june to august"], {(True,), (False,)}),
        (["by web"], {(True,), (False,)}),
        (["between 06:00 and 12:00", "between 12:00 and 20:00"],
         {(True, False), (False, True), (False, False)}),
    ],
)  # fmt: skip
def test_each_condition_meets_all_that_it_can_be_and_nothing_that_it_cannot(
    conditions: list[str], wanted: set[tuple[bool, ...]]
) -> None:
    found = asking(*conditions)
    assert (truths(found), found.whole) == (wanted, True)


def test_what_others_must_have_done_is_told() -> None:
    found = asking("looks at least 50", head="counters: [looks]\n")
    assert {sample.others for sample in found.all} == {"", "'looks' is at 50"}


@pytest.mark.parametrize("more", [[], ["between 06:00 and 20:00"]])
def test_a_story_that_asks_for_too_much_is_tried_in_part_and_says_so(
    more: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "MOST_TRIED", 500)
    # All are true whatever they are at, so that of 2 to the power of 40 none is new.
    names = [f"c{number}" for number in range(40)]
    asked = [f"{name} at least 0" for name in names]
    found = asking(*asked, *more, head=f"counters: [{', '.join(names)}]\n")
    assert (len(found.all), found.whole) == (1 + len(more), False)


def test_what_is_tried_whole_says_so_at_the_very_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "MOST_TRIED", 4)
    assert asking("c at least 0", head="counters: [c]\n").whole
