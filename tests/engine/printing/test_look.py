"""`signs.yaml`: whose signs they are, and how they look."""

from pathlib import Path

import pytest

from engine.printing.colours import Colours, contrast
from engine.printing.look import Look, look_beside, read_look
from engine.story.problems import StoryError


def problems(text: str, folder: Path = Path()) -> list[str]:
    with pytest.raises(StoryError) as raised:
        read_look(text.encode(), folder / "signs.yaml")
    return [str(each).replace(f"{folder}/", "") for each in raised.value.problems]


def test_without_a_file_a_sign_looks_as_usual(tmp_path: Path) -> None:
    assert look_beside(tmp_path / "lantern") == Look("", None, Colours())


def test_the_file_lies_beside_the_stories(tmp_path: Path) -> None:
    (tmp_path / "signs.yaml").write_text(
        "host:  Pennyweir   Library\ncolours: {ink: '#101010', accent: '#7A0019'}\n"
    )
    (tmp_path / "lantern").mkdir()
    assert look_beside(tmp_path / "lantern") == Look(
        "Pennyweir Library", None, Colours(ink="#101010", paper="#ffffff", accent="#7a0019")
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hots: A\n", "1:1: 'hots' is not known here. Did you mean 'host'?"),
        (
            "host: [A]\n",
            (
                "1:7: 'host' is a text here. If it holds ':' or begins with a bracket, put it in "
                "quotes."
            ),
        ),
        (f"host: {'A' * 61}\n", "1:7: 'host' has at most 60 characters; here it has 61."),
        (
            "colours:\n  ink: black\n",
            "2:8: 'black' is no colour. Write six digits in quotes: '#0c4a47'.",
        ),
        ("colours:\n  ink: #101010\n", "2:7: 'ink' is empty here."),
        (
            "colours:\n  ink: '#000000'\n  accent: '#888888'\n",
            (
                "3:11: 'accent' on 'paper' has a contrast of 3.5; it needs 7, so that everybody "
                "can read it. Take a darker accent, or a lighter paper."
            ),
        ),
        (
            "colours: {ink: '#ffffff', paper: '#000000'}\n",
            "1:16: The ink is lighter than the paper. Cameras want dark codes on light paper.",
        ),
        (
            "logo: /etc/logo.svg\n",
            "1:7: '/etc/logo.svg' must be the name of a file beside signs.yaml. Copy it there.",
        ),
        (
            "host: A\n\thost: B\n",
            "2:1: A tab stands at the start of this line. Indent with spaces.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(text: str, told: str) -> None:
    assert problems(text) == [f"signs.yaml:{told}"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(problems("host: ''\nlogo: logo.gif\ncolours: {ink: red, paper: blue}\n")) == 4


def test_the_usual_colours_can_be_read_by_nearly_everybody() -> None:
    usual = Colours()
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert min(contrast(each, usual.paper) for each in (usual.ink, usual.accent)) > 7
