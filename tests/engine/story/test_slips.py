"""Texts fit into messages. What is said of each slip stands in messages.py."""

import pytest

from engine.story.slips import short


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("  two\n words\t", "two words"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60 + "..."),
    ],
)
def test_a_text_is_cut_to_one_line_of_sixty_characters(text: str, shown: str) -> None:
    assert short(text) == shown
