"""`wayside play`: a story in the terminal."""

from pathlib import Path

import pytest

from engine.cli.play import LEAVE, play
from engine.languages.sentences import sentence
from tests.engine.cli.shelf import BAD, run, shelve

FIRST = "\nHello.\n\n1 Leave\n\n> "
ENDED = "(The story has ended. A begins it anew.)\n"


def test_a_story_is_played_line_by_line(tmp_path: Path) -> None:
    result = run(play, shelve(tmp_path, "a"), typed="what?\nHINT\n1\nA\n")
    assert result.exit_code == 0
    assert result.stdout == (
        f"{FIRST}"
        f"\n{sentence('reply with a number', 'en')}\n\n1 Leave\n\n> "
        f"\n{sentence('no hints', 'en')}\n\n1 Leave\n\n> "
        "\n\n\n> "
        f"{FIRST}"
    )
    assert result.stderr == f"A. Type what you would text; {LEAVE} leaves.\n{ENDED}"


@pytest.mark.parametrize("typed", ["", "\n", f"{LEAVE}\n", f"  {LEAVE}  \nwhat?\n", "\r\n"])
def test_an_empty_line_or_the_end_or_quit_leaves(tmp_path: Path, typed: str) -> None:
    result = run(play, shelve(tmp_path, "a"), typed=typed)
    assert (result.exit_code, result.stdout) == (0, FIRST)


def test_bytes_that_are_no_text_are_heard_as_what_nobody_says(tmp_path: Path) -> None:
    result = run(play, shelve(tmp_path, "a"), typed=b"\xff\xfe\n1\n")
    assert (result.exit_code, result.stderr.endswith(ENDED)) == (0, True)


def test_a_story_without_a_keyword_says_only_that_it_has_ended(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "a", "story: T\nstart: a\nscenes: {a: {say: Bye., ending: E}}\n")
    assert run(play, folder).stderr.endswith("\n(The story has ended.)\n")


def test_a_story_is_named_by_its_folder_its_file_or_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shelve(tmp_path / "stories", "a")
    monkeypatch.chdir(tmp_path)
    for name in (folder, folder / "story.yaml", "a", "stories/a", "stories"):
        assert run(play, name).stdout == FIRST


def test_a_story_with_problems_is_not_played_and_exits_with_1(tmp_path: Path) -> None:
    result = run(play, shelve(tmp_path, "a", BAD))
    assert result.exit_code == 1
    assert "a/story.yaml:5:5: error: 'goto' is not known here." in result.stdout


def test_a_story_that_goes_on_without_end_exits_with_1(tmp_path: Path) -> None:
    chain = "".join(f"  s{number}: {{go: s{number + 1}}}\n" for number in range(100))
    text = f"story: T\nstart: s0\nscenes:\n{chain}  s100: {{ending: E}}\n"
    result = run(play, shelve(tmp_path, "a", text))
    assert (result.exit_code, result.stdout) == (1, "'s0' of 'a' goes on without end.\n")


def test_what_a_story_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    text = 'story: "T\\e[2J"\nstart: a\nscenes: {a: {say: "Hi\\e[2J\\a", ending: E}}\n'
    result = run(play, shelve(tmp_path, "a", text))
    assert "Hi\ufffd[2J\ufffd" in result.stdout
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Missing argument 'STORY'."),
        (["nowhere"], "There is no story 'nowhere'. Name its folder."),
        (["x" * 5_000], f"There is no story '{'x' * 5_000}'. Name its folder."),
        (["empty"], "There is no story to read in 'empty'."),
        (["stories"], "There are several stories in 'stories': a, b. Name one."),
    ],
)
def test_a_wrong_call_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    for name in ("a", "b"):
        shelve(tmp_path / "stories", name)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run(play, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())
