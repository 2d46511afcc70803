import secrets

from hypothesis import given
from hypothesis import strategies as st

from engine.play.effects import Offer, Say
from webhooks.web.transcript import MOST_CHARS, Exchange, added, packed, unpacked

KEY = "k" * 32
FIRST = Exchange("1a", "LAMP", (Say("A lamp."), Say("And a rope."), Offer(("Rub it", "Go"))))
SECOND = Exchange("2b", "Пусто 灯 <b>", ())


def test_exchanges_come_back_as_they_were() -> None:
    assert unpacked(packed((FIRST, SECOND), KEY), KEY) == (FIRST, SECOND)
    assert unpacked(packed((), KEY), KEY) == ()


def test_an_answer_is_worded_as_a_text_message() -> None:
    assert FIRST.wording == "A lamp.\n\nAnd a rope.\n\n1 Rub it\n2 Go"
    assert SECOND.wording == ""


def test_the_choices_are_those_offered_last() -> None:
    twice = Exchange("3", "x", (Offer(("Old",)), Say("But."), Offer(("New", "Newer"))))
    assert [entry.choices for entry in (FIRST, SECOND, twice)] == [
        ("Rub it", "Go"),
        (),
        ("New", "Newer"),
    ]


def test_a_second_delivery_of_a_form_is_not_added() -> None:
    long = Exchange("4", "x" * 500, ())
    once = added(added((), FIRST), long)
    assert added(added(once, long), FIRST) == once
    other_words = Exchange(FIRST.id, "1", FIRST.answer)
    assert added(once, other_words) == (*once, other_words)


def test_a_long_text_is_shown_by_its_beginning() -> None:
    (shown,) = added((), Exchange("5", "x" * 161))
    assert shown.text == "x" * 158 + " …"
    (whole,) = added((), Exchange("5", "x" * 160))
    assert whole.text == "x" * 160


def test_the_oldest_go_first() -> None:
    exchanges = tuple(
        Exchange(f"{n:08}", secrets.token_hex(40), (Say(secrets.token_hex(100)),))
        for n in range(50)
    )
    value = packed(exchanges, KEY)
    kept = unpacked(value, KEY)
    assert len(value) <= MOST_CHARS
    assert 5 < len(kept) < 50
    assert kept == exchanges[-len(kept) :]


def test_an_answer_that_alone_is_too_long_is_cut() -> None:
    answer = "".join(chr(0x10000 + secrets.randbelow(0x10000)) for _ in range(5000))
    words = "".join(chr(0x10000 + secrets.randbelow(0x10000)) for _ in range(160))
    value = packed((FIRST, Exchange("6", words, (Say(answer),))), KEY)
    assert len(value) <= MOST_CHARS
    (kept,) = unpacked(value, KEY)
    assert (kept.id, kept.text) == ("6", words)
    assert kept.wording.endswith(" …")
    assert answer.startswith(kept.wording[:-2])
    assert len(kept.wording) >= 300


def test_ten_long_answers_of_a_story_stay() -> None:
    words = "The keeper lifts his lantern and looks at you for a while, then says number"
    exchanges = tuple(
        Exchange(f"{n:08}", "walk on", (Say(f"{words} {n}. " * 6), Offer(("Go on", f"Ask {n}"))))
        for n in range(10)
    )
    assert unpacked(packed(exchanges, KEY), KEY) == exchanges


def test_what_another_key_sealed_is_nothing() -> None:
    assert unpacked(packed((FIRST,), KEY), "j" * 32) == ()


def test_a_changed_character_makes_it_nothing() -> None:
    value = packed((FIRST,), KEY)
    changed = value[:30] + ("A" if value[30] != "A" else "B") + value[31:]
    assert unpacked(changed, KEY) == ()


@given(st.text())
def test_anything_else_is_nothing(value: str) -> None:
    assert unpacked(value, KEY) == ()
