"""`wayside new`: a first story that can be played at once."""

from pathlib import Path

import pytest

from engine.cli.check import check
from engine.cli.new import new
from engine.cli.stats import show_stats
from engine.cli.walk import walk
from engine.story.build import read_story
from tests.engine.cli.shelf import run


def test_a_new_story_checks_and_its_walk_goes_as_written(tmp_path: Path) -> None:
    result = run(new, "river-walk", "--in", tmp_path / "shelf")
    folder = tmp_path / "shelf" / "river-walk"
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{folder}/story.yaml is yours to change.\n"
        f"Check it:  wayside check {folder}\n"
        f"Play it:   wayside play {folder}\n"
    )
    assert sorted(str(file.relative_to(folder)) for file in folder.rglob("*.yaml")) == [
        "story.yaml", "walks/first.yaml"
    ]  # fmt: skip
    checked = run(check, folder, "--strict")
    assert (checked.exit_code, checked.stdout) == (0, "")
    _, _, told = checked.stderr.partition("\n")
    assert told.startswith("River walk (river-walk): 5 scenes, 2 places, 1 ending, ")
    assert run(walk, folder).stderr == f"{folder}/walks/first.yaml: as written.\n"


def test_a_new_story_comes_to_an_end_for_whoever_plays_it_by_chance(tmp_path: Path) -> None:
    run(new, "river-walk", "--in", tmp_path)
    assert (
        "by chance, of which all came to an end." in run(show_stats, tmp_path / "river-walk").stdout
    )


def test_a_new_story_stands_in_stories_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(new, "a").exit_code == 0
    assert read_story(Path("stories/a")).id == "a"


@pytest.mark.parametrize(
    ("name", "title", "keyword"),
    [
        ("river-walk", "River walk", "RIVERWALK"),
        ("mural2", "Mural2", "MURAL"),
        ("1974", "1974", "STORY"),
        ("help", "Help", "STORY"),
        ("opt-out", "Opt out", "STORY"),
        ("title", "Title", "TITLE"),
        ("keyword", "Keyword", "KEYWORD"),
        ("yes", "Yes", "STORY"),
        ("hint", "Hint", "STORY"),
        ("espanol", "Espanol", "STORY"),
        ("null", "Null", "NULL"),
        ("a" * 60, "A" + "a" * 59, "A" * 60),
    ],
)
def test_title_and_keyword_come_from_the_name_and_the_story_plays(
    tmp_path: Path, name: str, title: str, keyword: str
) -> None:
    run(new, name, "--in", tmp_path)
    story = read_story(tmp_path / name)
    assert (story.id, story.title, [word.word for word in story.keywords]) == (
        name, title, [keyword]
    )  # fmt: skip
    assert run(walk, tmp_path).exit_code == 0
    assert run(check, tmp_path, "--strict").exit_code == 0


@pytest.mark.parametrize(
    "name",
    [
        "River",
        "river walk",
        "river_walk",
        "-river",
        "river-",
        "a--b",
        "é",
        "../a",
        "a/b",
        "a" * 61,
        ".",
    ],
)
def test_a_name_that_makes_a_poor_folder_exits_with_2(tmp_path: Path, name: str) -> None:
    result = run(new, "--in", tmp_path, "--", name)
    assert (result.exit_code, result.stdout, list(tmp_path.iterdir())) == (2, "", [])
    told = f"'{name}' cannot be a story's name. Write it like river-walk."
    assert told in " ".join(result.stderr.split())


def test_a_story_that_is_there_already_is_kept(tmp_path: Path) -> None:
    run(new, "a", "--in", tmp_path)
    (tmp_path / "a" / "story.yaml").write_text("mine", encoding="utf-8")
    result = run(new, "a", "--in", tmp_path)
    assert result.exit_code == 2
    assert "is there already. Choose another name." in " ".join(result.stderr.split())
    assert (tmp_path / "a" / "story.yaml").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run(new, "a", "--in", tmp_path / "file" / "shelf")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be written: Not a directory." in " ".join(result.stderr.split())
