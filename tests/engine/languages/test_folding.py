import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.languages.folding import fold, folded, plain_digits
from engine.languages.tables import folding_table

# Characters that join, part or reorder their neighbours, and both halves of a broken pair.
TRICKY = (
    "aA1 '\u0301\u0308\u093c\u0901\u0928\u094d\u200b\u200c\u200d\u2019\ufe0f\u20e3\u3099\u309a"
    "\u304b\uff76\uff9e\u1100\u1161\u11a8\u0627\u0654\u0648\u0653\u05e9\u05c1\u0418\u0306"
    "\u0e01\u0e34\u0f40\u0fb5\u1025\u102e\u0b47\u0b3e\u0dd9\u0dca\u0dcf\ud83d\ude00\ufb2a"
)
ANY_TEXT = st.text(
    st.characters() | st.sampled_from(TRICKY) | st.integers(0xD800, 0xDFFF).map(chr), max_size=40
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("  Look at the Lantern! ", ("look", "at", "the", "lantern")),
        ("Don't", ("dont",)),
        ("don\u2019t \u2018stop\u2019", ("dont", "stop")),
        ("well-known/place_name", ("well", "known", "place", "name")),
        ("3.5", ("3", "5")),
        ("#4: it's new", ("4", "its", "new")),
        ("?!... \u2014 \u2026 \u00bf", ()),
        ("\U0001f44d\U0001f3fd \u2764\ufe0f \U0001f468\u200d\U0001f692 \U0001f1fa\U0001f1f8", ()),
        ("\u2139\ufe0f ok", ("ok",)),
        ("1\ufe0f\u20e3", ("1",)),
        ("\u2464 m\u00b2", ("5", "m2")),
        ("\x00a\x1fb\tc\nd\u00a0e\u2003f\u3000g", ("a", "b", "c", "d", "e", "f", "g")),
        ("soft\u00adhyphen zero\u200bwidth", ("softhyphen", "zerowidth")),
        ("\ud800x\udfff", ("x",)),
    ],
)
def test_case_punctuation_and_emoji_never_matter(text: str, words: tuple[str, ...]) -> None:
    assert fold(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Été à la Forêt, l'Œuvre", ("ete", "a", "la", "foret", "loeuvre")),
        ("e\u0301te\u0301", ("ete",)),
        ("Straße STRASSE Äpfel", ("strasse", "strasse", "apfel")),
        ("Smørrebrød Þór æ", ("smorrebrod", "thor", "ae")),
        ("Łódź żółć", ("lodz", "zolc")),
        ("İstanbul ılık ŉ ŋ", ("istanbul", "ilik", "n", "n")),
        ("¿Dónde está el Ñandú?", ("donde", "esta", "el", "nandu")),
        ("Đường phố Hà Nội", ("duong", "pho", "ha", "noi")),
        ("Καλημέρα Όμηρος ΐ", ("καλημερα", "ομηροσ", "ι")),
        ("ὁ λόγος", ("ο", "λογοσ")),
        ("Ёлка, й и\u0306 И\u0301", ("елка", "й", "й", "и")),
        ("Ґанок п'ять п\u2019ять Їжак", ("ґанок", "пять", "пять", "їжак")),
        ("ＦＵＬＬ　Ｗｉｄｔｈ４２", ("full", "width42")),
        ("Ⅷ ﬁn ªº", ("viii", "fin", "ao")),
        ("Ա Ⴀ Ა", ("ա", "ⴀ", "ა")),
    ],
)
def test_accents_and_case_of_letters_never_matter(text: str, words: tuple[str, ...]) -> None:
    assert fold(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("أَهْلًا إلى آخر", ("اهلا", "الي", "اخر")),
        ("مدرسةٌ، كـتـاب؟", ("مدرسة", "كتاب")),
        ("کتاب فارسی", ("كتاب", "فارسي")),
        ("\ufef7", ("لا",)),
        ("سؤال مئة", ("سؤال", "مئة")),
        ("٤٢ ۴۲ ४२ ４２ ๔๒", ("42", "42", "42", "42", "42")),
        ("שָׁלוֹם צה״ל", ("שלום", "צהל")),
        ("पाँच पांच", ("पांच", "पांच")),
        ("ज़रूर की। क्षेत्र", ("जरूर", "की", "क्षेत्र")),
        ("বাংলা தமிழ் తెలుగు", ("বাংলা", "தமிழ்", "తెలుగు")),
        ("안녕하세요, 세계!", ("안녕하세요", "세계")),
        ("\u1112\u1161\u11ab글", ("한글",)),
    ],
)
def test_other_scripts_keep_what_makes_a_word(text: str, words: tuple[str, ...]) -> None:
    assert fold(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("東京へ。", ("東", "京", "へ")),
        ("7個のkey", ("7", "個", "の", "key")),
        ("ガ カ\u3099 ｶﾞ", ("ガ", "ガ", "ガ")),
        ("か\u200b\u3099", ("が",)),
        ("ありがとう・ございます", tuple("ありがとうございます")),
        ("สวัสดี", tuple("สวัสดี")),
        ("𠮷野家", ("𠮷", "野", "家")),
        ("ភាសា", tuple("ភាសា")),
    ],
)
def test_scripts_without_spaces_give_a_word_a_character(text: str, words: tuple[str, ...]) -> None:
    assert fold(text) == words


@given(ANY_TEXT)
def test_a_folded_text_folds_to_itself(text: str) -> None:
    assert fold(folded(text)) == fold(text)


def test_every_character_folds_to_what_folds_to_itself() -> None:
    changed = {
        code
        for code in (*range(0x10000), *map(ord, folding_table().map))
        if fold(folded(chr(code))) != fold(chr(code))
    }
    assert changed == set()


@given(ANY_TEXT)
def test_words_are_neither_empty_nor_parted(text: str) -> None:
    words = fold(text)
    assert [word for word in words if not word or word.split() != [word]] == []
    assert tuple(folded(text).split()) == words


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_case_never_matters_in_western_texts(text: str) -> None:
    assert fold(text.upper()) == fold(text)


def test_every_kind_of_space_parts_words() -> None:
    joined = {
        code
        for code in range(0x110000)
        if chr(code).isspace() and fold(f"a{chr(code)}b") != ("a", "b")
    }
    assert joined == set()


def test_no_vowel_sign_of_india_is_dropped() -> None:
    nukta, chandrabindu = 0x93C, 0x901
    dropped = {
        code
        for code in range(0x900, 0xE00)
        if unicodedata.category(chr(code)) in {"Mn", "Mc"}
        and folded(f"\u0915{chr(code)}") != unicodedata.normalize("NFC", f"\u0915{chr(code)}")
    }
    assert dropped == {nukta, chandrabindu}


def test_a_character_stands_in_one_part_of_the_table_only() -> None:
    table = folding_table()
    parts = [
        {ord(letter) for letter in table.map},
        *(
            {code for first, last in ranges for code in range(first, last + 1)}
            for ranges in (table.drop, table.space, table.alone)
        ),
    ]
    assert sum(map(len, parts)) == len(set[int]().union(*parts))


@pytest.mark.parametrize("ranges", ["drop", "space", "alone"])
def test_ranges_are_in_order_and_apart(ranges: str) -> None:
    ends = [end for pair in getattr(folding_table(), ranges) for end in pair]
    assert ends == sorted(ends)


def test_digits_of_every_script_become_plain() -> None:
    wrong = {
        code
        for code in range(0x10000)
        if unicodedata.category(chr(code)) == "Nd"
        and plain_digits(chr(code)) != str(unicodedata.digit(chr(code)))
    }
    assert wrong == set()


def test_plain_digits_keep_the_signs_between_them() -> None:
    assert plain_digits("-\u0667\u200f, \uff18\ufe0f\u20e3. 1\u2019000") == "-7, 8. 1000"
