"""What a story's phrases ask about, so that a play counts that and no more."""

from engine.story.build.asked import asked, conditions, parts, replies_of
from engine.story.model import (
    Ask,
    Cases,
    Line,
    Option,
    Reply,
    Scene,
    Speech,
    Story,
    Timed,
    Varied,
    Words,
)
from engine.story.phrases import Chose, Condition, Names, Tree, read_condition
from tests.engine.story.told import built, on_all, saying, told

NAMES = Names(scenes=("a", "b", "c"), facts={"met": "yes or no"})


def true(phrase: str) -> Condition:
    return read_condition(phrase, NAMES)


def scene(id_: str, phrase: str, **parts_: object) -> Scene:
    return Scene(id_, on_all(), condition=true(phrase), **parts_)  # type: ignore[arg-type]


def story(*scenes: Scene, **parts_: object) -> Story:
    every = {scene.id: scene for scene in scenes}
    return Story("t", "0", "T", "a", every, **parts_)  # type: ignore[arg-type]


def cases(phrase: str) -> Words:
    return Cases((Option(Line(("x",)), true(phrase)), Option(Line(("y",)))))


def test_scenes_and_replies_are_asked_about_however_deep_a_phrase_is() -> None:
    reply = Reply("x", condition=read_condition("not (met or visited b and met)", NAMES))
    otherwise = Reply("otherwise", condition=read_condition("chose y in c", NAMES))
    found = asked(
        story(
            scene("a", "visited a or chose x in a", replies=(reply,), otherwise=otherwise),
            scene("b", "met or 10 min since c"),
            Scene("c", on_all()),
        )
    )
    assert found == (frozenset({"a", "b"}), frozenset({"c"}), frozenset({"a/x", "c/y"}))


def test_a_scene_that_a_sign_opens_is_counted_to_tell_unseen_from_seen() -> None:
    found = asked(
        story(
            Scene("a", on_all(), place="p", signs="open"),
            Scene("b", on_all(), place="p", signs="wait"),
            Scene("c", on_all(), signs="open"),
        )
    )
    assert found == (frozenset({"a"}), frozenset(), frozenset())


def test_what_is_said_when_nothing_matched_is_among_the_replies() -> None:
    reply, otherwise = Reply("x", pick=Line(("X",))), Reply("otherwise")
    third, timed = Reply("tries-3"), Reply("after-60")
    every = Scene(
        "a",
        on_all(),
        replies=(reply,),
        otherwise=otherwise,
        tries={3: third},
        after=(Timed(60, timed),),
    )
    assert replies_of(every) == (reply, otherwise, third, timed)
    assert replies_of(Scene("a", on_all(), replies=(reply,))) == (reply,)


def test_conditions_come_in_the_order_of_the_scenes() -> None:
    first, second = scene("a", "met"), scene("b", "not met")
    found = conditions(story(first, Scene("c", on_all()), second))
    assert list(found) == [first.condition, second.condition]


def test_a_condition_is_found_wherever_one_may_stand() -> None:
    phrases = [f"visited b at least {number} times" for number in range(1, 14)]
    one = iter(phrases)
    way = Varied("a/go", "shuffle", (Option("b", true(next(one))),), Option("a", true(next(one))))
    heard = Speech(cases(next(one)), audio="x.mp3", transcript=cases(next(one)))
    hints, question, welcome = ((cases(next(one)),), cases(next(one)), cases(next(one)))
    whole = story(
        Scene(
            "a",
            {**on_all(), "phone": heard},
            go=way,
            hints=hints,
            ask=Ask(question),
            otherwise=Reply("otherwise", speech=saying(cases(next(one)))),
            tries={2: Reply("tries-2", condition=true(next(one)))},
            after=(Timed(9, Reply("after-9", go=Cases((Option("b", true(next(one))),)))),),
            replies=(Reply("x", speech=Speech(transcript=cases(next(one)))),),
        ),
        scene("b", next(one)),
        welcome=welcome,
        anytime=(Reply("y", condition=true(next(one))),),
    )
    assert {condition.phrase for condition in conditions(whole)} == set(phrases)


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
