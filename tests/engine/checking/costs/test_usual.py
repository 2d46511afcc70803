"""Plays by chance."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.checking.costs import Cost, Usual, usual
from engine.checking.costs.usual import FEWEST_PLAYS, PLAYS, begins_at, played
from engine.library import catalog_of, story_folders
from engine.story.build import read_story
from tests.engine.checking.costs.stories import ANYWHERE, ENDLESS, FORK, SILENCE, TIN, WALK
from tests.engine.checking.drawing.stories import ROOT, grown
from tests.engine.story.told import built

RIDDLE = """\
story: Riddle
start: a
keywords: [HELLO]
scenes:
  a:
    say: How many?
    answers: [{number: 7, ending: Right}, {number: at least 8, say: Fewer.}]
    otherwise: No.
    tries: {3: {say: Seven., ending: Told}}
"""
EVERYTHING = """\
story: Everything
start: a
keywords: [HELLO]
remember: {name: "", age: 0}
collections: {faces: photo, voices: voice}
places:
  p: {name: P, status: closed}
  q: {name: Q, at: "0, 0"}
scenes:
  a: {ask: {question: Who?, save: name}, go: b}
  b: {ask: {question: How old?, kind: number, save: age}, go: c}
  c: {ask: {question: Your face?, kind: photo, collect: faces}, go: d}
  d: {ask: {question: Your voice?, kind: voice, collect: voices}, go: e}
  e: {say: Walk., walk: p, go: f}
  f: {say: Walk., walk: q, go: g}
  g: {answers: [{all: [red, blue], go: h}]}
  h: {answers: [{order: [one, two], go: i}]}
  i: {answers: [{number: at most 3, go: j}]}
  j: {answers: [{photo: yes, go: k}]}
  k: {answers: [{voice: yes, ending: Done}]}
"""


def of(source: str) -> Usual | None:
    story = built(source)
    return usual(story, "en", catalog_of([story]))


@pytest.mark.parametrize(
    ("source", "cost"),
    [
        (FORK, Cost(2, 2, 2, 2)),
        # HELLO, the sign's code.
        (WALK, Cost(2, 2, 2, 2)),
        # HELLO, and then nothing: both timed texts come.
        (SILENCE, Cost(3, 3, 1, 1)),
    ],
)
def test_a_play_is_paid_text_by_text(source: str, cost: Cost) -> None:
    assert of(source) == Usual(cost, PLAYS, PLAYS)


def test_a_story_that_begins_anywhere_is_begun_at_its_signs() -> None:
    found = of(ANYWHERE)
    assert found is not None
    assert found.ended == PLAYS
    assert found.cost in (Cost(2, 2, 2, 2), Cost(2, 2, 3, 3))


def test_the_usual_play_lies_between_the_shortest_and_the_longest() -> None:
    story = built(RIDDLE)
    costs = played(story, "en", catalog_of([story]))
    found = usual(story, "en", catalog_of([story]))
    assert found is not None
    lengths = sorted(cost.texts_in for cost in costs if cost is not None)
    assert lengths[0] == 2
    assert lengths[0] < found.cost.texts_in <= lengths[-1]
    assert found.cost.texts_in == lengths[len(lengths) // 2]


def test_a_visit_that_waits_comes_back() -> None:
    story = built(TIN)
    costs = played(story, "en", catalog_of([story]))
    assert {cost.texts_in for cost in costs if cost is not None} == {2, 4}


def test_whatever_a_scene_waits_for_is_given() -> None:
    found = of(EVERYTHING)
    assert found is not None
    assert found.ended == PLAYS
    # Who arrives by GPS sends no text.
    assert found.cost.texts_in >= 11


def test_a_story_that_never_ends_has_no_usual_play() -> None:
    assert of(ENDLESS) is None


def test_of_a_very_long_story_fewer_plays_are_tried() -> None:
    found = of(grown(200))
    assert found is not None
    assert FEWEST_PLAYS <= found.plays < PLAYS


def test_plays_by_chance_are_the_same_every_time() -> None:
    assert of(RIDDLE) == of(RIDDLE)


@pytest.mark.parametrize(
    ("more", "begins"),
    [
        ("", datetime(2027, 6, 5, 14, tzinfo=UTC)),
        ("hours: 18:00-20:00\n", datetime(2027, 1, 5, 18, tzinfo=UTC)),
        ("season: from october to december\n", datetime(2027, 10, 5, 0, tzinfo=UTC)),
    ],
)
def test_a_play_begins_when_the_story_is_open(more: str, begins: datetime) -> None:
    assert begins_at(built(FORK + more)) == begins


@pytest.mark.parametrize("folder", story_folders(ROOT / "stories"), ids=lambda f: f.name)
def test_every_shipped_story_ends_for_most_who_play_by_chance(folder: Path) -> None:
    story = read_story(folder)
    found = usual(story, story.language, catalog_of([story]))
    assert found is not None
    assert found.ended > PLAYS * 0.9
    assert 10 <= found.cost.texts_out <= 60
    assert found.cost.texts_in <= found.cost.texts_out
    assert found.cost.texts_out <= found.cost.segments_out <= 3 * found.cost.texts_out
