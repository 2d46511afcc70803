"""`wayside walk`: replay plays that must keep working."""

from pathlib import Path

import pytest

from engine.cli.walk import walk
from tests.engine.cli.shelf import BAD, WALK, run, shelve

OTHER = WALK.replace("Hello", "Goodbye")


def test_walks_that_go_as_written_exit_with_0(tmp_path: Path) -> None:
    one, two = (shelve(tmp_path, name, walk=WALK) / "walks" / "walk.yaml" for name in ("a", "b"))
    result = run(walk, tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{one}: as written.\n{two}: as written.\n"


def test_what_was_said_is_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    result = run(walk, shelve(tmp_path, "a", walk=WALK), "--show")
    assert (result.exit_code, result.stdout) == (0, "> A\nHello.\n\n1 Leave\n> leave\n\n")


def test_a_walk_that_goes_another_way_shows_what_was_said_and_exits_with_1(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "a", walk=OTHER.format(keyword="A"))
    result = run(walk, folder)
    assert (result.exit_code, result.stdout) == (
        1,
        (
            "> A\nHello.\n\n1 Leave\n\n"
            f"{folder / 'walks' / 'walk.yaml'}:4:10: expected to see 'Goodbye', got:\n"
            "Hello.\n\n1 Leave\n"
        ),
    )


def test_every_walk_is_walked_whatever_became_of_the_others(tmp_path: Path) -> None:
    shelve(tmp_path, "a", BAD, walk=WALK)
    shelve(tmp_path, "b", walk="steps: [{sea: x}]\n")
    shelve(tmp_path, "c", walk=OTHER.format(keyword="C"))
    (tmp_path / "c" / "walks" / "x.yaml").mkdir()
    fine = shelve(tmp_path, "d", walk=WALK) / "walks" / "walk.yaml"
    result = run(walk, tmp_path)
    assert result.exit_code == 1
    assert result.stderr == f"{fine}: as written.\n"
    assert "a/story.yaml:5:5: error: 'goto' is not known here." in result.stdout
    assert "b/walks/walk.yaml:1:10: error: 'sea' is not known here." in result.stdout
    assert "    steps: [{sea: x}]\n             ^\n" in result.stdout
    assert "c/walks/walk.yaml:4:10: expected to see 'Goodbye', got:\nHello." in result.stdout
    assert "c/walks/x.yaml:1:1: error: This file cannot be read (Is a directory)." in result.stdout


def test_one_walk_is_named_by_its_file_from_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shelve(tmp_path, "a", walk=WALK)
    (folder / "walks" / "other.yaml").write_text(OTHER, encoding="utf-8")
    file = folder / "walks" / "walk.yaml"
    assert run(walk, file).stderr == f"{file}: as written.\n"
    monkeypatch.chdir(folder / "walks")
    result = run(walk, "walk.yaml")
    assert (result.exit_code, result.stderr) == (0, "walk.yaml: as written.\n")


def test_a_story_that_goes_on_without_end_is_told(tmp_path: Path) -> None:
    chain = "".join(f"  s{number}: {{go: s{number + 1}}}\n" for number in range(100))
    text = f"story: T\nstart: s0\nkeywords: [A]\nscenes:\n{chain}  s100: {{ending: E}}\n"
    folder = shelve(tmp_path, "a", text, walk=WALK)
    result = run(walk, folder)
    assert (result.exit_code, result.stdout) == (
        1, f"{folder / 'walks' / 'walk.yaml'}: 's0' of 'a' goes on without end.\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Missing argument 'PATHS...'."),
        (["nowhere"], "There is no story to read in 'nowhere'."),
        (["a"], "There are no walks. They stand in a story's folder walks/."),
        (["empty"], "There is no story to read in 'empty'."),
    ],
)
def test_a_wrong_call_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    shelve(tmp_path, "a")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run(walk, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())
