"""A play as a value and as JSON, and its chance."""

import json
from collections import Counter
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.play.chance import choose
from engine.play.play import (
    STAYS,
    VERSION,
    Checkpoints,
    Play,
    Return,
    checkpoints_of,
    from_json,
    points_of,
    to_data,
    to_json,
)

NAMES = st.text(min_size=1, max_size=12)
COUNTS = st.dictionaries(NAMES, st.integers(1, 10**9), max_size=4)
VALUES = st.integers(-(10**9), 10**9) | st.booleans() | st.text(max_size=80)
SEEDS = st.integers(0, 2**32 - 1)
PLAYS = st.builds(
    Play,
    story=NAMES,
    edition=NAMES,
    language=NAMES,
    seed=SEEDS,
    scene=st.none() | NAMES,
    ended=st.none() | st.text(max_size=12),
    place=st.none() | NAMES,
    proof=st.none() | NAMES,
    menu=st.lists(NAMES, max_size=4).map(tuple),
    facts=st.dictionaries(NAMES, VALUES, max_size=4),
    items=st.lists(NAMES, max_size=4).map(tuple),
    visits=COUNTS,
    since=COUNTS,
    taken=COUNTS,
    used=COUNTS,
    counted=COUNTS,
    sent=COUNTS,
    returns=st.lists(
        st.builds(Return, NAMES, st.integers(0, 99), st.integers(0, 99)), max_size=8
    ).map(tuple),
    hints=st.integers(0, 99),
    misses=st.integers(0, 10**9),
    last_at_s=st.integers(0, 2**40),
    fired=st.integers(0, 99),
    asked=st.none() | NAMES,
    held=st.lists(st.text(max_size=12), max_size=2).map(tuple),
    # What was counted was passed on, and what was undone since as well.
).map(lambda play: replace(play, sent={**play.sent, **play.counted}))
POINTED = st.builds(
    lambda play, points: replace(play, checkpoints=tuple(map(point_of, points))),
    PLAYS,
    st.lists(PLAYS, max_size=3),
)


def point_of(play: Play) -> dict[str, Any]:
    """Give a play as a checkpoint keeps it."""
    return {name: value for name, value in to_data(play).items() if name not in STAYS}


FULL = Play(
    story="lantern-keeper",
    edition="0123456789abcdef",
    language="pt-BR",
    seed=4294967295,
    scene="the gate",
    ended="You found the keeper",
    place="gate",
    proof="sign",
    menu=("look", "walk"),
    facts={"lanterns": 7, "friend": 'Zoë "Z"\n', "keeper met": True, "low": 0, "shut": False},
    items=("oil", "brass key"),
    visits={"gate": 2},
    since={"gate": 1800000000},
    taken={"the gate/look": 1},
    used={"gate/say": 3},
    counted={"heron visits": 2},
    sent={"heron visits": 3},
    returns=(Return("gate", 1, 2), Return("hall")),
    hints=1,
    misses=2,
    last_at_s=1800000600,
    fired=1,
    asked="restart",
    held=("An owl.",),
    checkpoints=({"scene": "gate", "facts": {"friend": "Sam"}, "visits": {"gate": 2}},),
)
FULL_JSON = (
    '{"v":1,"story":"lantern-keeper","edition":"0123456789abcdef","language":"pt-BR",'
    '"seed":4294967295,"scene":"the gate","ended":"You found the keeper","place":"gate",'
    '"proof":"sign",'
    '"menu":["look","walk"],"facts":{"lanterns":7,"friend":"Zoë \\"Z\\"\\n","keeper met":true,'
    '"low":0,"shut":false},"items":["oil","brass key"],"visits":{"gate":2},'
    '"since":{"gate":1800000000},'
    '"taken":{"the gate/look":1},"used":{"gate/say":3},"counted":{"heron visits":2},'
    '"sent":{"heron visits":3},"returns":[["gate",1,2],["hall",0,0]],"hints":1,"misses":2,'
    '"last_at_s":1800000600,"fired":1,"asked":"restart","held":["An owl."],'
    '"checkpoints":[{"asked":null,"counted":null,"ended":null,"facts":{"friend":"Sam",'
    '"keeper met":null,"lanterns":null,"low":null,"shut":null},"fired":null,"hints":null,'
    '"items":null,"menu":null,"misses":null,"place":null,"proof":null,"returns":null,'
    '"scene":"gate","since":null,"taken":null,"used":null}]}'
)


def test_a_play_is_written_compactly_and_in_full() -> None:
    assert to_json(FULL) == FULL_JSON
    assert set(json.loads(FULL_JSON)) == {"v", *(field.name for field in fields(Play))}


def test_a_play_is_read_as_it_was_written() -> None:
    assert from_json(FULL_JSON) == FULL


def test_what_has_its_first_value_is_left_out() -> None:
    new = Play("mural", "e", "en", 0)
    assert to_json(new) == '{"v":1,"story":"mural","edition":"e","language":"en","seed":0}'
    assert from_json(to_json(new)) == new


def test_a_yes_stays_a_yes_and_a_one_a_one() -> None:
    play = Play("mural", "e", "en", 0, facts={"met": True, "lamps": 1, "no": False, "none": 0})
    kept = from_json(to_json(play)).facts
    assert {name: type(value) for name, value in kept.items()} == {
        "met": bool, "lamps": int, "no": bool, "none": int,
    }  # fmt: skip


@given(POINTED)
def test_every_play_comes_back_from_its_json(play: Play) -> None:
    text = to_json(play)
    assert from_json(text) == play
    assert to_json(from_json(text)) == text
    assert "\n" not in text


@pytest.mark.parametrize("version", [0, VERSION + 1, "1", None, [1]])
def test_another_version_is_refused(version: object) -> None:
    data = {**json.loads(FULL_JSON), "v": version}
    with pytest.raises(ValueError, match="written by another version of Wayside"):
        from_json(json.dumps(data))


def test_no_version_is_refused() -> None:
    data = json.loads(FULL_JSON)
    del data["v"]
    with pytest.raises(ValueError, match="written by another version of Wayside"):
        from_json(json.dumps(data))


def test_a_play_that_was_cut_off_is_refused() -> None:
    with pytest.raises(ValueError, match="unexpected end of data"):
        from_json(FULL_JSON[:40])


# Chance


def chosen(seed: int, n: int, times: int) -> list[int]:
    found = []
    for _ in range(times):
        index, seed = choose(seed, n)
        found.append(index)
    return found


def test_chance_is_mulberry32() -> None:
    assert chosen(12345, 1_000_000, 5) == [979728, 306752, 484205, 817934, 509428]


def test_chance_goes_on_where_the_last_seed_was() -> None:
    assert choose(12345, 10) == (9, (12345 + 0x6D2B79F5) % 2**32)


@given(SEEDS, st.integers(1, 10**6))
def test_chance_stays_in_its_bounds(seed: int, n: int) -> None:
    index, following = choose(seed, n)
    assert 0 <= index < n
    assert 0 <= following < 2**32
    assert choose(seed, n) == (index, following)


@given(SEEDS)
def test_of_one_there_is_one_to_choose(seed: int) -> None:
    assert choose(seed, 1)[0] == 0


@pytest.mark.parametrize("n", [2, 3, 6, 7])
def test_chance_prefers_nothing(n: int) -> None:
    times = 12_000
    counts = Counter(chosen(1, n, times))
    expected = times / n
    # Chi squared with n - 1 degrees of freedom; beyond 30 once in ten thousand for 7.
    assert sum((counts[index] - expected) ** 2 / expected for index in range(n)) < 30


def test_one_choice_says_nothing_of_the_next() -> None:
    found = chosen(7, 4, 16_000)
    counts = Counter(pairwise(found))
    assert len(counts) == 16
    assert all(850 < count < 1150 for count in counts.values())


@given(st.lists(PLAYS.map(point_of), max_size=3).map(tuple))
def test_checkpoints_that_lie_on_each_other_come_apart_again(points: Checkpoints) -> None:
    assert points_of(checkpoints_of(points)) == points
