"""What others wrote, in a terminal and in a spreadsheet."""

import pytest

from engine.cli.plain import cell, columns, cut, plain, quoted, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Grüße, 你好, नमस्ते, سلام 👩‍🚀", "Grüße, 你好, नमस्ते, سلام 👩‍🚀"),
        ("\x1b[2J\x1b]0;pwned\x07", "<U+001B>[2J<U+001B>]0;pwned<U+0007>"),
        ("a\x9b31mb", "a<U+009B>31mb"),
        ("safe\u202egnp.exe", "safe<U+202E>gnp.exe"),
        ("a\u2066b\u200fc\u200bd\ufeff", "a<U+2066>b<U+200F>c<U+200B>d<U+FEFF>"),
        ("one\ntwo\rthree\u2028four", "one / two<U+000D>three<U+2028>four"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 4),
    ],
)
def test_what_could_steer_a_terminal_is_spelled(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_no_line_of_a_text_can_pass_for_ours() -> None:
    assert quoted("Kind words\n\nApproved: all") == "  | Kind words\n  |\n  | Approved: all"


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\uff1d1", "|calc", "%0A=1"]
)
def test_a_spreadsheet_takes_no_text_for_a_formula(formula: str) -> None:
    assert cell(formula).startswith(("'", "<U+0009>"))


def test_other_texts_are_as_they_were_in_a_spreadsheet() -> None:
    assert cell("Home again, at 5 = late") == "Home again, at 5 = late"


def test_columns_are_counted_as_terminals_do() -> None:
    assert [columns(text) for text in ("abc", "你好", "e\u0301", "")] == [3, 4, 1, 0]
    assert cut("你好你好", 5) == "你好…"
    assert table([["Sign", "Scans"], ["你好", "5"]]) == "Sign  Scans\n你好      5"
