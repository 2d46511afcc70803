"""Which language somebody is given, of those that there are."""

import pytest

from engine.languages.choosing import chosen


@pytest.mark.parametrize(
    ("told", "wanted", "expected"),
    [
        (["en", "es"], ["es"], "es"),
        (["en", "es"], ["fr", "es", "en"], "es"),
        (["en", "es"], ["fr", "de"], None),
        (["en"], [], None),
        ([], ["en"], None),
        (["en", "pt"], ["pt-BR"], "pt"),
        (["en", "pt-PT"], ["pt-BR", "en"], "pt-PT"),
        (["pt-PT", "pt", "pt-BR"], ["pt-BR"], "pt-BR"),
        (["pt-PT", "pt"], ["pt-BR"], "pt"),
        (["es-MX", "es-ES"], ["es"], "es-MX"),
        (["en", "zh"], ["zh-Hant", "en"], "zh"),
        (["zh", "zh-Hant"], ["zh-TW"], "zh-Hant"),
        (["zh-Hant", "zh"], ["zh-CN"], "zh"),
        (["zh-Hant", "zh-Hans"], ["zh"], "zh-Hans"),
        (["zh-Hans", "zh-Hant"], ["zh-HK"], "zh-Hant"),
        (["EN", "Pt-br"], ["PT-BR"], "Pt-br"),
        (["tl"], ["fil"], "tl"),
        (["no"], ["nb", "en"], "no"),
        (["en"], ["en_GB"], "en"),
        (["en", "fr"], ["", "-", "fr"], "fr"),
    ],
)
def test_the_first_wanted_language_that_is_told_is_chosen(
    told: list[str], wanted: list[str], expected: str | None
) -> None:
    assert chosen(told, wanted) == expected
