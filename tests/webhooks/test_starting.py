"""What `wayside serve` says before and as it opens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.ledger import FILE
from tests.serving import ROOT, serving
from tests.twilio_stub import text
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


@pytest.mark.parametrize("kind", ["missing", "empty"])
def test_a_folder_without_stories_is_told_with_what_to_do(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "shelf"
    if kind == "empty":
        folder.mkdir()
    why = f"there is no folder {folder}" if kind == "missing" else f"none in {folder}"
    with serving(tmp_path / "var", stories=folder) as server:
        assert (
            f"  Stories              {why}. Set WAYSIDE_STORIES to yours, or begin one: wayside "
            "new my-first-story\n"
        ) in server.said


def test_stories_whose_folder_went_away_are_played_and_that_is_told(tmp_path: Path) -> None:
    folder = bell.stories(tmp_path / "stories")
    with serving(tmp_path / "var", stories=folder) as server:
        assert [line for line in server.said if line.startswith("  Stories")] == []
    folder.rename(tmp_path / "elsewhere")
    with serving(tmp_path / "var", stories=folder) as server:
        assert (
            f"  Stories              there is no folder {folder}; 1 that was published is played "
            "all the same. See WAYSIDE_STORIES\n"
        ) in server.said
        assert b"A bell hangs here" in server.text(text("BELL")).body


def test_stories_that_all_have_errors_are_told_with_what_to_type(tmp_path: Path) -> None:
    folder = bell.stories(tmp_path / "stories")
    (folder / "bell" / "story.yaml").write_text("story: Bell\n", encoding="utf-8")
    with serving(tmp_path / "var", stories=folder) as server:
        assert (
            f"  Stories              none of those in {folder} can be played: wayside check "
            f"{folder}\n"
        ) in server.said
