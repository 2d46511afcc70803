"""The figures of a story."""

from pathlib import Path

import pytest

from engine.checking.costs import Bound, Cost, Usual
from engine.checking.stats import Holdings, Reading, Stats, Told, holdings, reading, stats
from engine.library import catalog_of, story_folders
from engine.story.build import read_story
from tests.engine.checking.costs.stories import FORK
from tests.engine.checking.drawing.stories import ROOT
from tests.engine.story.told import built


def test_the_figures_of_a_small_story() -> None:
    story = built(FORK)
    cost = Cost(2, 2, 2, 2)
    assert stats(story, catalog_of([story])) == Stats(
        Holdings(3, 0, ("Left", "Right"), 0),
        (Told("en", Reading(46, 0), cost, Usual(cost, 51, 51), Bound(Cost(2, 3, 2, 2))),),
    )


def test_the_walk_is_longer_than_the_crow_flies_and_takes_its_time() -> None:
    held = Holdings(1, 2, (), 1_000)
    assert (held.streets_m, held.walk_min) == (1_300, 18)
    assert (Holdings(1, 2, (), 0).streets_m, Holdings(1, 2, (), 0).walk_min) == (0, 0)


def test_endings_are_counted_by_title_those_of_anytime_too() -> None:
    story = built(
        "story: T\nstart: a\nscenes:\n"
        "  a: {answers: [{words: x, ending: X}], otherwise: {ending: Z}}\n  b: {ending: X}\n"
        "anytime: [{words: bye, ending: Bye}]\n"
    )
    assert holdings(story) == Holdings(2, 0, ("X", "Bye", "Z"), 0)


def test_where_a_story_begins_anywhere_the_beginning_is_no_scene() -> None:
    story = built(
        "story: T\nstart: anywhere\nplaces: {p: {name: P, code: AB22}}\n"
        "scenes: {a: {place: p, ending: E}}\n"
    )
    assert holdings(story) == Holdings(1, 1, ("E",), 0)


@pytest.mark.parametrize(
    ("say", "words", "signs"),
    [
        ('"One two, three. Don\'t re-read!"', 5, 0),
        ("{first: One two, then: Three}", 3, 0),
        ("川に沿って歩く。 Go!", 1, 7),
        ("문으로 가세요", 2, 0),
        ('"..."', 0, 0),
    ],
)
def test_words_are_counted_and_signs_of_writings_without_spaces(
    say: str, words: int, signs: int
) -> None:
    story = built(f"story: T\nstart: a\nscenes: {{a: {{say: {say}, ending: E}}}}\n")
    assert reading(story) == Reading(words, signs)


def test_everything_that_may_be_read_is_counted_once() -> None:
    story = built(
        "story: T\nstart: a\nwelcome: one\nremember: {n: ''}\nscenes:\n"
        "  a: {say: two, choices: [{pick: three, say: four, go: b}], hints: [five, six]}\n"
        "  b: {say: long, sms: {say: seven}, ask: {question: eight, save: n}, go: c}\n"
        "  c: {ending: E}\n"
        "anytime: [{words: x, say: nine}]\nafter: {5 min: ten}\n"
    )
    assert reading(story) == Reading(10, 0)


def test_reading_takes_whole_minutes() -> None:
    assert [Reading(words, 0).minutes for words in (0, 1, 200, 201)] == [0, 1, 1, 2]
    assert Reading(200, 255).minutes == 2


@pytest.mark.parametrize("folder", story_folders(ROOT / "stories"), ids=lambda f: f.name)
def test_the_shipped_stories_are_told_alike_in_all_their_languages(folder: Path) -> None:
    story = read_story(folder)
    words = [reading(story.told_in(language)).words for language in story.languages]
    assert min(words) > 500
    assert max(words) < 1.5 * min(words)
