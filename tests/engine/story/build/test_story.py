"""The top of a story: every key, and what becomes of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType

import pytest

from engine.story.build import build, edition_of, read_story
from engine.story.build.story import KEYS
from engine.story.model import Ask, Fact, First, Line, Place, Reply, Scene, Story, StoryKeyword
from engine.story.phrases import Chose, Compare, Has, Visited
from engine.story.problems import StoryError
from tests.engine.story.told import TOP, built, top

# What a key of the story's top gives, beside a title, a start and scenes that are always there.
READ: dict[str, tuple[str, str, object]] = {
    "story": ("", "title", "T"),
    "start": ("", "start", "a"),
    "scenes": ("", "scenes", {"a": Scene("a", ending="E")}),
    "about": ("about: |\n  One.\n  Two.\n\n", "about", "One.\nTwo."),
    "credits": ("credits: Sam", "credits", "Sam"),
    "contact": ("contact: The Library, 555", "contact", "The Library, 555"),
    "languages": ("languages: [es, pt-BR, fil]", "languages", ("es", "pt-BR", "fil")),
    "keywords": (
        "languages: [en, es]\nkeywords: [The Mural!, {HOLA: es}, '24h']",
        "keywords",
        (
            StoryKeyword("The Mural!", "the mural"),
            StoryKeyword("HOLA", "hola", "es"),
            StoryKeyword("24h", "24h"),
        ),
    ),
    "signs": ("signs: open", "scenes", {"a": Scene("a", ending="E", signs="open")}),
    "remember": (
        "remember: {n: 0, met: no}",
        "facts",
        {"n": Fact("n", "number", 0), "met": Fact("met", "yes or no", first=False)},
    ),
    "items": ("items: [oil, brass key]", "items", ("oil", "brass key")),
    "places": ("places: {gate: {name: Gate}}", "places", {"gate": Place("gate", "Gate")}),
}


@pytest.mark.parametrize("key", READ)
def test_a_key_of_the_top_is_read(key: str) -> None:
    text, attribute, expected = READ[key]
    found = getattr(built(top(text)), attribute)
    assert (dict(found) if isinstance(found, Mapping) else found) == expected


def test_every_key_of_the_top_has_a_case() -> None:
    assert set(READ) == set(KEYS)


def test_what_is_left_out_has_its_default() -> None:
    assert built(TOP) == Story(
        id="t",
        edition=edition_of(TOP.encode()),
        title="T",
        start="a",
        scenes=MappingProxyType({"a": Scene("a", ending="E")}),
        facts=MappingProxyType({}),
        places=MappingProxyType({}),
    )


def test_a_story_cannot_be_changed() -> None:
    story = built(top("remember: {n: 0}\nplaces: {p: {name: P}}\n"))
    for mapping in (story.scenes, story.facts, story.places):
        with pytest.raises(TypeError):
            mapping["x"] = None  # type: ignore[index]


@pytest.mark.parametrize(
    ("value", "kind", "first"),
    [
        ("0", "number", 0),
        ("-12", "number", -12),
        ("007", "number", 7),
        ("1000000000", "number", 10**9),
        ("-1000000000", "number", -(10**9)),
        ("yes", "yes or no", True),
        ("no", "yes or no", False),
        ('""', "text", ""),
        ('"7"', "text", "7"),
        ("'yes'", "text", "yes"),
        ("'99999999999'", "text", "99999999999"),
        ("Yes", "text", "Yes"),
        ("true", "text", "true"),
        ("1.5", "text", "1.5"),
        ("+5", "text", "+5"),
        ("second tuba", "text", "second tuba"),
    ],
)
def test_the_first_value_decides_the_kind_of_a_fact(value: str, kind: str, first: object) -> None:
    facts = built(top(f"remember: {{a fact: {value}}}\n")).facts
    fact = facts["a fact"]
    assert (fact.name, fact.kind, fact.first, type(fact.first)) == (
        "a fact", kind, first, type(first)
    )  # fmt: skip


@pytest.mark.parametrize("value", ["1000000001", "-1000000001", "9" * 5_000])
def test_a_number_that_is_too_large_is_told_and_not_taken_for_a_text(value: str) -> None:
    with pytest.raises(StoryError) as caught:
        built(top(f"remember: {{n: {value}}}\n"))
    assert [problem.message for problem in caught.value.problems] == [
        "A number is at most 1000000000. If it is meant as text, put it in quotes."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("keywords: MURAL", (StoryKeyword("MURAL", "mural"),)),
        ("keywords: [MURAL, BAND]", (StoryKeyword("MURAL", "mural"), StoryKeyword("BAND", "band"))),
        ("keywords: {MURAL: en}", (StoryKeyword("MURAL", "mural", "en"),)),
        (
            "keywords: [{A: en, B: en}]",
            (StoryKeyword("A", "a", "en"), StoryKeyword("B", "b", "en")),
        ),
    ],
)
def test_keywords_are_one_word_or_a_list_and_may_set_a_language(
    text: str, expected: tuple[StoryKeyword, ...]
) -> None:
    assert built(top(text)).keywords == expected


def test_the_walk_is_measured_from_place_to_place_in_the_order_of_the_file() -> None:
    text = (
        "places:\n"
        '  p: {name: P, at: "0, 0"}\n'
        "  q: {name: Q}\n"
        '  r: {name: R, at: "0, 0.001"}\n'
        '  s: {name: S, at: "0, 0"}\n'
    )
    assert built(top(text)).walk_m == 223
    assert built(top('places: {p: {name: P, at: "0, 0"}}\n')).walk_m == 0


def test_scenes_know_the_names_of_those_that_stand_below_them() -> None:
    story = built(
        "scenes:\n  a: {if: visited b, go: b}\n  b: {if: chose x in c, place: p, go: c}\n"
        "  c: {choices: [{pick: X, if: has oil and met, go: a}]}\n"
        "items: [oil]\nremember: {met: no}\nplaces: {p: {name: P}}\nstart: a\nstory: T\n"
    )
    trees = [scene.condition.tree for scene in story.scenes.values() if scene.condition]
    assert trees == [Visited("b"), Chose("c/x")]
    assert story.asked_scenes == {"b"}
    assert story.asked_replies == {"c/x"}


def test_a_whole_small_story_is_read() -> None:
    story = built(
        "story: The Gate\nstart: gate\nremember: {friend: '', met: no}\nitems: [key]\n"
        "scenes:\n"
        "  gate:\n"
        "    say: {first: Hello., then: Again.}\n"
        "    ask: {question: Who?, save: friend}\n"
        "    go: in\n"
        "  in:\n"
        "    do: [get key, set met to yes]\n"
        "    choices:\n"
        "      - pick: Out, {friend}\n"
        "        if: has key and met\n"
        "        ending: Out\n"
    )
    gate, inside = story.scenes.values()
    assert gate == Scene(
        "gate",
        say=First("gate/say", Line(("Hello.",)), Line(("Again.",))),
        ask=Ask(Line(("Who?",)), "friend"),
        go="in",
    )
    (reply,) = inside.replies
    assert isinstance(reply, Reply)
    assert (reply.id, reply.label, reply.ending) == ("out-friend", (), "Out")
    assert reply.condition is not None
    assert reply.condition.phrase == "has key and met"
    assert {type(part) for part in getattr(reply.condition.tree, "parts", ())} == {Has, Compare}


def test_an_edition_is_named_by_its_bytes() -> None:
    assert edition_of(b"x") == hashlib.sha256(b"x").hexdigest()[:16]
    editions = {built(TOP).edition, built(TOP + "\n").edition, built(TOP.replace("T", "U")).edition}
    assert len(editions) == 3


def test_a_story_is_named_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "river-walk"
    folder.mkdir()
    (folder / "story.yaml").write_text(TOP, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert read_story(Path()) == read_story(folder) == build(TOP.encode(), "river-walk", "any")


def test_a_problem_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("story: T\n", encoding="utf-8")
    with pytest.raises(StoryError) as caught:
        read_story(tmp_path)
    assert {p.span.file for p in caught.value.problems} == {str(tmp_path / "story.yaml")}


def test_every_part_of_a_story_is_reached_by_a_key() -> None:
    """A new attribute wants a case above, or a reason here."""
    reached = {attribute for _, attribute, _ in READ.values()}
    told_elsewhere = {"id", "edition", "walk_m", "asked_scenes", "asked_replies"}
    assert {each.name for each in fields(Story)} == reached | told_elsewhere
