"""Every way of a story, in words."""

import pytest

from engine.checking.ways import (
    Passage,
    endings_of,
    from_anywhere,
    inherited,
    lasting,
    own_after,
    passages,
)
from tests.engine.story.told import built

STORY = """\
story: T
start: a
signs: open
remember: {n: 0, friend: ""}
items: [oil]
places: {p: {name: The gate}, q: {name: The mill}}
scenes:
  a:
    say: A
    choices:
      - {pick: "Go on, {friend}", if: has oil, go: b}
      - {pick: Ask, visit: c}
      - {pick: Stay, say: Hm.}
    answers:
      - {words: [left, to the left], ending: Left}
      - {all: [red, blue], go: b}
      - {order: [one, two], go: b}
      - {number: 7, go: b}
      - {number: 6-8, go: b}
      - {number: at least 9, go: b}
      - {number: at most 2, handover: other}
      - {photo: yes, go: b}
      - {voice: yes, go: b}
    otherwise: {go: c}
    tries: {1: {go: b}, 3: {go: c}}
    after: {20 min: {go: b}, 30 min: Still there?}
    skip: c
  b: {place: p, if: n is 1, walk: {to: [p, q], proof: sign}, go: [{if: n is 2, go: a}, {go: d}]}
  c: {place: q, ask: {kind: number, save: n}, go: {any: [a, b]}}
  d: {go: {first: e, then: f}}
  e: {back: yes}
  f: {ending: Done}
  g: {handover: other}
anytime:
  - {words: [bye], ending: Bye}
  - {words: [hi], say: Hi.}
after:
  1 day: {go: f}
"""


def told(source: str) -> list[str]:
    ways = passages(built(source))
    return [f"{w.source} {w.kind} {w.to}: {w.by} / {w.condition} ({w.cause})" for w in ways]


def test_every_way_is_told_with_what_takes_it() -> None:
    assert told(STORY) == [
        ' ending Bye: "bye" /  (anytime)',
        " go b: the sign of The gate / n is 1 (sign)",
        " go c: the sign of The mill /  (sign)",
        " go f: after 1 day /  (silence)",
        "a go b: Go on, {friend} / has oil (reply)",
        "a visit c: Ask /  (reply)",
        'a ending Left: "left" ... /  (reply)',
        "a go b: red + blue /  (reply)",
        "a go b: one, two /  (reply)",
        "a go b: 7 /  (reply)",
        "a go b: 6 to 8 /  (reply)",
        "a go b: at least 9 /  (reply)",
        "a handover other: at most 2 /  (reply)",
        "a go b: a photo /  (reply)",
        "a go b: a voice message /  (reply)",
        "a go c: SKIP /  (skip)",
        "a go b: after 1 miss /  (miss)",
        "a go c: after 3 misses /  (miss)",
        "a go c: anything else /  (miss)",
        "a go b: after 20 min /  (silence)",
        "b go a: scans the sign of The gate or The mill / n is 2 (arrival)",
        "b go d: scans the sign of The gate or The mill / else (arrival)",
        "c go a: a number / by chance (asked)",
        "c go b: a number / by chance (asked)",
        "d go e:  / the first time (going on)",
        "d go f:  / then (going on)",
        "e back :  /  (going on)",
        "f ending Done:  /  (going on)",
        "g handover other:  /  (going on)",
    ]


def test_what_stands_at_the_top_is_told_once() -> None:
    story = built(STORY)
    assert [timed.after_s for timed in inherited(story)] == [86_400]
    assert own_after(story, story.scenes["b"]) == ()
    assert [timed.after_s for timed in own_after(story, story.scenes["a"])] == [1_200, 1_800]
    assert Passage("", "go", "f", "after 1 day", "", "silence", inherited(story)[0].reply) in (
        from_anywhere(story)
    )


def test_endings_are_told_once_in_the_order_of_the_file_those_of_scenes_first() -> None:
    assert endings_of(built(STORY)) == ("Done", "Bye", "Left")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(30, "30 s"), (90, "90 s"), (60, "1 min"), (1_200, "20 min"), (3_600, "1 hour"),
     (7_200, "2 hours"), (86_400, "1 day"), (172_800, "2 days"), (5_400, "90 min")],
)  # fmt: skip
def test_a_time_is_told_in_the_largest_unit_that_it_is_whole_in(seconds: int, words: str) -> None:
    assert lasting(seconds) == words
