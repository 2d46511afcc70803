"""What of an answer goes out by text: words, pictures, sounds, and the way to them."""

from engine.play.effects import Lead, Offer, Say
from engine.showing import Showing
from engine.story.media import public_name, start_of_content
from engine.texting.parts import Sent

GATE = public_name("gate.jpg", "00" * 32)
LAMP = public_name("Lamp.PNG", "01" * 32)
BELL = public_name("bell.mp3", "02" * 32)
RIVER = public_name("river.webp", "03" * 32)
SPEECH = public_name("speech.mp3", "04" * 32)
SIZES = {GATE: 40_000, LAMP: 4_870_000, BELL: 600_000, RIVER: 1_000, SPEECH: 600_001}
URL = "https://play.example.org"
BY_MMS = Showing(URL, SIZES.get, lambda _sender, _to: True)
BY_LINK = Showing(URL, SIZES.get)
NOWHERE = Showing("", SIZES.get, lambda _sender, _to: True)
SEEN = Say("The gate is open.", GATE, "A green gate over dark water.")
HEARD = Say("A bell rings.", audio=BELL)


def sent(showing: Showing, *answer: Say | Offer | Lead) -> Sent:
    return showing.sent(answer, "+12025550100", lambda: "+12125550123")


def test_a_name_is_short_and_made_of_the_content() -> None:
    assert GATE == "AAAAAAAAAAAAAAAAAAAAAA.jpg"
    assert LAMP == "AQEBAQEBAQEBAQEBAQEBAQ.png"
    assert start_of_content(LAMP) == b"\x01" * 16
    assert public_name("map.svg", "00" * 32) == public_name("gate", "00" * 32) == ""
    for strange in ("", "gate.jpg", GATE.upper(), f"{GATE}/x", f"../{GATE}", GATE[:-4] + ".svg"):
        assert start_of_content(strange) is None


def test_a_picture_goes_along_with_its_words_for_who_cannot_see_it() -> None:
    assert sent(BY_MMS, SEEN, Offer(("Go in",))) == Sent(
        ("The gate is open.\n(A green gate over dark water.)\n\n1 Go in",), (GATE,)
    )


def test_elsewhere_its_words_and_a_link_do() -> None:
    shows = "(A green gate over dark water.)"
    link = f"{URL}/media/AAAAAAAAAAAAAAAAAAAAAA.jpg"
    assert sent(BY_LINK, SEEN, Offer(("Go in",))) == Sent(
        (f"The gate is open.\n{shows} {link}\n\n1 Go in",)
    )


def test_where_nobody_can_be_led_to_it_the_words_are_as_they_ever_were() -> None:
    assert sent(NOWHERE, SEEN, HEARD) == Sent(("The gate is open.\n\nA bell rings.",))


def test_a_sound_goes_along_or_is_linked() -> None:
    assert sent(BY_MMS, HEARD) == Sent(("A bell rings.",), (BELL,))
    assert sent(BY_LINK, HEARD) == Sent((f"A bell rings.\n{URL}/media/{BELL}",))
    whispered = Say(audio=BELL, transcript="Ding.")
    assert sent(BY_MMS, whispered) == Sent(("Ding.",), (BELL,))


def test_a_picture_alone_is_told_once() -> None:
    alone = Say(picture=GATE, alt="A gate.")
    assert sent(BY_MMS, alone) == Sent(("A gate.",), (GATE,))
    assert sent(BY_LINK, alone) == Sent((f"A gate.\n{URL}/media/{GATE}",))


def test_what_has_no_words_at_all_goes_all_the_same() -> None:
    assert sent(BY_MMS, Say(audio=BELL)) == Sent(("",), (BELL,))
    assert sent(BY_LINK, Say(audio=BELL)) == Sent((f"{URL}/media/{BELL}",))


def test_what_is_too_large_or_of_a_kind_that_phones_do_not_take_is_linked() -> None:
    assert sent(BY_MMS, Say("Hear.", audio=SPEECH)) == Sent((f"Hear.\n{URL}/media/{SPEECH}",))
    assert sent(BY_MMS, Say("See.", RIVER, "A river.")) == Sent(
        (f"See.\n(A river.) {URL}/media/{RIVER}",)
    )
    both = (Say("One.", GATE, "A gate."), Say("Two.", LAMP, "A lamp."))
    assert sent(BY_MMS, *both) == Sent(
        (f"One.\n(A gate.)\n\nTwo.\n(A lamp.) {URL}/media/{LAMP}",), (GATE,)
    )


def test_one_message_takes_ten_files() -> None:
    names = [public_name("a.jpg", f"{number:02}" * 32) for number in range(11)]
    showing = Showing(URL, dict.fromkeys(names, 1).get, lambda _sender, _to: True)
    found = sent(showing, *(Say(str(number), name) for number, name in enumerate(names)))
    assert found.media == tuple(names[:10])
    assert found.parts[0].endswith(f"10\n{URL}/media/{names[10]}")


def test_what_is_not_given_out_is_told_in_words() -> None:
    unknown = public_name("x.jpg", "ff" * 32)
    for name in (unknown, "gate.jpg", "drawing.svg"):
        assert sent(BY_MMS, Say("Look.", name, "A gate.")) == Sent(("Look.",))


def test_the_same_picture_twice_goes_once() -> None:
    assert sent(BY_MMS, SEEN, SEEN).media == (GATE,)


def test_of_several_parts_the_first_has_the_picture() -> None:
    found = sent(BY_MMS, SEEN, Say("a" * 1590))
    assert (len(found.parts), found.media) == (2, (GATE,))
