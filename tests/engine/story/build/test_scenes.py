"""Scenes: every key, and what becomes of it."""

import pytest

from engine.story.build.scenes import KEYS
from engine.story.model import Ask, First, Line, Reply, Scene
from engine.story.phrases import Condition, Get, Has, Lose
from tests.engine.story.told import built, scene, scene_of, told


def line(text: str) -> Line:
    return Line((text,))


HAS_OIL = Condition("has oil", Has("oil"), lambda sight: sight.has("oil"))
CHOICE = Reply("x", pick=line("X"), label=("x",))
# The text of a scene that has the key, and the scene.
READ: dict[str, tuple[str, Scene]] = {
    "say": ("say: Hello.\nending: E", Scene("a", say=line("Hello."), ending="E")),
    "place": ("place: gate\nending: E", Scene("a", place="gate", ending="E")),
    "if": ("if: has oil\nending: E", Scene("a", condition=HAS_OIL, ending="E")),
    "signs": ("signs: open\nending: E", Scene("a", signs="open", ending="E")),
    "do": (
        "do: [get oil, lose oil]\nending: E",
        Scene("a", do=(Get("oil"), Lose("oil")), ending="E"),
    ),
    "choices": ("choices: [{pick: X}]", Scene("a", replies=(CHOICE,))),
    "answers": ("answers: [{words: y}]", Scene("a", replies=(Reply("y", words=(("y",),)),))),
    "ask": (
        "ask: {question: Who?, save: friend}\ngo: b",
        Scene("a", ask=Ask(line("Who?"), "friend"), go="b"),
    ),
    "otherwise": (
        "choices: [{pick: X}]\notherwise: What?",
        Scene("a", replies=(CHOICE,), otherwise=Reply("otherwise", say=line("What?"))),
    ),
    "hints": (
        "choices: [{pick: X}]\nhints: [One., {first: Two., then: Three.}]",
        Scene(
            "a",
            replies=(CHOICE,),
            hints=(line("One."), First("a/hints/2", line("Two."), line("Three."))),
        ),
    ),
    "go": ("go: b", Scene("a", go="b")),
    "back": ("back: yes", Scene("c", back=True)),
    "ending": ("ending: You found it", Scene("a", ending="You found it")),
}


@pytest.mark.parametrize("key", READ)
def test_a_key_of_a_scene_is_read(key: str) -> None:
    text, expected = READ[key]
    if key == "back":
        source = scene("choices: [{pick: X, visit: c}]\n") + "  c: {back: yes}\n"
        assert built(source).scenes["c"] == expected
    else:
        assert scene_of(text) == expected


def test_every_key_of_a_scene_has_a_case() -> None:
    assert set(READ) == set(KEYS)


def test_choices_and_answers_keep_the_order_of_the_file() -> None:
    choices, answers = "choices: [{pick: X}, {pick: Z}]\n", "answers: [{words: y}]\n"
    assert [reply.id for reply in scene_of(choices + answers).replies] == ["x", "z", "y"]
    assert [reply.id for reply in scene_of(answers + choices).replies] == ["y", "x", "z"]


def test_what_the_story_says_of_signs_holds_where_the_scene_says_nothing() -> None:
    text = "signs: open\nplaces: {p: {name: P}}\nstart: a\nstory: T\nscenes:\n"
    text += "  a: {place: p, ending: E}\n  b: {place: p, signs: wait, ending: E}\n"
    assert [scene.signs for scene in built(text).scenes.values()] == ["open", "wait"]


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("{question: Who?}", Ask(line("Who?"))),
        ("{save: friend}", Ask(None, "friend")),
        ("{}", Ask()),
        (
            "{question: {first: Who?, then: Again?}}",
            Ask(First("a/ask", line("Who?"), line("Again?"))),
        ),
    ],
)
def test_a_question_may_be_left_out_and_its_answer_not_kept(text: str, ask: Ask) -> None:
    assert scene_of(f"ask: {text}\ngo: b").ask == ask


@pytest.mark.parametrize(
    "text",
    [
        "choices: [{pick: X, go: b}]",
        "answers: [{words: x, go: b}]",
        "choices: [{pick: X}]\nanswers: [{words: y}]",
        "ask: {question: Who?}\ngo: b",
        "ask: {question: Who?}\ngo: b\nanswers: [{words: y}]",
        "go: b",
        "ending: E",
        "ending: E\nback: no",
        "go: b\nback: no",
    ],
)
def test_a_scene_with_one_way_on_is_fine(text: str) -> None:
    assert told(scene(text)) == []


@pytest.mark.parametrize("text", ["say: Hello.", "back: no", "otherwise: What?", "if: met"])
def test_a_scene_without_a_way_on_is_told_once(text: str) -> None:
    message = "The scene 'a' has no way on. Give it choices, answers, ask, go, back or ending."
    assert told(scene(text)) == [f"9:5 no-way-on {message}"]


def test_an_empty_scene_has_no_way_on() -> None:
    message = "The scene 'a' has no way on. Give it choices, answers, ask, go, back or ending."
    assert told("story: T\nstart: a\nscenes: {a: {}}\n") == [f"3:13 no-way-on {message}"]


def test_a_scene_that_is_no_block_is_told() -> None:
    assert told("story: T\nstart: a\nscenes: {a: Hello.}\n") == [
        "3:13 shape A scene is a block of keys here, such as 'say: ...'."
    ]


@pytest.mark.parametrize("key", ["say", "place", "if", "signs", "do", "otherwise", "go", "back"])
def test_an_empty_key_of_a_scene_is_told_once_and_by_its_own_name(key: str) -> None:
    rest = "\nending: E" if key not in ("go", "back") else "\nask: {}"
    found = told(scene(f"{key}:{rest}"))
    assert found[0] == f"9:{len(key) + 6} empty '{key}' is empty here."
    assert [message for message in found[1:] if f"'{key}' is" in message] == []


@pytest.mark.parametrize(
    "text",
    [
        "answers:\n- {words: y, if: has oil}\n- {words: [y, z]}\n",
        "answers:\n- {words: y, once: yes}\n- {words: [y, z]}\n",
        "answers:\n- {words: y}\n- {words: [y, z], if: has oil}\n",
        "answers:\n- {words: y}\n- {words: [y, z], once: yes}\n",
    ],
)
def test_two_replies_may_share_words_where_one_may_not_be_given(text: str) -> None:
    assert told(scene(text)) == []


def test_a_label_counts_among_the_words_of_a_reply() -> None:
    assert told(scene("choices:\n- pick: Look up\nanswers:\n- words: [peek, look UP!]\n")) == [
        "12:7 same-words 'look up' is already taken by a reply above, so this one never gets it."
    ]


def test_replies_of_two_scenes_may_be_the_same() -> None:
    assert told(scene("answers: [{words: x}]")) == []
