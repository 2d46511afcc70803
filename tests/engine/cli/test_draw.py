"""`wayside draw`: a story as a map."""

from pathlib import Path

import pytest

from engine.checking.drawing import mermaid, svg
from engine.cli.draw import DRAWN, draw
from engine.story.build import read_story
from tests.engine.cli.shelf import BAD, run, shelve


@pytest.mark.parametrize("form", DRAWN)
def test_the_ending_of_the_file_says_what_is_drawn(tmp_path: Path, form: str) -> None:
    folder, file = shelve(tmp_path, "a"), tmp_path / f"map.{form.upper()}"
    result = run(draw, folder, "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{file} is written.\n"
    assert file.read_bytes() == DRAWN[form](read_story(folder)).encode()


def test_mermaid_text_needs_no_file(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "a")
    result = run(draw, folder, "--format", "mmd")
    assert (result.exit_code, result.stdout, result.stderr) == (0, mermaid(read_story(folder)), "")


def test_a_format_is_stronger_than_the_ending_of_the_file(tmp_path: Path) -> None:
    folder, file = shelve(tmp_path, "a"), tmp_path / "map.xml"
    assert run(draw, folder, "--format", "svg", "-o", file).exit_code == 0
    assert file.read_text(encoding="utf-8") == svg(read_story(folder))


def test_a_story_with_problems_is_not_drawn_and_exits_with_1(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    result = run(draw, shelve(tmp_path, "a", BAD), "-o", file)
    assert result.exit_code == 1
    assert "a/story.yaml:5:5: error: 'goto' is not known here." in result.stdout
    assert not file.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Missing argument 'STORY'."),
        (["nowhere", "-o", "m.svg"], "There is no story 'nowhere'. Name its folder."),
        (["a"], "Say where the map goes: -o a.svg. For Mermaid text right here, say --format mmd."),
        (["a", "--format", "svg"], "A picture wants a file: add -o a.svg."),
        (
            ["a", "-o", "m.png"],
            "'m.png' ends neither in .svg (a picture) nor in .mmd (Mermaid).",
        ),
        (["a", "-o", "none/m.svg"], "'none/m.svg' cannot be written: No such file or directory."),
        (["a", "--format", "png"], "'png' is not one of 'svg', 'mmd'."),
    ],
)
def test_a_wrong_call_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    shelve(tmp_path, "a")
    monkeypatch.chdir(tmp_path)
    result = run(draw, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())
