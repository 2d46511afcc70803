"""`wayside schema`."""

import json
from pathlib import Path

from engine.cli.schema import schema
from engine.story.schema import schema as schema_of
from tests.engine.cli.shelf import run


def test_it_is_printed(tmp_path: Path) -> None:
    result = run(schema)
    assert (result.exit_code, json.loads(result.stdout)) == (0, schema_of())


def test_it_is_written_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "story.schema.json"
    result = run(schema, "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8")) == schema_of()


def test_where_it_cannot_be_written_that_is_told(tmp_path: Path) -> None:
    result = run(schema, "-o", tmp_path / "nowhere" / "x.json")
    assert result.exit_code == 2
    assert "cannot be written: No such file or directory." in result.stderr
