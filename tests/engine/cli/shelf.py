"""Stories on disk, for commands to find."""

from pathlib import Path

from click import Command
from click.testing import CliRunner, Result

GOOD = """\
story: {title}
start: a
keywords: [{keyword}]
scenes:
  a:
    say: Hello.
    choices:
      - pick: Leave
        ending: You left
"""
# Plays, and has something to look at.
LOOK = "story: T\nstart: a\nitems: [oil]\nscenes: {a: {ending: E}}\n"
BAD = "story: T\nstart: a\nscenes:\n  a:\n    goto: b\n"
WALK = "walk: W\nsteps:\n  - text: {keyword}\n  - see: Hello\n  - text: leave\n  - ends: You left\n"


def run(command: Command, *words: str | Path, typed: str | bytes | None = None) -> Result:
    """Run a command as if from a shell; a traceback fails the test."""
    result = CliRunner().invoke(command, [str(word) for word in words], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def shelve(root: Path, name: str, text: str = GOOD, walk: str | None = None) -> Path:
    """Write a story, and perhaps a walk; give its folder."""
    folder = root / name
    (folder / "walks").mkdir(parents=True)
    filled = text.format(title=name.capitalize(), keyword=name.upper()) if text is GOOD else text
    (folder / "story.yaml").write_text(filled, encoding="utf-8")
    if walk is not None:
        told = walk.format(keyword=name.upper()) if walk is WALK else walk
        (folder / "walks" / "walk.yaml").write_text(told, encoding="utf-8")
    return folder
