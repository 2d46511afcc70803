"""What `wayside serve` says before and as it opens."""

import os
import subprocess
import sys
from pathlib import Path

from engine.ledger import FILE
from tests.serving import ROOT, serving
from tests.webhooks import bell

OTHERWISE = "set WAYSIDE_ERASURES to another folder."


def refused(folder: Path, *command: str, **variables: str) -> str:
    """Run what must end by itself with 1, and give what it says."""
    stories = folder / "stories"
    if not stories.exists():
        bell.stories(stories)
    where = {"WAYSIDE_STORIES": str(stories), "WAYSIDE_DATA": str(folder / "var")}
    run = subprocess.run(
        [sys.executable, "-m", "webhooks", *command], cwd=ROOT, env=os.environ | where | variables,
        check=False, capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (1, "")
    return run.stderr


def test_a_ledger_of_erasures_whose_folder_is_missing_lets_nothing_begin(tmp_path: Path) -> None:
    apart = tmp_path / "other-disk"
    assert refused(tmp_path, "serve", "--port", "0", WAYSIDE_ERASURES=str(apart)) == (
        f"Error: There is no folder {apart}, in which it is noted who was erased. If it is on "
        f"another disk, let that be there first; for a new one type: mkdir -p {apart}. Or "
        f"{OTHERWISE}\n"
    )
    assert not apart.exists()


def test_a_ledger_of_erasures_that_cannot_be_written_lets_nothing_begin(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    said = refused(tmp_path, "serve", "--port", "0", WAYSIDE_ERASURES=str(tmp_path))
    assert said.startswith(
        f"Error: The ledger of erasures at {tmp_path / FILE} cannot be used: Is a directory."
    )
    assert said.endswith(f"{OTHERWISE}\n")
    # Not even root can make a file there.
    assert OTHERWISE in refused(tmp_path, "serve", "--port", "0", WAYSIDE_ERASURES="/proc")


def test_a_ledger_of_erasures_on_another_disk_lets_the_server_open(tmp_path: Path) -> None:
    apart = tmp_path / "other-disk"
    apart.mkdir()
    stories = bell.stories(tmp_path / "stories")
    with serving(tmp_path / "var", stories=stories, WAYSIDE_ERASURES=str(apart)) as server:
        assert "Wayside is open.\n" in server.said
    assert list(apart.iterdir()) == []
