"""The house itself: what the import rules cannot see."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = ("engine", "webhooks", "tests")
PURE = (
    "engine/languages", "engine/places", "engine/story", "engine/texting", "engine/signs",
    "engine/coding", "engine/pocket", "engine/play",
)  # fmt: skip
# These read what ships with the product, or what staff name on the command line.
READERS = {"engine/story/build/folder.py"}


def modules(*rooms: str) -> list[Path]:
    found = [file for room in rooms for file in sorted((ROOT / room).rglob("*.py"))]
    assert found
    return found


def test_every_folder_with_code_is_a_package() -> None:
    # import-linter passes over a folder without __init__.py.
    bare = {
        file.parent.relative_to(ROOT).as_posix()
        for file in modules(*CODE)
        if not (file.parent / "__init__.py").exists()
    }
    assert bare == set()


@pytest.mark.parametrize("file", modules(*PURE), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_pure_rooms_open_no_file(file: Path) -> None:
    called = [
        node.func
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    calls = {each.id for each in called if isinstance(each, ast.Name)} & {"open"}
    reading = {"read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}
    calls |= {each.attr for each in called if isinstance(each, ast.Attribute)} & reading
    if file.relative_to(ROOT).as_posix() not in READERS:
        assert calls == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_hashes_and_no_addresses(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert [line for line in lines if "//" in line or line.startswith("-")] == []
    assert [line for line in pinned if "==" not in line or not line.endswith("\\")] == []
