from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml.messaging_response import MessagingResponse

from engine.play.effects import Offer, Say, Shown
from engine.showing import Showing
from engine.texting.parts import Sent
from webhooks.twilio import twiml as room

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'


URL = "https://play.example.org/status?id=1"


def twiml(effects: tuple[Shown, ...]) -> bytes:
    return room.twiml(Showing().sent(effects, "", str), URL)


def read(data: bytes) -> list[str]:
    root = ET.fromstring(data)
    assert root.tag == "Response"
    assert {child.tag for child in root} <= {"Message"}
    return [child.text or "" for child in root]


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


@given(st.lists(st.text(min_size=1), max_size=3))
def test_whatever_is_said_is_xml_and_the_same_each_time(said: list[str]) -> None:
    answer = tuple(Say(text) for text in said)
    assert read(twiml(answer)) is not None
    assert twiml(answer) == twiml(answer)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.booleans())
def test_it_is_what_twilios_own_library_writes(said: str, is_long: bool) -> None:
    sent = Sent((said, "more") if is_long else (said,))
    theirs = MessagingResponse()
    theirs.message(said, **({"status_callback": f"{URL}&a=1"} if is_long else {}))
    assert room.twiml(sent, f"{URL}&a=1") == str(theirs).encode()


def test_of_a_long_answer_the_first_part_is_sent_and_asks_to_be_told_of() -> None:
    answer = (Say("a" * 1600 + " " + "b" * 10),)
    assert read(twiml(answer)) == ["a" * 1600]
    (message,) = ET.fromstring(twiml(answer))
    assert message.attrib == {"statusCallback": URL}


def test_pictures_and_sounds_stand_beside_the_words() -> None:
    media = ("https://play.example.org/media/a.jpg", "https://play.example.org/media/b.mp3")
    assert room.twiml(Sent(("A gate & a bell.",), ("a.jpg", "b.mp3")), URL, media) == (
        HEAD + b"<Response><Message><Body>A gate &amp; a bell.</Body>"
        b"<Media>https://play.example.org/media/a.jpg</Media>"
        b"<Media>https://play.example.org/media/b.mp3</Media></Message></Response>"
    )
    assert room.twiml(Sent(("",), ("a.jpg",)), URL, media[:1]) == (
        HEAD + b"<Response><Message><Media>https://play.example.org/media/a.jpg</Media></Message>"
        b"</Response>"
    )
    (message,) = ET.fromstring(room.twiml(Sent(("A", "B"), ("a.jpg",)), URL, media[:1]))
    assert message.attrib == {"statusCallback": URL}
