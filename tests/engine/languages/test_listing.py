import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.languages.listing import listing
from engine.languages.tables import languages


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ([], "en", "nothing"),
        (["oil"], "en", "oil"),
        (["oil", "brass key"], "en", "oil and brass key"),
        (["oil", "rope", "brass key"], "en", "oil, rope and brass key"),
        (["a", "b", "c", "d"], "en-GB", "a, b, c and d"),
        ([], "es", "nada"),
        (["aceite", "llave"], "es-MX", "aceite y llave"),
        (["huile", "corde", "clé"], "fr", "huile, corde et clé"),
        (["Öl", "Seil"], "de", "Öl und Seil"),
        (["oliwa", "lina", "klucz"], "pl", "oliwa, lina i klucz"),
        (["масло", "ключ"], "ru", "масло и ключ"),
        (["زيت", "حبل", "مفتاح"], "ar", "زيت وحبل ومفتاح"),
        ([], "ar", "لا شيء"),
        (["油", "绳子", "钥匙"], "zh", "油、绳子和钥匙"),
        (["油", "縄", "鍵"], "ja", "油、縄、鍵"),
        (["기름", "밧줄", "열쇠"], "ko", "기름, 밧줄 및 열쇠"),
        (["dầu", "chìa khóa"], "vi", "dầu và chìa khóa"),
        (["lwil", "kòd", "kle"], "ht", "lwil, kòd ak kle"),
        (["saliid", "fure"], "so", "saliid iyo fure"),
        (["langis", "susi"], "fil", "langis at susi"),
        (["oil", "key"], "xx", "oil and key"),
    ],
)
def test_things_are_listed_as_the_language_does_it(
    words: list[str], language: str, said: str
) -> None:
    assert listing(words, language) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["aguja", "hilo"], "aguja e hilo"),
        (["aguja", "Imán"], "aguja e Imán"),
        (["llave", "aguja", "hilo"], "llave, aguja e hilo"),
        (["fuego", "hielo"], "fuego y hielo"),
        (["hilo", "aguja"], "hilo y aguja"),
        (["agua", "¡!"], "agua y ¡!"),
    ],
)
def test_spanish_and_changes_before_its_own_sound(words: list[str], said: str) -> None:
    assert listing(words, "es") == said


@given(st.lists(st.text(max_size=8) | st.sampled_from(["{0}", "{1}", "{", "%s"]), max_size=5))
def test_every_thing_is_said_as_it_is_and_in_order(words: list[str]) -> None:
    for language in languages():
        said = listing(words, language)
        at = 0
        for word in words:
            at = said.index(word, at) + len(word)
