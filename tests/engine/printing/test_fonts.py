"""Which fonts a text wants, and which of its letters none has."""

from pathlib import Path

import pytest

from engine.printing import fonts
from engine.printing.fonts import Missing, families_for, font_files


def named(text: str, language: str) -> list[str]:
    return [each.name for each in families_for(text, language)[0]]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The gate, Straße, Điện, Θύρα, Ворота – “so”…", "en", []),
        ("البوابة، بقلم", "ar", ["Noto Sans Arabic"]),
        ("फाटक।", "hi", ["Noto Sans Devanagari"]),
        ("渡口，绿地", "zh", ["Noto Sans CJK SC"]),
        ("渡口", "zh-TW", ["Noto Sans CJK TC"]),
        ("渡口", "zh-Hant", ["Noto Sans CJK TC"]),
        ("渡し場のヒント", "ja", ["Noto Sans CJK JP"]),
        ("표지판 漢字", "ko", ["Noto Sans CJK KR"]),
        ("שער, ประตู", "en", ["Noto Sans Hebrew", "Noto Sans Thai"]),
        ("Up ★ ahead", "en", ["Noto Sans Symbols2"]),
    ],
)
def test_a_text_gets_the_fonts_of_its_scripts(
    text: str, language: str, expected: list[str]
) -> None:
    assert (named(text, language), families_for(text, language)[1]) == (expected, ())


def test_what_nobody_sees_wants_no_font() -> None:
    assert families_for("a\u200d\u200f\u2068\ufe0f\nb", "en") == ((), ())


def test_a_letter_that_no_font_has_is_named() -> None:
    _, missing = families_for("Happy 🙂 gate", "en")
    (told,) = (str(each) for each in missing)
    assert told == (
        "No font that is printed with has '🙂' (U+1F642, SLIGHTLY SMILING FACE). Leave it out, or "
        "write it otherwise."
    )


def test_a_font_that_is_not_installed_is_told_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("XDG_DATA_DIRS", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    caches = (fonts._installed, fonts._files_of, fonts._letters_of)
    for each in caches:
        each.cache_clear()
    try:
        assert families_for("渡 ف a", "zh") == (
            (), (Missing("渡", "fonts-noto-cjk"), Missing("ف", "fonts-noto-core")),
        )  # fmt: skip
        assert str(Missing("ف", "fonts-noto-core")) == (
            "No font here has 'ف' (U+0641, ARABIC LETTER FEH). Type: sudo apt-get install "
            "fonts-noto-core"
        )
    finally:
        for each in caches:
            each.cache_clear()


def test_the_files_are_those_of_the_fonts_and_ours() -> None:
    families, _ = families_for("البوابة", "ar")
    assert [each.name for each in font_files(families)] == [
        "NotoSans-Bold.ttf", "NotoSans-Regular.ttf",
        "NotoSansArabic-Bold.ttf", "NotoSansArabic-Regular.ttf",
    ]  # fmt: skip


def test_our_font_is_small_and_comes_with_its_licence() -> None:
    folder = Path(fonts.__file__).parent
    assert sum(each.stat().st_size for each in folder.glob("*.ttf")) < 500_000
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
