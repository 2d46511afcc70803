from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.play.effects import Offer, Say
from webhooks.twilio.twiml import LONGEST_MESSAGE, MOST_MESSAGES, messages, twiml

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'


def read(data: bytes) -> list[str]:
    root = ET.fromstring(data)
    assert root.tag == "Response"
    assert {child.tag for child in root} <= {"Message"}
    return [child.text or "" for child in root]


def units(text: str) -> int:
    """Count as UTF-16 does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_an_empty_answer_is_an_empty_response() -> None:
    assert twiml(()) == HEAD + b"<Response />"


def test_what_is_said_and_offered_is_one_message() -> None:
    answer = (Say("A bell & a <rope>."), Say("Quiet."), Offer(("Ring it", "Go away")))
    assert twiml(answer) == (
        HEAD + b"<Response><Message>A bell &amp; a &lt;rope&gt;.\n\nQuiet.\n\n1 Ring it\n2 Go away"
        b"</Message></Response>"
    )


def test_every_language_arrives() -> None:
    said = "¿Qué tal? “Ça va” 你好 مرحبا 🎺👩🏽‍🚀 ]]> &amp;"
    assert read(twiml((Say(said),))) == [said]


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert read(twiml((Say("a\0b\x1bc\ufffed\r\ne\ud800f"),))) == ["abcd\nef"]
    assert twiml((Say("\0"),)) == HEAD + b"<Response />"


@pytest.mark.parametrize(
    ("between", "first"),
    [("\n\n", 1500), ("\n", 1500), (" ", 1500), ("\n\n", 1600), (" ", 1600), ("\n\n", 900)],
)
def test_a_long_text_ends_its_first_message_at_a_break(between: str, first: int) -> None:
    text = "a" * first + between + "b" * 1200
    assert messages(text) == ["a" * first, "b" * 1200]


def test_a_paragraph_is_a_better_break_than_a_line_and_a_line_than_a_word() -> None:
    start, line, word = "a" * 1000, "b" * 300, "c" * 250
    rest = "d" * 200
    assert messages(f"{start}\n\n{line}\n{word} {rest}") == [start, f"{line}\n{word} {rest}"]
    assert messages(f"{start} {line}\n{word} {rest}") == [f"{start} {line}", f"{word} {rest}"]


def test_a_break_that_would_leave_a_message_nearly_empty_is_not_taken() -> None:
    assert messages("Hm.\n\n" + "word " * 400)[0] == "Hm.\n\n" + ("word " * 319).strip()


def test_a_word_without_end_is_cut() -> None:
    assert messages("a" * 3300) == ["a" * 1600, "a" * 1600, "a" * 100]


def test_more_than_ten_messages_are_not_sent() -> None:
    assert messages("a" * 20_000) == ["a" * LONGEST_MESSAGE] * MOST_MESSAGES


def test_characters_that_count_twice_are_counted_twice() -> None:
    assert messages("🎺" * 1000)[0] == "🎺" * 800 or units(messages("🎺" * 1000)[0]) <= 1600


@given(st.text(st.sampled_from("ab🎺é \n"), max_size=5000))
@example("🎺" * 801)
@example("a" * 1599 + "🎺")
def test_no_message_is_too_long_and_nothing_but_breaks_is_lost(text: str) -> None:
    parts = messages(text)
    assert [part for part in parts if not part or units(part) > LONGEST_MESSAGE] == []
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.lists(st.text(min_size=1), max_size=3))
def test_whatever_is_said_is_xml_and_the_same_each_time(said: list[str]) -> None:
    answer = tuple(Say(text) for text in said)
    assert read(twiml(answer)) is not None
    assert twiml(answer) == twiml(answer)
