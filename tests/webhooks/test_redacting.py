"""What is taken out of a line for the log, and what is left for operators to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.redacting import HIDDEN, redacted, redacted_value, stands_in

digits = st.text("0123456789", min_size=7, max_size=15)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("+12125550123", HIDDEN),
        ("whatsapp:+12125550123", f"whatsapp:{HIDDEN}"),
        ("call (212) 555-0123 now", f"call {HIDDEN} now"),
        ("212.555.0123", HIDDEN),
        ("\u0662\u0661\u0662\u0665\u0665\u0665\u0660\u0661\u0662\u0663", HIDDEN),
        ("mail sam.lee@example.org!", f"mail {HIDDEN}!"),
        ("SM0123456789abcdef0123456789abcdef", HIDDEN),
        ("K0b+/dGhlIHNlY3JldCBpcyA5OTk5OQ==", HIDDEN),
        ("https://api.twilio.com/2010-04-01/Accounts/AC1/x?To=%2B1", f"https://api.twilio.com/{HIDDEN}"),
        ("postgresql://me:word@db.example.org:5432/wayside", f"postgresql://db.example.org:5432/{HIDDEN}"),
    ],
)  # fmt: skip
def test_numbers_tokens_addresses_and_mail_are_hidden(text: str, left: str) -> None:
    assert redacted(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "The database did not take it: database or disk is full",
        "stories/grand-avenue-mural/story.yaml:31:11: 'goto' is not known here.",
        "21610",
        "Unexpected exit from worker-12",
        "TWILIO_AUTH_TOKEN",
        "engine.store.errors.NotStored",
    ],
)
def test_what_operators_need_is_left(text: str) -> None:
    assert redacted(text) == text


@given(st.text(max_size=20), digits, st.text(max_size=20))
def test_no_number_is_left_whatever_stands_around_it(before: str, number: str, after: str) -> None:
    assert number not in redacted(f"{before}{number}{after}")


@given(digits.map("-".join))
def test_nor_one_that_is_parted(number: str) -> None:
    assert redacted(number) == HIDDEN


def test_secrets_are_hidden_wherever_they_stand() -> None:
    assert redacted("by open sesame, then", ["open sesame"]) == f"by {HIDDEN}, then"


def test_values_within_values_are_redacted_and_what_is_no_text_goes() -> None:
    value = {"to": ["+12125550123", 5], "n": 12125550123, "who": object(), "is": None}
    assert redacted_value(value) == {
        "to": [HIDDEN, 5], "n": HIDDEN, "who": HIDDEN, "is": None
    }  # fmt: skip


def test_words_of_a_file_are_told_from_words_that_are_not() -> None:
    assert not stands_in(__file__, "words that stand" + " nowhere here")
    assert stands_in(__file__, "def test_words_of_a_file")
    assert not stands_in(__file__, "")
    assert not stands_in("no such file", "words")
