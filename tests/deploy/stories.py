"""One story that ships, so that servers begin sooner than with all of them."""

import shutil
from pathlib import Path

from tests.serving import ROOT

NAME = "grand-avenue-mural"


def mural(folder: Path) -> Path:
    """Give a folder of stories in this one, in which there is only that story; texts: MURAL."""
    shutil.copytree(ROOT / "stories" / NAME, folder / "stories" / NAME)
    return folder / "stories"
