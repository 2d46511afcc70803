"""The words of the carriers, and what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.texting.optout import carrier_word

STOP = ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"]
START = ["start", "unstop"]
HELP = ["help", "info"]
ASKED = {
    **dict.fromkeys(STOP, "stop"), **dict.fromkeys(START, "start"), **dict.fromkeys(HELP, "help")
}  # fmt: skip
AROUND = st.text(" .,!?-_'\"()*\n\t…❤🛑\u200b\ufe0f", max_size=8)


@pytest.mark.parametrize(("word", "asked"), ASKED.items())
def test_every_word_of_the_carriers_is_found(word: str, asked: str) -> None:
    assert [carrier_word(form) for form in (word, word.upper(), word.title())] == [asked] * 3


@given(st.sampled_from(sorted(ASKED)), AROUND, AROUND)
def test_what_stands_around_a_word_does_not_matter(word: str, before: str, after: str) -> None:
    assert carrier_word(f"{before}{word}{after}") == ASKED[word]


@pytest.mark.parametrize(
    "text",
    ["OPT-OUT", "opt out", "Stop all", "s t o p", "STOP!!!!!!!!!!!!!!!!!!!!!!!!!!!!", "“Stop.”",
     "stop" + " " * 100 + "\n", "*STOP*", "_stop_", "ST\u200bOP"],
)  # fmt: skip
def test_a_stop_is_found_in_every_dress(text: str) -> None:
    assert carrier_word(text) == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "?", "🛑", "1", "2",
        # words of stories and of Wayside
        "yes", "no", "hint", "help me", "again", "restart", "the end", "quit it", "don't stop",
        "stop the tune", "start the clock", "info desk",
        # codes of signs
        "END7", "7END", "STOP2", "HELP4", "START9", "QUIT42",
        # other letters beside or within
        "stöp", "éstop", "stopя", "終わりend", "ｓｔｏｐ",
        # stories may have these in other languages
        "alto", "parar", "stopp", "arrêt",
        "stop" * 100, "stop" + "!" * 500, "x" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_word_of_the_carriers_is_left_to_the_stories(text: str) -> None:
    assert carrier_word(text) is None


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_asked(text: str) -> None:
    assert carrier_word(text) in {None, "stop", "start", "help"}
