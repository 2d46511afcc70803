"""A story that shows how often it was stepped."""

from pathlib import Path

STORY = """\
story: The Counting Bell
keywords: [BELL]
start: tower
remember: {rings: 0}
scenes:
  tower:
    say: A bell hangs here & waits.
    choices:
      - pick: Ring it
        do: add 1 to rings
        say: It has rung {rings} times.
      - pick: Go away
        ending: Away
        say: You leave the tower.
    otherwise: The bell does not know that word.
"""


def stories(folder: Path) -> Path:
    """Write a folder of stories that holds only this one."""
    (folder / "bell").mkdir(parents=True)
    (folder / "bell" / "story.yaml").write_text(STORY, encoding="utf-8")
    return folder
