"""What a story's phrases ask about, so that a play counts that and no more."""

from engine.story.build.asked import asked, conditions, parts, replies_of
from engine.story.model import Line, Reply, Scene
from engine.story.phrases import Chose, Names, Tree, read_condition
from tests.engine.story.told import built, told

NAMES = Names(scenes=("a", "b", "c"), facts={"met": "yes or no"})


def scene(id_: str, phrase: str, **parts_: object) -> Scene:
    return Scene(id_, condition=read_condition(phrase, NAMES), **parts_)  # type: ignore[arg-type]


def test_scenes_and_replies_are_asked_about_however_deep_a_phrase_is() -> None:
    reply = Reply("x", condition=read_condition("not (met or visited b and met)", NAMES))
    otherwise = Reply("otherwise", condition=read_condition("chose y in c", NAMES))
    scenes = {
        "a": scene("a", "visited a or chose x in a", replies=(reply,), otherwise=otherwise),
        "b": scene("b", "met"),
        "c": Scene("c"),
    }
    assert asked(scenes) == (frozenset({"a", "b"}), frozenset({"a/x", "c/y"}))


def test_a_scene_that_a_sign_opens_is_counted_to_tell_unseen_from_seen() -> None:
    scenes = {
        "a": Scene("a", place="p", signs="open"),
        "b": Scene("b", place="p", signs="wait"),
        "c": Scene("c", signs="open"),
    }
    assert asked(scenes) == (frozenset({"a"}), frozenset())


def test_what_is_said_when_nothing_matched_is_among_the_replies() -> None:
    reply, otherwise = Reply("x", pick=Line(("X",))), Reply("otherwise")
    assert replies_of(Scene("a", replies=(reply,), otherwise=otherwise)) == (reply, otherwise)
    assert replies_of(Scene("a", replies=(reply,))) == (reply,)


def test_conditions_come_in_the_order_of_the_scenes() -> None:
    first, second = scene("a", "met"), scene("b", "not met")
    assert list(conditions([first, Scene("c"), second])) == [first.condition, second.condition]


def test_a_tree_is_among_its_own_parts() -> None:
    tree: Tree = read_condition("not (met and chose x in a)", NAMES).tree
    assert [type(part).__name__ for part in parts(tree)] == ["Not", "And", "Compare", "Chose"]
    assert Chose("a/x") in parts(tree)


def test_a_reply_that_is_asked_about_must_be_in_its_scene() -> None:
    source = (
        "story: T\nstart: a\nscenes:\n"
        "  a: {answers: [{words: look up, if: chose lok-up in a, go: b}]}\n"
        "  b: {if: chose look-up in a and chose x/look-up in a, ending: E}\n"
        "  c: {if: chose z in b, ending: E}\n"
    )
    assert told(source) == [
        "4:38 unknown-reply The scene 'a' has no reply 'lok-up'. Did you mean 'look-up'?",
        "5:11 unknown-reply The scene 'a' has no reply 'x/look-up'. Did you mean 'look-up'?",
        "6:11 unknown-reply The scene 'b' has no reply 'z'. It has: none.",
    ]
    assert built(
        source.replace("lok-up", "look-up")
        .replace("x/", "")
        .replace("  c: {if: chose z in b, ending: E}\n", "")
    ).asked_replies == {"a/look-up"}
