"""Replies: every key, and what becomes of it."""

from dataclasses import replace

import pytest

from engine.story.keys import ANSWER, CHOICE, OUTCOME
from engine.story.model import Line, NumberRange, Option, Reply, Slot, Speech, Varied
from engine.story.phrases import Add, Condition, Get, Has
from engine.texting.optout import CARRIERS_WORDS
from tests.engine.story.told import SHARED, built, saying, scene, scene_of, told


def line(text: str) -> Line:
    return Line((text,))


HAS_OIL = Condition("has oil", Has("oil"), lambda sight: sight.has("oil"))
X = Reply("x", "a", pick=line("X"), label=("x",))
# What a key gives to a reply, where it stands beside what a reply of its kind needs.
OUTCOMES: dict[str, tuple[str, dict[str, object]]] = {
    "if": ("if: has oil", {"condition": HAS_OIL}),
    "once": ("once: yes", {"once": True}),
    "do": ("do: [get oil, add 1 to n]", {"do": (Get("oil"), Add("n", 1))}),
    "say": ("say: Hello.", {"speech": saying("Hello.")}),
    "picture": (
        "picture: a.jpg, alt: A gate.",
        {"speech": Speech(picture="a.jpg", alt="A gate.")},
    ),
    "alt": ("alt: A gate.", {"speech": Speech(alt="A gate.")}),
    "audio": ("audio: a.mp3", {"speech": Speech(audio="a.mp3")}),
    "transcript": ("transcript: Heard.", {"speech": Speech(transcript=line("Heard."))}),
    "collect": ("collect: memories", {"collect": "memories"}),
    "handover": ("handover: another", {"handover": "another"}),
    "go": ("go: b", {"go": "b"}),
    "visit": ("visit: b", {"visit": "b"}),
    "ending": ("ending: You found it", {"ending": "You found it"}),
}
MATCHED: dict[str, tuple[str, dict[str, object]]] = {
    "id": ("id: An Id!", {"id": "an-id"}),
    "words": ("words: [Yes, please]", {"words": (("yes",), ("please",))}),
    "number": ("number: 6-8", {"number": NumberRange(6, 8)}),
    "all": ("all: [Red car, two]", {"all": (("red", "car"), ("two",))}),
    "order": ("order: [One, two]", {"order": (("one",), ("two",))}),
    "photo": ("photo: yes", {"photo": True}),
    "voice": ("voice: yes", {"voice": True}),
    **OUTCOMES,
}


def choice(text: str) -> Reply:
    source = scene(f"choices:\n- {{pick: X, {text}}}\n") + SHARED
    (reply,) = built(source).scenes["a"].replies
    return reply


def answer(text: str) -> Reply:
    source = scene(f"answers:\n- {{{text}}}\n") + SHARED
    (reply,) = built(source).scenes["a"].replies
    return reply


def changed(reply: Reply, values: dict[str, object]) -> Reply:
    return replace(reply, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", MATCHED)
def test_a_key_of_a_choice_is_read(key: str) -> None:
    text, values = MATCHED[key]
    assert choice(text) == changed(X, values)


@pytest.mark.parametrize("key", MATCHED)
def test_a_key_of_an_answer_is_read(key: str) -> None:
    text, values = MATCHED[key]
    alone = Reply("x", "a", words=(("x",),))
    if key == "words":
        assert answer(text) == Reply("yes-please", "a", words=(("yes",), ("please",)))
    else:
        assert answer(f"words: x, {text}") == changed(alone, values)


@pytest.mark.parametrize("key", OUTCOMES)
def test_a_key_of_otherwise_is_read(key: str) -> None:
    text, values = OUTCOMES[key]
    source = scene(f"choices: [{{pick: X}}]\notherwise: {{{text}}}\n") + SHARED
    read = built(source).scenes["a"].otherwise
    assert read == changed(Reply("otherwise", "a"), values)


@pytest.mark.parametrize("key", MATCHED)
def test_a_key_of_a_reply_that_works_everywhere_is_read(key: str) -> None:
    text, values = MATCHED[key]
    source = scene("ending: E\n") + SHARED + f"anytime: [{{number: 7, {text}}}]\n"
    if key == "number":
        source = source.replace("number: 7, ", "")
    ids = {"words": "yes-please", "all": "red-car-two", "order": "one-two", "photo": "photo"}
    ids |= {"voice": "voice", "number": "number-6-8", "id": "an-id"}
    alone = Reply(ids.get(key, "number-7"), "anytime", number=NumberRange(7, 7))
    assert built(source).anytime == (changed(alone, values),)


def test_a_reply_may_lead_on_in_several_ways() -> None:
    assert answer("words: x, go: {shuffle: [b, a], then: b}").go == Varied(
        "a/x/go", "shuffle", (Option("b"), Option("a")), Option("b")
    )


def test_every_key_of_a_reply_has_a_case() -> None:
    assert {"pick", *MATCHED} == set(CHOICE)
    assert set(MATCHED) == set(ANSWER)
    assert set(OUTCOMES) == set(OUTCOME)


@pytest.mark.parametrize(
    ("pick", "label", "parts", "id_"),
    [
        (
            "Look at the Lantern!",
            ("look", "at", "the", "lantern"),
            ("Look at the Lantern!",),
            "look-at-the-lantern",
        ),
        ("'Ask {friend}'", (), ("Ask ", Slot("fact", "friend")), "ask-friend"),
        ("'{{friend'", ("friend",), ("{friend",), "friend"),
        ("Où est-il ?", ("ou", "est", "il"), ("Où est-il ?",), "ou-est-il"),
        ("🎺", (), ("🎺",), "reply"),
    ],
)
def test_a_choice_is_named_by_its_label(
    pick: str, label: tuple[str, ...], parts: tuple[str | Slot, ...], id_: str
) -> None:
    (reply,) = scene_of(f"choices:\n- pick: {pick}\n").replies
    assert reply == Reply(id_, "a", pick=Line(parts), label=label)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("words: hello", "hello"),
        ("words: [hello there, hi]", "hello-there-hi"),
        ("number: 7", "number-7"),
        ("number: 6-8", "number-6-8"),
        ("number: at least 8", "number-at-least-8"),
        ("words: hi, number: 7", "hi"),
        ("all: [red, car]", "red-car"),
        ("order: [red, car]", "red-car"),
        ("photo: yes", "photo"),
        ("voice: yes, number: 7", "voice"),
        ("words: hi, id: greeting", "greeting"),
        ("words: hi, id: '!!'", "reply"),
    ],
)
def test_an_answer_is_named_by_its_words_or_its_number(text: str, id_: str) -> None:
    assert answer(text).id == id_


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", NumberRange(7, 7)),
        ("-7", NumberRange(-7, -7)),
        ("007", NumberRange(7, 7)),
        ("6-8", NumberRange(6, 8)),
        ("6 - 8", NumberRange(6, 8)),
        ("7-7", NumberRange(7, 7)),
        ("at least 8", NumberRange(8, 10**9)),
        ("at least -8", NumberRange(-8, 10**9)),
        ("at most 8", NumberRange(-(10**9), 8)),
        ("1000000000", NumberRange(10**9, 10**9)),
    ],
)
def test_a_number_is_one_or_a_range(typed: str, number: NumberRange) -> None:
    assert answer(f"number: {typed}").number == number


@pytest.mark.parametrize(
    "typed",
    ["seven", "8-6", "6-", "-x", "at least", "at least eight", "about 8", "7.5", "1000000001",
     "0-1000000001", "6–8", "6-7-8", "٧"],
)  # fmt: skip
def test_what_is_no_number_is_told(typed: str) -> None:
    message = f"'{typed}' is no number here. Write 7, 6-8, at least 8, or at most 8."
    assert told(scene(f"answers:\n- number: {typed}\n")) == [f"10:15 number {message}"]


SAID = Varied("a/otherwise", "first", (Option(line("What?")),), Option(line("No.")))


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("What?", Reply("otherwise", "a", speech=saying("What?"))),
        (
            "{first: What?, then: No.}",
            Reply("otherwise", "a", speech=saying(SAID)),
        ),
        (
            "{say: {first: What?, then: No.}, go: b}",
            Reply("otherwise", "a", speech=saying(SAID), go="b"),
        ),
    ],
)
def test_otherwise_is_a_text_or_its_variants_or_a_reply(text: str, otherwise: Reply) -> None:
    assert scene_of(f"choices: [{{pick: X}}]\notherwise: {text}\n").otherwise == otherwise


def test_variants_of_a_reply_are_counted_by_scene_and_reply() -> None:
    say = "{first: A., then: B.}"
    read = scene_of(f"choices: [{{pick: X, say: {say}}}]\nanswers: [{{words: y, say: {say}}}]\n")
    assert [getattr(reply.speech.say, "key", None) for reply in read.replies] == ["a/x", "a/y"]


@pytest.mark.parametrize("word", sorted(CARRIERS_WORDS))
@pytest.mark.parametrize("text", ["choices: [{{pick: {}}}]", "answers: [{{words: [x, {}]}}]"])
def test_a_word_of_the_phone_companies_is_no_reply(text: str, word: str) -> None:
    typed = f"'{word.capitalize()}!'"
    (message,) = told(scene(text.format(typed)))
    assert message.split(" ", 1)[1] == (
        f"reserved-word '{word.capitalize()}!' is a word of the phone companies: who sends it is "
        "signed off or gets their help, and the story never hears it. Use another."
    )


@pytest.mark.parametrize("typed", ["Stop here", "The end", "Help me", "starting"])
def test_a_word_of_the_phone_companies_among_others_is_fine(typed: str) -> None:
    assert told(scene(f"choices: [{{pick: {typed}}}]")) == []


@pytest.mark.parametrize("text", ["choices: [{}]", "answers: [{}]", "choices: [x]", "answers: [x]"])
def test_a_reply_that_says_nothing_is_told_once(text: str) -> None:
    assert len(told(scene(text))) == 1
