"""A player's words and the reply they mean, tier by tier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.languages.folding import fold
from engine.play.effects import Say
from engine.play.events import Said
from engine.play.matching import (
    LONGEST_HEARD,
    Candidate,
    called,
    near,
    part_of_label,
    same,
    sign_in,
    spoken,
    within,
)
from engine.play.play import Play
from engine.play.step import step
from engine.play.world import Keyword, Sign
from engine.story.model import NumberRange, Reply
from tests.engine.play.cases import NOON, told

KEYWORDS = {
    "lantern": Keyword("lantern"),
    "iron bridge": Keyword("lantern"),
    "mural": Keyword("mural"),
}
SIGNS = {"4273": Sign("lantern", "gate"), "brass7": Sign("mural", "wall")}
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
PHRASE = st.lists(
    st.sampled_from(["a", "bb", "cat", "lamp", "house", "mouse", "clockmaker", "7", "12"]),
    min_size=1,
)


def candidate(
    id_: str, *words: str, label: str = "", number: tuple[int, int] | None = None
) -> Candidate:
    """Give a reply that can be given, by what stands for it."""
    wanted = NumberRange(*number) if number else None
    return Candidate(Reply(id_, words=tuple(map(fold, words)), number=wanted), fold(label))


def id_of(reply: Reply | None) -> str | None:
    return reply.id if reply else None


# The tiers, one after the other

TIERS = told(
    {
        "story": "The Tiers",
        "start": "gate",
        "scenes": {
            "gate": {
                "choices": [
                    {"pick": "Blow out the lamps", "id": "first", "say": "first"},
                    {"pick": "Sit by the garden gate", "id": "second", "say": "second"},
                    {
                        "pick": "Light a torch",
                        "id": "third",
                        "words": ["gates", "3 bells"],
                        "say": "third",
                    },
                ],
                "answers": [
                    {"words": ["2", "no idea", "gate"], "id": "fourth", "say": "fourth"},
                    {"words": ["no", "lanp"], "id": "fifth", "say": "fifth"},
                    {"words": ["no idea of it", "torches"], "id": "sixth", "say": "sixth"},
                    {"number": "3-9", "id": "seventh", "say": "seventh"},
                ],
                "otherwise": "none",
            }
        },
    },
    "tiers",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the menu's number, before the same words and before a number answer
        ("2", "second"),
        ("two", "second"),
        ("3", "third"),
        ("4", "seventh"),
        # the same words, before words inside
        ("no", "fifth"),
        ("no idea", "fourth"),
        ("no idea of it", "sixth"),
        ("gates", "third"),
        # words inside, before a part of a label
        ("no idea at all", "fourth"),
        ("garden gate", "fourth"),
        ("3 bells rang", "third"),
        ("5 bells rang", "seventh"),
        # a part of exactly one label, before what is near enough
        ("torch", "third"),
        ("garden", "second"),
        ("lamps", "first"),
        ("the", "none"),
        # near enough
        ("torchs", "sixth"),
        ("lamp", "fifth"),
        ("blow up the lamps", "first"),
        ("whatever", "none"),
    ],
)  # fmt: skip
def test_the_tiers_are_tried_in_their_order(text: str, found: str) -> None:
    play = Play("tiers", "1", "en", 1, scene="gate", menu=("first", "second", "third"))
    said = [e.text for e in step(TIERS, play, Said(text), NOON).effects if isinstance(e, Say)]
    assert said == [found]


# The same words


def test_the_same_words_may_be_words_a_label_or_a_number() -> None:
    replies = [
        candidate("words", "lamp", "oil lamp"),
        candidate("label", label="Look, a lamp"),
        candidate("number", number=(6, 8)),
    ]
    texts = [
        "LAMP",
        "oil-lamp",
        "Lamp!",
        "look a lamp",
        "6",
        "seven",
        "8.",
        "9",
        "a lamp",
        "",
        "🙂",
    ]
    assert [id_of(same(spoken(text, "en"), replies)) for text in texts] == [
        "words", "words", "words", "label", "number", "number", "number", None, None, None, None,
    ]  # fmt: skip


def test_of_replies_with_the_same_words_the_first_is_meant() -> None:
    replies = [candidate("number", number=(1, 9)), candidate("a", "7"), candidate("b", "lamp")]
    assert id_of(same(spoken("7", "en"), replies)) == "number"
    assert id_of(same(spoken("7", "en"), replies[1:])) == "a"


def test_number_words_count_in_the_players_language() -> None:
    seven = [candidate("seven", number=(7, 7))]
    assert id_of(same(spoken("siete", "es"), seven)) == "seven"
    assert id_of(same(spoken("seven", "es"), seven)) == "seven"
    assert id_of(same(spoken("siete", "en"), seven)) is None


# Words inside a longer text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("give me the lamp now", "lamp"),
        ("the oil lamp is out", "oil"),
        ("oil for the lamp", "lamp"),
        ("lamplight", None),
        ("the lamps", None),
        ("I would like to go home", "home"),
        ("go straight home", None),
        ("there are seven", "seven"),
        ("there are 7 of them", "seven"),
        ("7 or 8", None),
        ("7 and again 7", None),
        ("eight", None),
        ("", None),
    ],
)
def test_words_are_found_inside_a_longer_text(text: str, found: str | None) -> None:
    replies = [
        candidate("oil", "oil lamp"),
        candidate("lamp", "lamp"),
        candidate("home", label="Go home"),
        candidate("seven", number=(7, 7)),
    ]
    assert id_of(within(spoken(text, "en"), replies, "en")) == found


# A part of a label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lantern", "lantern"),
        ("LANTERN look", "lantern"),
        ("lantern at the look", "lantern"),
        ("lantern lantern", "lantern"),
        ("look", None),
        ("the", None),
        ("lantern mat", None),
        ("old lantern", None),
        ("walk", "walk"),
        ("bridge", "walk"),
        ("hidden", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_a_part_of_exactly_one_label_is_enough(text: str, found: str | None) -> None:
    replies = [
        candidate("lantern", "hidden", label="Look at the lantern"),
        candidate("mat", label="Look under the mat"),
        candidate("walk", label="Walk to the bridge"),
        candidate("answer", "hidden words"),
    ]
    assert id_of(part_of_label(spoken(text, "en"), replies)) == found


# Near enough

NEAR = [
    # under four letters: none, but a plural
    ("cat", "cat", True),
    ("cat", "cats", True),
    ("cats", "cat", True),
    ("cat", "cet", False),
    ("cat", "ca", False),
    ("cat", "act", False),
    ("ox", "oxes", False),
    ("no", "now", False),
    # four to seven: one
    ("lamp", "lanp", True),
    ("lamp", "lam", True),
    ("lamp", "lammp", True),
    ("lamp", "alamp", True),
    ("lamp", "lapm", True),
    ("lamp", "almp", True),
    ("lamp", "plam", False),
    ("lamp", "lon", False),
    ("lantern", "lanter", True),
    ("lantern", "latnern", True),
    ("lantern", "latner", False),
    ("lantern", "lanters", True),
    # eight and more: two
    ("barnacle", "barnakel", True),
    ("barnacle", "barncl", True),
    ("barnacle", "abrnalce", True),
    ("barnacle", "barnkl", False),
    ("clockmaker", "clokmaker", True),
    ("clockmaker", "clokmakr", True),
    ("clockmaker", "clkmakr", False),
    # letters that changed places count once, and each part is edited once only
    ("bird", "brid", True),
    ("bird", "brdi", False),
    ("abcdefgh", "bacdefhg", True),
    ("cadefghi", "abcdefghi", False),
    # plurals
    ("horse", "horses", True),
    ("glass", "glasses", True),
    ("lens", "lenses", True),
    ("boxes", "box", True),
    ("compass", "compasses", True),
    ("brass key", "brass keys", True),
    ("news", "new", True),
    ("its", "it", False),
    ("axes", "ax", False),
    ("berry", "berries", False),
    # dictation: spaces lost or added
    ("clockmaker", "clock maker", True),
    ("clock maker", "clockmaker", True),
    ("ice cream", "icecream", True),
    ("cat", "c at", True),
    ("brass key", "brasskeys", True),
    ("clockmaker", "clock makr", True),
    # within a longer text
    ("lamp", "where is the lanp now", True),
    ("brass key", "take the bras key please", True),
    ("clockmaker", "the clock maker did it", True),
    ("clock maker", "the clockmaker did it", True),
    ("clockmaker", "the clock makr did it", False),
    ("brass key", "take my brasskei", False),
    ("cat", "one cats two", True),
    ("cat", "one cet two", False),
    # never for numbers and codes
    ("room 12", "room 13", False),
    ("room 12", "rom 12", False),
    ("room 12", "room 12s", False),
    ("hands4", "hands5", False),
    ("hands", "hands4", False),
    ("hands", "hand5", False),
    ("none", "nine", False),
    ("none", "one", False),
    ("seven", "7", False),
    # nothing at all
    ("lamp", "", False),
    ("lamp", "?!", False),
    ("lamp", "🙂", False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "text", "found"), NEAR)
def test_what_is_near_enough_is_meant(words: str, text: str, *, found: bool) -> None:
    assert (near(spoken(text, "en"), [candidate("it", words)]) is not None) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rouse", None),
        ("mousse", "mouse"),
        ("houses", "house"),
        ("hose", "house"),
        ("mose", "mouse"),
        ("louse", None),
        ("a house and a mouse", None),
        ("grouse", None),
    ],
)
def test_of_two_that_are_equally_near_neither_is_meant(text: str, found: str | None) -> None:
    replies = [candidate("house", "house", "home"), candidate("mouse", "mouse", label="A mouse")]
    assert id_of(near(spoken(text, "en"), replies)) == found


def test_a_plural_is_nearer_than_a_slip() -> None:
    replies = [candidate("camps", "camps"), candidate("lamp", "lamp")]
    assert id_of(near(spoken("lamps", "en"), replies)) == "lamp"


def test_one_reply_that_is_near_by_two_of_its_words_is_meant() -> None:
    assert id_of(near(spoken("lanp", "en"), [candidate("light", "lamp", "lane")])) == "light"


def test_a_reply_that_is_a_number_is_never_near() -> None:
    assert near(spoken("8", "en"), [candidate("seven", number=(7, 7))]) is None
    assert near(spoken("sevn", "en"), [candidate("seven", number=(7, 7))]) is None


# Keywords and codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lantern!", "lantern"),
        ("IRON  BRIDGE", "lantern"),
        ("mural", "mural"),
        ("the mural", None),
        ("murals", None),
        ("", None),
    ],
)
def test_a_keyword_is_called_by_the_whole_text(text: str, found: str | None) -> None:
    keyword = called(fold(text), KEYWORDS)
    assert (keyword and keyword.story) == found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("4273", "gate"),
        (" #4273. ", "gate"),
        ("Brass7", "wall"),
        ("LANTERN 4273", "gate"),
        ("iron bridge 4273", "gate"),
        ("mural, brass7!", "wall"),
        ("mural 4273", None),
        ("4273 lantern", None),
        ("the lantern 4273", None),
        ("my code is 4273", None),
        ("4 2 7 3", "gate"),
        ("42 73", "gate"),
        ("lantern 42 73", "gate"),
        ("the lantern 42 73", None),
        ("42 73 lantern", None),
        ("4 2 7 3 ?!", "gate"),
        ("42 74", None),
        ("4274", None),
        ("BRASS 7", "wall"),
        ("mural b r a s s 7", "wall"),
        ("lantern brass 7", None),
        ("", None),
    ],
)
def test_a_code_is_a_scan_alone_or_after_a_keyword_of_its_story(
    text: str, place: str | None
) -> None:
    sign = sign_in(fold(text), KEYWORDS, SIGNS)
    assert (sign and sign.place) == place


# Any text


@given(ANY_TEXT)
def test_no_text_makes_matching_fail(text: str) -> None:
    replies = [
        candidate("lamp", "lamp", "oil lamp", label="Look at the lamp"),
        candidate("number", number=(-3, 1_000_000)),
    ]
    for language in ("en", "es", "xx"):
        heard = spoken(text, language)
        for found in (
            same(heard, replies),
            within(heard, replies, language),
            part_of_label(heard, replies),
            near(heard, replies),
        ):
            assert found is None or found.id in {"lamp", "number"}
        assert called(heard.words, KEYWORDS) in {None, *KEYWORDS.values()}
        assert sign_in(heard.words, KEYWORDS, SIGNS) in {None, *SIGNS.values()}


@pytest.mark.parametrize("length", [LONGEST_HEARD, LONGEST_HEARD + 1, 100_000])
def test_the_beginning_of_a_long_text_is_heard(length: int) -> None:
    heard = spoken("x" * length, "en")
    assert (heard.text, heard.words, heard.number) == (
        "x" * LONGEST_HEARD,
        ("x" * LONGEST_HEARD,),
        None,
    )


@given(st.lists(PHRASE, min_size=1, max_size=6), st.data())
def test_a_replys_own_words_find_it_or_one_above_it(
    phrases: list[list[str]], data: st.DataObject
) -> None:
    replies = [candidate(str(at), " ".join(phrase)) for at, phrase in enumerate(phrases)]
    at = data.draw(st.integers(0, len(phrases) - 1))
    text = " ".join(phrases[at])
    found = same(spoken(text, "en"), replies)
    assert found is not None
    assert int(found.id) <= at
    inside = within(spoken(f"well {text} then", "en"), replies, "en")
    assert inside is not None
    assert int(inside.id) <= at


@given(st.lists(PHRASE, min_size=1, max_size=6), st.data())
def test_the_order_of_replies_does_not_change_what_is_near(
    phrases: list[list[str]], data: st.DataObject
) -> None:
    replies = [candidate(str(at), " ".join(phrase)) for at, phrase in enumerate(phrases)]
    heard = spoken(data.draw(ANY_TEXT | st.sampled_from(["cats", "hause", "clock maker"])), "en")
    assert near(heard, replies) == near(heard, data.draw(st.permutations(replies)))


@given(st.integers(-(10**9), 10**9))
def test_no_number_is_near_to_anything(number: int) -> None:
    replies = [candidate("a", str(number + 1)), candidate("b", "none"), candidate("c", "12345678")]
    assert near(spoken(str(number), "en"), replies) is None
