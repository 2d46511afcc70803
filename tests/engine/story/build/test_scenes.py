"""Scenes: every key, and what becomes of it."""

import pytest

from engine.story.keys import SCENE
from engine.story.model import (
    SILENT,
    Ask,
    Cases,
    Line,
    Option,
    Reply,
    Scene,
    Speech,
    Timed,
    Varied,
    Walk,
    Way,
)
from engine.story.phrases import Condition, Get, Has, Lose
from tests.engine.story.told import SHARED, built, on_all, saying, scene, scene_of, told


def line(text: str) -> Line:
    return Line((text,))


def a(speech: Speech = SILENT, **parts: object) -> Scene:
    return Scene("a", on_all(speech), **parts)  # type: ignore[arg-type]


def first(key: str, one: str, other: str) -> Varied[Line]:
    return Varied(key, "first", (Option(line(one)),), Option(line(other)))


HAS_OIL = Condition("has oil", Has("oil"), lambda sight: sight.has("oil"))
CHOICE = Reply("x", "a", pick=line("X"), label=("x",))
# The text of a scene that has the key, and the scene.
READ: dict[str, tuple[str, Scene]] = {
    "say": ("say: Hello.\nending: E", a(saying("Hello."), ending="E")),
    "place": ("place: gate\nending: E", a(place="gate", ending="E")),
    "if": ("if: has oil\nending: E", a(condition=HAS_OIL, ending="E")),
    "signs": ("signs: open\nending: E", a(signs="open", ending="E")),
    "do": (
        "do: [get oil, lose oil]\nending: E",
        a(do=(Get("oil"), Lose("oil")), ending="E"),
    ),
    "choices": ("choices: [{pick: X}]", a(replies=(CHOICE,))),
    "answers": ("answers: [{words: y}]", a(replies=(Reply("y", "a", words=(("y",),)),))),
    "ask": (
        "ask: {question: Who?, save: friend}\ngo: b",
        a(ask=Ask(line("Who?"), save="friend"), go="b"),
    ),
    "otherwise": (
        "choices: [{pick: X}]\notherwise: What?",
        a(replies=(CHOICE,), otherwise=Reply("otherwise", "a", speech=saying("What?"))),
    ),
    "hints": (
        "choices: [{pick: X}]\nhints: [One., {first: Two., then: Three.}]",
        a(
            replies=(CHOICE,),
            hints=(line("One."), first("a/hints/2", "Two.", "Three.")),
        ),
    ),
    "picture": (
        "picture: a.jpg\nalt: A gate.\nending: E",
        a(Speech(picture="a.jpg", alt="A gate."), ending="E"),
    ),
    "alt": ("alt: A gate.\nending: E", a(Speech(alt="A gate."), ending="E")),
    "audio": ("audio: a.mp3\nending: E", a(Speech(audio="a.mp3"), ending="E")),
    "transcript": (
        "transcript: Heard.\nending: E",
        a(Speech(transcript=line("Heard.")), ending="E"),
    ),
    **{
        channel: (
            f"say: Hello.\naudio: a.mp3\n{channel}: {{say: Here.}}\nending: E",
            Scene(
                "a",
                {
                    **on_all(Speech(line("Hello."), audio="a.mp3")),
                    channel: Speech(line("Here."), audio="a.mp3"),
                },
                ending="E",
            ),
        )
        for channel in ("sms", "web", "phone")
    },
    "walk": ("walk: gate\ngo: b", a(walk=Walk(("gate",)), go="b")),
    "tries": (
        "choices: [{pick: X}]\ntries: {3: Three!, 1: {say: One!, go: b}}",
        a(
            replies=(CHOICE,),
            tries={
                3: Reply("tries-3", "a", speech=saying("Three!")),
                1: Reply("tries-1", "a", speech=saying("One!"), go="b"),
            },
        ),
    ),
    "after": (
        "after: {2 hours: {say: Later., go: b}, 20 min: Soon.}",
        a(
            after=(
                Timed(1_200, Reply("after-1200", "a", speech=saying("Soon."))),
                Timed(7_200, Reply("after-7200", "a", speech=saying("Later."), go="b")),
            )
        ),
    ),
    "checkpoint": ("checkpoint: yes\nending: E", a(checkpoint=True, ending="E")),
    "skip": ("choices: [{pick: X}]\nskip: b", a(replies=(CHOICE,), skip="b")),
    "handover": ("handover: c", a(handover="c")),
    "go": ("go: b", a(go="b")),
    "back": ("back: yes", Scene("c", on_all(), back=True)),
    "ending": ("ending: You found it", a(ending="You found it")),
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
    assert set(READ) == set(SCENE)


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
        ("{save: friend}", Ask(None, save="friend")),
        ("{}", Ask()),
        ("{kind: number, save: n}", Ask(None, "number", save="n")),
        ("{kind: photo, collect: faces}", Ask(None, "photo", collect="faces")),
        ("{kind: voice, collect: voices}", Ask(None, "voice", collect="voices")),
        ("{save: friend, collect: memories}", Ask(None, "text", "friend", "memories")),
        ("{kind: photo}", Ask(None, "photo")),
        (
            "{question: {first: Who?, then: Again?}}",
            Ask(first("a/ask", "Who?", "Again?")),
        ),
    ],
)
def test_a_question_may_be_left_out_and_its_answer_not_kept(text: str, ask: Ask) -> None:
    assert built(scene(f"ask: {text}\ngo: b\n") + SHARED).scenes["a"].ask == ask


@pytest.mark.parametrize(
    ("text", "walk"),
    [
        ("gate", Walk(("gate",))),
        ("[gate]", Walk(("gate",))),
        ("any", Walk(("gate",))),
        ("{to: [gate], proof: sign}", Walk(("gate",), "sign")),
        ("{to: gate, proof: gps, map: no}", Walk(("gate",), "gps", map=False)),
        ("{to: any, proof: any, map: yes}", Walk(("gate",))),
    ],
)
def test_a_walk_is_a_place_or_several_or_any_of_them(text: str, walk: Walk) -> None:
    assert scene_of(f"walk: {text}\ngo: b").walk == walk


def test_any_place_is_every_place_unless_one_is_called_so() -> None:
    top_ = "story: T\nstart: a\nscenes: {a: {walk: any, go: b}, b: {ending: E}}\n"
    several = built(top_ + "places: {p: {name: P}, q: {name: Q}}\n").scenes["a"].walk
    named = built(top_ + "places: {p: {name: P}, any: {name: Any}}\n").scenes["a"].walk
    assert (several, named) == (Walk(("p", "q")), Walk(("any",)))


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("b", "b"),
        ("{first: b, then: a}", Varied("a/go", "first", (Option("b"),), Option("a"))),
        ("{cycle: [b, a]}", Varied("a/go", "cycle", (Option("b"), Option("a")))),
        (
            "{shuffle: [b, {if: has oil, go: a}], then: b}",
            Varied("a/go", "shuffle", (Option("b"), Option("a", HAS_OIL)), Option("b")),
        ),
        ("{any: [b, a]}", Varied("a/go", "any", (Option("b"), Option("a")))),
        ("[{if: has oil, go: a}, {go: b}]", Cases((Option("a", HAS_OIL), Option("b")))),
        ("[{if: has oil, go: a}, b]", Cases((Option("a", HAS_OIL), Option("b")))),
        ("[{if: has oil, go: b}]", Cases((Option("b", HAS_OIL),))),
    ],
)
def test_a_way_may_be_one_of_several(text: str, way: Way) -> None:
    assert scene_of(f"ask: {{}}\ngo: {text}").go == way


def test_a_channel_replaces_the_keys_it_names_and_no_other() -> None:
    text = (
        "say: Hello.\npicture: a.jpg\nalt: A gate.\naudio: a.mp3\ntranscript: Heard.\n"
        "web: {say: {first: Here., then: Again.}, picture: b.jpg, alt: A bridge.}\n"
        "phone: {audio: b.mp3, transcript: {any: [One., Two.]}}\nending: E\n"
    )
    usual = Speech(line("Hello."), "a.jpg", "A gate.", "a.mp3", line("Heard."))
    heard = Varied("a/phone/transcript", "any", (Option(line("One.")), Option(line("Two."))))
    assert scene_of(text).speech == {
        "sms": usual,
        "web": Speech(
            first("a/web", "Here.", "Again."), "b.jpg", "A bridge.", "a.mp3", line("Heard.")
        ),
        "phone": Speech(line("Hello."), "a.jpg", "A gate.", "b.mp3", heard),
    }


def test_what_comes_after_silence_in_the_story_comes_where_a_scene_waits_and_has_none() -> None:
    source = (
        "story: T\nstart: a\nafter: {1 day: Still there?}\nscenes:\n"
        "  a: {choices: [{pick: X, go: b}]}\n  b: {go: c}\n  d: {ending: E}\n"
        "  c: {choices: [{pick: X, go: d}], after: {9 s: Quick!}}\n"
    )
    found = {scene.id: scene.after for scene in built(source).scenes.values()}
    assert found == {
        "a": (Timed(86_400, Reply("after-86400", "story", speech=saying("Still there?"))),),
        "b": (),
        "d": (),
        "c": (Timed(9, Reply("after-9", "c", speech=saying("Quick!"))),),
    }


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
        "walk: gate\ngo: b",
        "walk: gate\ngo: b\nchoices: [{pick: x}]\nanswers: [{words: y}]",
        "ask: {}\ngo: b\nchoices: [{pick: x}]",
        "handover: c",
        "after: {20 min: {go: b}}",
        "after: {20 min: {ending: E}}",
        "choices: [{pick: x}]\ntries: {1: No.}\nhints: [x]\nskip: b\nafter: {1 day: x}",
    ],
)
def test_a_scene_with_one_way_on_is_fine(text: str) -> None:
    assert told(scene(text)) == []


@pytest.mark.parametrize("text", ["say: Hello.", "back: no", "otherwise: What?", "if: met"])
def test_a_scene_without_a_way_on_is_told_once(text: str) -> None:
    message = (
        "The scene 'a' has no way on. Give it choices, answers, ask, walk, "
        "go, back, ending or handover."
    )
    assert told(scene(text)) == [f"9:5 no-way-on {message}"]


def test_an_empty_scene_has_no_way_on() -> None:
    message = (
        "The scene 'a' has no way on. Give it choices, answers, ask, walk, "
        "go, back, ending or handover."
    )
    assert told("story: T\nstart: a\nscenes: {a: {}}\n") == [f"3:13 no-way-on {message}"]


def test_a_scene_that_is_no_block_is_told() -> None:
    assert told("story: T\nstart: a\nscenes: {a: Hello.}\n") == [
        "3:13 shape A scene is written with keys here, such as 'place: ...'."
    ]


# Lists and blocks want a shape; the others lead on, or say nothing alone.
NOT_EMPTY = {
    "sms", "web", "phone", "choices", "answers", "ask", "hints", "tries", "after", "ending",
    "transcript", "walk", "handover", "checkpoint",
}  # fmt: skip


@pytest.mark.parametrize("key", sorted({*SCENE} - NOT_EMPTY))
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
