"""Scenes that lead to each other without ever waiting."""

import pytest

from tests.engine.story.told import told


def story(**scenes: str) -> str:
    lines = [f"  {name}: {{{text}}}\n" for name, text in scenes.items()]
    return "story: T\nstart: a\nscenes:\n" + "".join(lines)


def ring(line: int, way: str) -> str:
    message = f"These scenes go on to each other and never wait for the player: {way}."
    return f"{line}:3 endless {message}"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (story(a="go: a"), [ring(4, "a -> a")]),
        (story(a="go: b", b="go: a"), [ring(4, "a -> b -> a")]),
        (story(a="ending: E", b="go: c", c="go: d", d="go: b"), [ring(5, "b -> c -> d -> b")]),
        (story(c="go: b", a="go: b", b="go: a"), [ring(5, "a -> b -> a")]),
        (
            story(a="go: a", b="go: c", c="go: b", d="go: b"),
            [ring(4, "a -> a"), ring(5, "b -> c -> b")],
        ),
        # Nowhere to go back to: to the start, and so on.
        (story(a="go: b", b="back: yes"), [ring(4, "a -> b -> a")]),
        (story(a="back: yes"), [ring(4, "a -> a")]),
    ],
)
def test_a_ring_is_told_at_its_first_scene_in_the_file(source: str, found: list[str]) -> None:
    assert told(source) == found


@pytest.mark.parametrize(
    "source",
    [
        story(a="go: b", b="go: c", c="ending: E"),
        story(a="go: b", b="choices: [{pick: X, go: a}]"),
        story(a="go: b", b="ask: {}, go: a"),
        story(a="choices: [{pick: X, visit: b}]", b="go: c", c="back: yes"),
        story(a="answers: [{number: 1, go: a}]"),
        story(a="after: {1 min: {go: b}}", b="go: a"),
        story(a="go: b", b="handover: t"),
        "story: T\nstart: anywhere\nscenes: {a: {back: yes}}\n",
    ],
)
def test_a_way_that_waits_or_ends_is_no_ring(source: str) -> None:
    assert told(source) == []


def test_without_a_start_nobody_knows_where_back_leads() -> None:
    source = story(a="back: yes", b="go: a").replace("start: a", "start: x")
    assert told(source) == ["2:8 unknown-scene There is no scene 'x'."]


@pytest.mark.parametrize(
    "way",
    ["{any: [a, b]}", "{cycle: [a, b]}", "{first: a, then: b}", "[{if: visited a, go: b}, a]"],
)
def test_a_ring_that_chance_or_a_condition_leads_out_of_is_not_told(way: str) -> None:
    assert told(story(a=f"go: {way}", b="ending: E")) == []


def test_a_ring_that_every_way_stays_in_is_told() -> None:
    source = story(a="go: {any: [b, c]}", b="go: a", c="go: a")
    assert told(source) == [ring(4, "a -> b -> a")]


def test_a_chain_of_ten_thousand_scenes_is_no_ring_and_its_ring_is_found() -> None:
    scenes = {f"s{number}": f"go: s{number + 1}" for number in range(10_000)}
    chain = story(a="go: s0", **scenes, s10000="ending: E")
    assert told(chain) == []
    assert told(chain.replace("s10000: {ending: E}", "s10000: {go: s9999}")) == [
        ring(10_004, "s9999 -> s10000 -> s9999")
    ]
