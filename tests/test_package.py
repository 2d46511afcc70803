"""What is installed: built as a wheel from a copy of the sources, and run from there."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = ("engine", "webhooks", "docs/rules")
FILES = ("pyproject.toml", "README.md", "LICENSE")


def test_an_installed_program_is_whole_and_explains_every_rule(tmp_path: Path) -> None:
    copy, wheels, installed = tmp_path / "copy", tmp_path / "wheels", tmp_path / "installed"
    left_out = shutil.ignore_patterns("__pycache__")
    for name in SOURCES:
        shutil.copytree(ROOT / name, copy / name, symlinks=True, ignore=left_out)
    for name in FILES:
        shutil.copy(ROOT / name, copy)
    build = f"import setuptools.build_meta as backend; backend.build_wheel({str(wheels)!r})"
    wheels.mkdir()
    _run(copy, "-W", "ignore", "-c", build)
    [wheel] = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    for name in ("engine", "webhooks"):
        assert _files(ROOT, name) - _files(installed, name) == set()
    asked = "import engine.cli.explaining as room; print(room.__file__, *room.pages())"
    file, *found = _run(installed, "-c", asked).split()
    assert Path(file).is_relative_to(installed)
    pages = sorted(page.stem for page in (ROOT / "docs" / "rules").glob("*.md"))
    assert found == [page for page in pages if page != "README"]


def _files(folder: Path, name: str) -> set[Path]:
    """Give the files of a package, but for what Python itself writes."""
    found = (file for file in (folder / name).rglob("*") if file.is_file())
    return {each.relative_to(folder) for each in found if each.parent.name != "__pycache__"}


def _run(folder: Path, *words: str) -> str:
    """Run Python in a folder, with what it finds there and no other copy of the program."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
