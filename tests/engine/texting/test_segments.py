"""What a text costs, against another implementation and against the rules themselves."""

import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.texting.segments import Segments, clusters, look_alikes, segments, smart, split

DATA = json.loads(Path(__file__).with_name("segments.json").read_text(encoding="utf-8"))
ONE, TWO = DATA["one_septet"], DATA["two_septets"]
ROOM = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
NAMES = [f"{n}: {text[:12]!a}" for n, (text, *_) in enumerate(DATA["facts"])]

texts = st.text(
    st.one_of(
        st.sampled_from(ONE),
        st.sampled_from(TWO),
        st.sampled_from("’“”–…\u00a0ﬁçê😊🦉"),
        st.characters(),
    ),
    max_size=400,
)
# Long texts in every mix, which the strategy above seldom makes.
long_texts = st.lists(st.tuples(st.sampled_from("ab€[ç’😊"), st.integers(1, 160)), max_size=6).map(
    lambda runs: "".join(letter * times for letter, times in runs)
)


def units(text: str, encoding: str) -> int:
    if encoding == "UCS-2":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return sum(2 if letter in TWO else 1 for letter in text)


def cut_anyway(cluster: str) -> bool:
    """Tell whether a letter has so many marks that it fits nowhere whole."""
    return units(cluster, "UCS-2") > ROOM["UCS-2"][1]


def test_the_table_has_two_hundred_facts_of_both_encodings() -> None:
    assert len(DATA["facts"]) == 200
    assert {encoding for *_, encoding, _ in DATA["facts"]} == {"GSM-7", "UCS-2"}


@pytest.mark.parametrize(("text", "count", "encoding", "size"), DATA["facts"], ids=NAMES)
def test_a_text_costs_what_the_carriers_own_calculator_says(
    text: str, count: int, encoding: str, size: int
) -> None:
    ours = segments(text)
    assert (ours.count, ours.encoding, ours.units) == (count, encoding, size)


def test_every_character_has_the_size_that_the_calculator_says() -> None:
    assert (len(ONE), len(TWO)) == (127, 10)
    for code in (*range(0xD800), *range(0xE000, 0x10000)):
        letter = chr(code)
        size = 1 if letter in ONE else 2 if letter in TWO else None
        expected = Segments(1, "UCS-2", 1, (letter,))
        assert segments(letter) == (Segments(1, "GSM-7", size, ()) if size else expected)


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("", Segments(0, "GSM-7", 0, ())),
        ("a" * 160, Segments(1, "GSM-7", 160, ())),
        ("a" * 161, Segments(2, "GSM-7", 161, ())),
        ("a" * 306, Segments(2, "GSM-7", 306, ())),
        ("a" * 307, Segments(3, "GSM-7", 307, ())),
        ("Façade", Segments(1, "UCS-2", 6, ("ç",))),
        ("FAÇADE", Segments(1, "GSM-7", 6, ())),
        ("ç" * 70, Segments(1, "UCS-2", 70, ("ç",))),
        ("ç" * 71, Segments(2, "UCS-2", 71, ("ç",))),
        ("“Who’s there?” 🦉 “It’s me.”", Segments(1, "UCS-2", 28, ("“", "’", "”", "🦉"))),
        # 152 and a pair would be 154: the pair goes to the next segment whole.
        ("a" * 152 + "€" + "a" * 152, Segments(3, "GSM-7", 306, ())),
        ("a" * 153 + "€" + "a" * 151, Segments(2, "GSM-7", 306, ())),
        ("ç" * 66 + "😊" + "ç" * 66, Segments(3, "UCS-2", 134, ("ç", "😊"))),
        ("ç" * 67 + "😊" + "ç" * 65, Segments(2, "UCS-2", 134, ("ç", "😊"))),
    ],
)
def test_what_a_text_costs(text: str, cost: Segments) -> None:
    assert segments(text) == cost


@given(texts | long_texts)
def test_the_parts_are_the_text_and_none_exceeds_its_room(text: str) -> None:
    cost, parts = segments(text), split(text)
    assert "".join(parts) == text
    assert len(parts) == cost.count
    sizes = [units(part, cost.encoding) for part in parts]
    assert sum(sizes) == cost.units
    alone, among_several = ROOM[cost.encoding]
    assert all(0 < size <= (alone if len(parts) == 1 else among_several) for size in sizes)
    # A part ends early only where the next character would not fit.
    for part, following in pairwise(parts):
        (first, *_) = clusters(following) if cost.encoding == "UCS-2" else following
        assert units(part + first, cost.encoding) > among_several or cut_anyway(first)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", []),
        ("ab", ["a", "b"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👨‍👩‍👧👍🏽", ["👨‍👩‍👧", "👍🏽"]),
        ("🇺🇸🇨🇦🇲", ["🇺🇸", "🇨🇦", "🇲"]),
        ("हिन्दी", ["हि", "न्", "दी"]),
        ("\u1112\u1161\u11ab\u1100\u1173", ["\u1112\u1161\u11ab", "\u1100\u1173"]),
        ("1\ufe0f\u20e3\r\n\n", ["1\ufe0f\u20e3", "\r\n", "\n"]),
    ],
)
def test_what_is_seen_as_one_character(text: str, seen: list[str]) -> None:
    assert list(clusters(text)) == seen


def test_what_is_seen_as_one_character_is_not_cut() -> None:
    family, accent = "👨‍👩‍👧", "e\u0301"
    assert split("я" * 60 + family + "я" * 60) == ("я" * 60, family + "я" * 59, "я")
    assert split("я" * 66 + accent + "я" * 10)[0] == "я" * 66
    # But for one that fits nowhere.
    assert len(split("e" + "\u0301" * 200)) == 3


CALCULATED = json.loads(Path(__file__).with_name("calculator.json").read_text(encoding="utf-8"))


def test_three_thousand_texts_cost_what_twilio_s_own_calculator_says() -> None:
    """Made by `python -m bench.segments --write`; `make test-segments` asks the calculator anew."""
    assert len(CALCULATED["facts"]) == 3_000
    found = [(text, segments(text)) for text, *_ in CALCULATED["facts"]]
    ours = [[text, cost.count, cost.encoding, cost.units] for text, cost in found]
    wrong = [each for each in zip(ours, CALCULATED["facts"], strict=True) if each[0] != each[1]]
    assert wrong == []


def test_the_texts_that_are_compared_are_of_every_kind() -> None:
    facts = CALCULATED["facts"]
    encodings = [encoding for *_, encoding, _ in facts]
    assert min(encodings.count("GSM-7"), encodings.count("UCS-2")) > 500
    assert {count for _, count, *_ in facts} > set(range(1, 8))
    whole = {(units, encoding) for _, count, encoding, units in facts if count < 3}
    assert whole >= {(160, "GSM-7"), (161, "GSM-7"), (70, "UCS-2"), (71, "UCS-2")}
    # Some are counted by what may not be cut, and not by their units alone.
    assert any(count > -(-units // ROOM[encoding][1]) for _, count, encoding, units in facts)


@given(texts)
def test_the_dearest_are_what_a_text_needs_to_lose_to_be_gsm(text: str) -> None:
    cost = segments(text)
    without = "".join(letter for letter in text if letter not in cost.dearest)
    assert segments(without).encoding == "GSM-7"
    assert (cost.encoding == "UCS-2") is bool(cost.dearest)
    assert len(set(cost.dearest)) == len(cost.dearest)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("“It’s late,” she said – “go.”", '"It\'s late," she said - "go."'),
        ("„Ja“, ‚nein‘, «oui», ‹non›", "\"Ja\", 'nein', \"oui\", 'non'"),
        ("Wait… —what?", "Wait... -what?"),
        ("10\u00a0min\u202fwalk\tnorth", "10 min walk north"),
        ("ﬁve ﬂags, oﬀ the staﬃng", "five flags, off the staffing"),
        ("sœur", "sœur"),
        ("“Le cœur” – çà", "“Le cœur” – çà"),
        ("It’s 3 o’clock – “Olé!”", "It's 3 o'clock - \"Olé!\""),
        ("co\u00adop\u200b\ufeff", "coop"),
        ("cafe\u0301", "café"),
        ("one\u2028two", "one\ntwo"),
        ("`rock´ 5′ 6″", "'rock' 5' 6\""),
        ("• lantern", "- lantern"),
        # Look-alikes would not make these GSM-7, so they keep their looks.
        ("“Façade”", "“Façade”"),
        ("It’s a 🦉", "It’s a 🦉"),
        ("plain {text} for 5 €", "plain {text} for 5 €"),
        ("", ""),
        # 70 in one segment, 210 septets in two.
        ("…" * 70, "…" * 70),
    ],
)
def test_a_text_is_sent_with_look_alikes_where_that_is_cheaper(text: str, sent: str) -> None:
    assert smart(text) == sent


def test_look_alikes_tell_what_would_still_be_dear() -> None:
    assert segments(look_alikes("“Façade…” 🦉")).dearest == ("ç", "🦉")


def test_a_look_alike_is_in_the_gsm_alphabet() -> None:
    changed = {chr(code): look_alikes(chr(code)) for code in range(0x10000)}
    changed = {
        letter: other
        for letter, other in changed.items()
        if other != unicodedata.normalize("NFC", letter)
    }
    assert len(changed) == 64
    assert {segments(other).encoding for other in changed.values()} == {"GSM-7"}
    assert {segments(letter).encoding for letter in changed} == {"UCS-2"}


@given(texts | long_texts)
def test_a_smart_text_never_costs_more_and_stays_as_it_is(text: str) -> None:
    sent = smart(text)
    assert segments(sent).count <= segments(text).count
    assert smart(sent) == sent
    assert sent in (text, look_alikes(text))
