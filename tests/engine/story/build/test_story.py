"""The top of a story: every key, and what becomes of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType

import pytest

from engine.places.hours import Hours, Season
from engine.story.build import Source, build, read_story
from engine.story.keys import STORY
from engine.story.model import (
    ANYWHERE_SCENE,
    Ask,
    Fact,
    Line,
    Option,
    Place,
    Reply,
    Scene,
    Story,
    StoryKeyword,
    Times,
    Varied,
)
from engine.story.phrases import Chose, Compare, Has, Visited
from engine.story.problems import StoryError
from tests.engine.story.told import TOP, built, on_all, saying, top

# What a key of the story's top gives, beside a title, a start and scenes that are always there.
READ: dict[str, tuple[str, str, object]] = {
    "story": ("", "title", "T"),
    "start": ("", "start", "a"),
    "scenes": ("", "scenes", {"a": Scene("a", on_all(), ending="E")}),
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
    "signs": ("signs: open", "scenes", {"a": Scene("a", on_all(), ending="E", signs="open")}),
    "remember": (
        "remember: {n: 0, met: no}",
        "facts",
        {"n": Fact("n", "number", 0), "met": Fact("met", "yes or no", first=False)},
    ),
    "items": ("items: [oil, brass key]", "items", {"oil": "oil", "brass key": "brass key"}),
    "timezone": ("timezone: Europe/Madrid", "timezone", "Europe/Madrid"),
    "welcome": ("welcome: Welcome.", "welcome", Line(("Welcome.",))),
    "audience": ("audience: family", "audience", "family"),
    "hours": (
        "hours: sat 08:00-20:00",
        "times",
        Times(hours=Hours(((5 * 1440 + 480, 5 * 1440 + 1200),))),
    ),
    "season": (
        "season: from april to october",
        "times",
        Times(season=Season((4, 1), (10, 31))),
    ),
    "closed": ("closed: Come again.", "times", Times(closed=Line(("Come again.",)))),
    "counters": ("counters: [heron visits]", "counters", ("heron visits",)),
    "polls": (
        "polls: {best wall: [oak, river]}",
        "polls",
        {"best wall": {"oak": "oak", "river": "river"}},
    ),
    "collections": (
        "collections: {memories: text, faces: photo, voices: voice}",
        "collections",
        {"memories": "text", "faces": "photo", "voices": "voice"},
    ),
    "anytime": (
        "anytime: [{words: points, say: Ten.}]",
        "anytime",
        (Reply("points", "anytime", words=(("points",),), speech=saying("Ten.")),),
    ),
    "after": ("after: {1 day: Hello?}", "scenes", {"a": Scene("a", on_all(), ending="E")}),
    "moved": ("moved: {old: a, older: a}", "moved", {"old": "a", "older": "a"}),
    "offline": ("offline: no", "offline", False),
    "texts": ("texts: plain", "plain", True),
    "large": ("large: yes", "large", True),
    "places": ("places: {gate: {name: Gate}}", "places", {"gate": Place("gate", "Gate")}),
}


@pytest.mark.parametrize("key", READ)
def test_a_key_of_the_top_is_read(key: str) -> None:
    text, attribute, expected = READ[key]
    found = getattr(built(top(text)), attribute)
    assert (dict(found) if isinstance(found, Mapping) else found) == expected


def test_every_key_of_the_top_has_a_case() -> None:
    assert set(READ) == set(STORY)


def test_what_is_left_out_has_its_default() -> None:
    assert built(TOP) == Story(
        id="t",
        edition=Source(TOP.encode()).edition,
        title="T",
        start="a",
        scenes=MappingProxyType({"a": Scene("a", on_all(), ending="E")}),
        facts=MappingProxyType({}),
        polls=MappingProxyType({}),
        collections=MappingProxyType({}),
        moved=MappingProxyType({}),
        places=MappingProxyType({}),
    )


def test_a_story_that_starts_anywhere_waits_nowhere_and_its_signs_open() -> None:
    story = built("story: T\nstart: anywhere\nscenes: {a: {ending: E}}\n")
    assert story.start == ANYWHERE_SCENE
    assert story.scenes == {
        "a": Scene("a", on_all(), signs="open", ending="E"),
        ANYWHERE_SCENE: Scene(ANYWHERE_SCENE, on_all()),
    }


def test_a_scene_may_be_called_anywhere() -> None:
    story = built("story: T\nstart: anywhere\nscenes: {anywhere: {ending: E}}\n")
    assert (story.start, list(story.scenes)) == ("anywhere", ["anywhere"])


@pytest.mark.parametrize(
    ("more", "timezone"),
    [
        ("", None),
        ('places: {p: {name: P}, q: {name: Q, at: "40.4, -3.7"}}\n', "Europe/Madrid"),
        ('timezone: Asia/Tokyo\nplaces: {q: {name: Q, at: "40.4, -3.7"}}\n', "Asia/Tokyo"),
    ],
)
def test_the_time_zone_is_written_or_that_of_the_first_place(
    more: str, timezone: str | None
) -> None:
    assert built(top(more)).timezone == timezone


@pytest.mark.parametrize(
    ("walk", "more", "offline"),
    [
        ("p", "", True),
        ("{to: p, proof: any}", "", True),
        ("{to: p, proof: sign}", "", False),
        ("{to: p, proof: gps}", "", False),
        ("{to: p, proof: gps}", "offline: yes\n", True),
    ],
)
def test_a_story_goes_along_on_the_phone_unless_it_asks_for_proof(
    walk: str, more: str, offline: bool
) -> None:
    source = f"story: T\nstart: a\nplaces: {{p: {{name: P}}}}\n{more}scenes:\n"
    assert built(source + f"  a: {{walk: {walk}, go: b}}\n  b: {{ending: E}}\n").offline is offline


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
        on_all(
            saying(
                Varied("gate/say", "first", (Option(Line(("Hello.",))),), Option(Line(("Again.",))))
            )
        ),
        ask=Ask(Line(("Who?",)), save="friend"),
        go="in",
    )
    (reply,) = inside.replies
    assert isinstance(reply, Reply)
    assert (reply.id, reply.label, reply.ending) == ("out-friend", (), "Out")
    assert reply.condition is not None
    assert reply.condition.phrase == "has key and met"
    assert {type(part) for part in getattr(reply.condition.tree, "parts", ())} == {Has, Compare}


def test_an_edition_is_named_by_all_its_files() -> None:
    assert Source(b"x").edition == hashlib.sha256(b"x").hexdigest()[:16]
    sources = [
        Source(b"x"),
        Source(b"y"),
        Source(b"x", translations={"es": b"x"}),
        Source(b"x", translations={"es": b"y"}),
        Source(b"x", translations={"fr": b"x"}),
        Source(b"x", media={"a.jpg": "01"}),
        Source(b"x", media={"a.jpg": "02"}),
        Source(b"x", media={"b.jpg": "01"}),
    ]
    assert len({source.edition for source in sources}) == len(sources)


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
    told_elsewhere = {"id", "edition", "walk_m", "language", "tongues"}
    told_elsewhere |= {"asked_scenes", "asked_times", "asked_replies"}
    told_elsewhere |= {"media", "measures", "lights"}
    assert {each.name for each in fields(Story)} == reached | told_elsewhere
