"""`wayside map`: where a story is walked."""

from pathlib import Path

import pytest

from engine.checking.mapping import mapped
from engine.cli.map import PAPER_WIDTH, map_command
from engine.story.build import read_story
from tests.engine.cli.shelf import BAD, GOOD, run, shelve

PLACED = GOOD.format(title="A", keyword="A") + (
    'languages: [en, es]\nplaces: {gate: {name: Gate, at: "51.5, -0.12"}}\n'
)
MAP = b"""{"features": [{"properties": {"kind": "street", "name": "Gate Street"},
"geometry": {"type": "LineString", "coordinates": [[-0.13, 51.5002], [-0.11, 51.5002]]}}]}"""


def test_a_story_is_drawn_with_its_map(tmp_path: Path) -> None:
    folder, file = shelve(tmp_path, "a", PLACED), tmp_path / "map.svg"
    (folder / "map.geojson").write_bytes(MAP)
    result = run(map_command, folder, "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{file} is written.\n"
    expected = mapped(read_story(folder), MAP, PAPER_WIDTH)
    assert expected is not None
    assert file.read_text(encoding="utf-8") == expected.svg
    assert "Gate Street" in expected.svg


def test_a_story_is_drawn_in_one_of_its_languages(tmp_path: Path) -> None:
    folder, file = shelve(tmp_path, "a", PLACED), tmp_path / "map.svg"
    assert run(map_command, folder, "-o", file, "--language", "es").exit_code == 0
    assert 'lang="es"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "map_", "told"),
    [
        (BAD, None, "a/story.yaml:5:5: error: 'goto' is not known here."),
        (GOOD, None, "No place of this story has an 'at', so that there is no map to draw."),
        (PLACED, b"{\n]", "a/map.geojson:2:1: error: This is no GeoJSON: what stands here cannot"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_exits_with_1(
    tmp_path: Path, text: str, map_: bytes | None, told: str
) -> None:
    folder, file = shelve(tmp_path, "a", text), tmp_path / "map.svg"
    if map_ is not None:
        (folder / "map.geojson").write_bytes(map_)
    result = run(map_command, folder, "-o", file)
    assert result.exit_code == 1
    assert told in result.stdout
    assert not file.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a"], "Missing option '-o'"),
        (["nowhere", "-o", "m.svg"], "There is no story 'nowhere'. Name its folder."),
        (["a", "-o", "m.svg", "--language", "fr"], "The story is told in en, es, not in 'fr'."),
        (["a", "-o", "none/m.svg"], "'none/m.svg' cannot be written: No such file or directory."),
    ],
)
def test_a_wrong_call_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    shelve(tmp_path, "a", PLACED)
    monkeypatch.chdir(tmp_path)
    result = run(map_command, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())
