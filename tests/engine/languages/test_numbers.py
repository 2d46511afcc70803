import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.languages.folding import fold
from engine.languages.numbers import LARGEST, number_in, numbers_within, whole_number
from engine.languages.spelled import number_words
from engine.languages.tables import languages

ANY_TEXT = st.text(
    st.characters()
    | st.sampled_from("0123456789.,- '\u00a0\u2212\u0667\uff11\ufe0f\u20e3")
    | st.integers(0xD800, 0xDFFF).map(chr),
    max_size=60,
)
NUMBERS = st.integers(-LARGEST, LARGEST)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("#7", 7),
        ("7.", 7),
        ("(7)!", 7),
        ("'7'", 7),
        ("$7", 7),
        ("7\ufe0f\u20e3", 7),
        ("\u2466", 7),
        ("\u0667", 7),
        ("\uff17", 7),
        ("-7", -7),
        (" (-7)", -7),
        ("\u22127", -7),
        ("\u200f-\u0667", -7),
        ("-0", 0),
        ("- 7", 7),
        ("--7", 7),
        ("1,000", 1000),
        ("1.000", 1000),
        ("1 000", 1000),
        ("1\u202f234\u202f567", 1234567),
        ("1'000", 1000),
        ("1\u2019000", 1000),
        ("\u0661\u066c\u0660\u0660\u0660", 1000),
        ("-1,000", -1000),
        ("1000000000", LARGEST),
        ("-1000000000", -LARGEST),
        ("000000000007", 7),
        ("seven", 7),
        ("Seven!", 7),
        ("twenty-one", 21),
        ("twentyone", 21),
        ("a hundred", 100),
        ("zero", 0),
    ],
)
def test_a_text_is_a_number(text: str, number: int) -> None:
    assert whole_number(text, "en") == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "3.5",
        "3,5",
        "0.500",
        "1,00",
        "1,2345",
        "1,000.50",
        "12.5.2027",
        "0,123",
        "1.000,000",
        "7 8",
        "6-8",
        "7:30",
        "A7",
        "7th",
        "7a",
        "no 7",
        "one hundred one",
        "\u00bd",
        "1000000001",
        "-1000000001",
        "0000000000007",
        "9" * 5_000,
        "1" + ",000" * 1_000,
        "seven eight",
        "onetwo",
    ],
)
def test_a_text_is_no_number(text: str) -> None:
    assert whole_number(text, "en") is None


@pytest.mark.parametrize(
    ("words", "language", "number"),
    [
        (("7",), "en", 7),
        (("007",), "en", 7),
        (("twenty", "one"), "en", 21),
        (("veintiuno",), "es", 21),
        (("treinta", "y", "una"), "es-MX", 31),
        (("septante",), "fr", 70),
        (("quatre", "vingt", "dix", "neuf"), "fr", 99),
        (("zwo",), "de", 2),
        (("einundzwanzig",), "de", 21),
        (("ventitre",), "it", 23),
        (("vinte", "e", "duas"), "pt", 22),
        (("tweeentwintig",), "nl", 22),
        (("trzy",), "pl", 3),
        (("двадцать", "одна"), "ru", 21),
        (("девять",), "uk", 9),
        (("خمسة", "وعشرون"), "ar", 25),
        (("पांच",), "hi", 5),
        (("二", "十", "一"), "zh", 21),
        (("七", "つ"), "ja", 7),
        (("일곱",), "ko", 7),
        (("hai", "muoi", "mot"), "vi", 21),
        (("dalawamput", "isa"), "tl", 21),
        (("venteyen",), "ht", 21),
        (("labaatan", "iyo", "kow"), "so", 21),
        (("seven",), "zh", 7),
        (("seven",), "xx", 7),
        (("siete",), "en", None),
        (("siete",), "fr", None),
        (("7", "8"), "en", None),
        ((), "en", None),
        (("9" * 5_000,), "en", None),
        (("\u0667",), "en", None),
        (("\u00b2",), "en", None),
    ],
)
def test_words_are_a_number(words: tuple[str, ...], language: str, number: int | None) -> None:
    assert number_in(words, language) == number


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("I think it is seven or 8", "en", (7, 8)),
        ("twenty one", "en", (21,)),
        ("twenty, one", "en", (21,)),
        ("it's twenty one, not 20 or one", "en", (21, 20, 1)),
        ("between 6-8", "en", (6, 8)),
        ("minus: -3 and 4", "en", (-3, 4)),
        ("at 7:30", "en", (7, 30)),
        ("the one on the left says 7", "en", (7,)),
        ("only one of them", "en", ()),
        ("there is one", "en", (1,)),
        ("room A7, the 7th, 7b", "en", ()),
        ("it is 3.5 m or 12.5.2027, 4", "en", (4,)),
        ("about 1,000 or 2 000", "en", (1000, 2000)),
        ("no number at all", "en", ()),
        ("", "en", ()),
        ("just a hundred", "en", (100,)),
        ("two hundred and seven or 8", "en", (8,)),
        ("a hundred and seven lamps", "en", ()),
        ("two dozen, or 7 million", "en", ()),
        ("fifty and a hundred", "en", (50, 100)),
        ("9" * 5_000 + " or 7", "en", (7,)),
        ("una llave y dos aceites", "es", (2,)),
        ("una", "es", (1,)),
        ("creo que son seven", "es", (7,)),
        ("mil siete, doscientos ocho o treinta y uno", "es", (31,)),
        ("le pont neuf a sept arches", "fr", (7,)),
        ("je crois quatre-vingt-onze", "fr", (91,)),
        ("un ou deux", "fr", (2,)),
        ("ich sehe eine oder zwo", "de", (2,)),
        ("een sleutel, ten noorden van zes bomen", "nl", (6,)),
        ("sei sicuro? sono sei", "it", (6,)),
        ("ten klucz ma siedem", "pl", (7,)),
        ("ten", "pl", (10,)),
        ("двести семь или восемь", "ru", (8,)),
        ("سبعة وثمانية", "ar", (7, 8)),
        ("مئة وسبعة", "ar", ()),
        ("أظن خمسة وعشرون", "ar", (25,)),
        ("मुझे संकेत दो", "hi", ()),
        ("शायद सात", "hi", (7,)),
        ("我觉得是二十一个", "zh", (21,)),
        ("我们一起走七步", "zh", (7,)),
        ("二百五十", "zh", ()),
        ("星期三有7個", "zh", (7,)),
        ("七つだと思うにゃ", "ja", (7,)),
        ("7個です", "ja", (7,)),
        ("제 생각에는 7개예요", "ko", (7,)),
        ("이 문은 일곱 개", "ko", (7,)),
        ("네", "ko", ()),
        ("3D", "ko", ()),
        ("tên tôi là bảy", "vi", (7,)),
        ("isang susi at pitong ilaw", "tl", (7,)),
        ("yon kle, sèt limyè", "ht", (7,)),
        ("hal fure, toddoba nal", "so", (7,)),
    ],
)
def test_numbers_stand_within_a_text(text: str, language: str, numbers: tuple[int, ...]) -> None:
    assert numbers_within(text, language) == numbers


@given(NUMBERS)
def test_every_number_within_the_bounds_is_read_with_and_without_groups(number: int) -> None:
    written = {f"{number}", *(f"{number:,}".replace(",", part) for part in ",. \u00a0\u2019")}
    assert {whole_number(each, "en") for each in written} == {number}


@given(ANY_TEXT, st.sampled_from(languages()))
def test_any_text_gives_numbers_within_the_bounds(text: str, language: str) -> None:
    found = numbers_within(text, language)
    assert [number for number in found if not -LARGEST <= number <= LARGEST] == []
    whole = whole_number(text, language)
    assert whole is None or found == (whole,)


@given(ANY_TEXT, st.sampled_from(languages()))
def test_a_text_without_digits_is_the_number_that_its_words_are(text: str, language: str) -> None:
    letters = "".join(char for char in text if not set("".join(fold(char))) & set("0123456789"))
    assert whole_number(letters, language) == number_in(fold(letters), language)


@pytest.mark.parametrize(
    ("said", "language", "written"),
    [
        ("seven birds", "en", "7 birds"),
        ("twenty one", "en", "21"),
        ("seven or eight", "en", "7 or 8"),
        ("two hundred and seven", "en", "two hundred and seven"),
        ("the one", "en", "the one"),
        ("7 birds", "en", "7 birds"),
        ("siete pajaros", "es", "7 pajaros"),
        ("seven pajaros", "es", "7 pajaros"),
        ("un pajaro", "es", "un pajaro"),
        ("", "en", ""),
    ],
)
def test_numbers_in_words_are_written_in_digits(said: str, language: str, written: str) -> None:
    found = number_words(language).in_digits(tuple(said.split()))
    assert found == tuple(written.split())
