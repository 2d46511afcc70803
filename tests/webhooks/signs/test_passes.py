"""A pass is read as it was given, and nobody makes or changes one without the secret."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.secret import Secret
from engine.signs.register import without_number
from webhooks.signs.passes import Pass, read_pass, token_of

OURS, THEIRS = Secret(bytes(32)), Secret(bytes(31) + b"\1")
AB = Pass("AB", 1_812_218_400, 1_812_247_200)
TOKEN = token_of(OURS, AB)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
names = st.text(min_size=1, max_size=60).map(without_number).filter(bool)
moments = st.integers(0, 2**40 - 1)


def told(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


@given(names.filter(told), st.tuples(moments, moments).filter(lambda pair: pair[0] < pair[1]))
def test_every_pass_is_read_as_it_was_given(by: str, moments: tuple[int, int]) -> None:
    found = Pass(by, *moments)
    token = token_of(OURS, found)
    assert read_pass(OURS, token) == found
    assert set(token) <= set(LETTERS)
    assert read_pass(THEIRS, token) is None


def test_a_token_is_short_enough_to_be_scanned_from_a_screen() -> None:
    assert (len(TOKEN), len(token_of(OURS, Pass("W" * 60, 1, 2)))) == (38, 115)


def test_none_is_good_in_which_one_letter_was_changed() -> None:
    changed = [
        f"{TOKEN[:at]}{letter}{TOKEN[at + 1 :]}"
        for at in range(len(TOKEN))
        for letter in LETTERS
        if letter != TOKEN[at]
    ]
    assert len(changed) == 63 * 38
    assert [each for each in changed if read_pass(OURS, each)] == []


def test_none_is_good_that_was_cut_or_made_longer() -> None:
    cut = [TOKEN[:at] for at in range(len(TOKEN))] + [TOKEN[at:] for at in range(1, len(TOKEN))]
    longer = [f"{TOKEN}{more}" for more in ("A", "AA", "=", "==", "\n", " ", "%", TOKEN)]
    assert [each for each in (*cut, *longer) if read_pass(OURS, each)] == []


@pytest.mark.parametrize("token", ["", "x", "A" * 38, "é" * 38, "A" * 5_000, "../" * 13, "\0" * 38])
def test_what_is_no_token_is_no_pass(token: str) -> None:
    assert read_pass(OURS, token) is None


def test_an_end_that_was_put_off_is_not_believed() -> None:
    signature = OURS.fingerprint("patrol", AB.since_s.to_bytes(5) + AB.until_s.to_bytes(5) + b"AB")
    for until_s, is_good in ((AB.until_s, True), (AB.until_s + 1, False)):
        data = AB.since_s.to_bytes(5) + until_s.to_bytes(5) + b"AB" + signature
        token = urlsafe_b64encode(data).rstrip(b"=").decode()
        assert (read_pass(OURS, token) == AB) is is_good


def test_it_holds_until_its_end() -> None:
    assert [AB.holds(AB.until_s + late) for late in (-1, 0, 1)] == [True, False, False]


@pytest.mark.parametrize(
    ("by", "since_s", "until_s"),
    [("AB", 5, 5), ("AB", 6, 5), ("AB", -1, 5), ("AB", 5, 2**40), ("", 1, 2), ("A\nB", 1, 2),
     ("+1 202 555 0123", 1, 2)],
)  # fmt: skip
def test_what_cannot_be_is_no_pass(by: str, since_s: int, until_s: int) -> None:
    with pytest.raises(ValueError, match=r"patrol ends|Who walks"):
        Pass(by, since_s, until_s)
