"""Folders whose names survive a power cut: POSIX keeps a new name once its folder was synced."""

import os
import sys
from pathlib import Path


def make_folder(path: Path) -> None:
    """Make a folder and those that it lies in, if they are missing. Raises OSError."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync_names(path.parent)


def sync_names(folder: Path) -> None:
    """Return once the names in a folder are safe on disk. Raises OSError."""
    if sys.platform == "win32":  # which has no such call, and writes names at once
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
