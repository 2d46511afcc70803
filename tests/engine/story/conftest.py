"""Finds the tests of how stories are built: pytest takes a folder `build` for rubbish."""

from pathlib import Path


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Collect `build` here; elsewhere pytest decides."""
    here = collection_path.parent == Path(__file__).parent
    return False if here and collection_path.name == "build" else None
