"""A story with a picture and a sound, and one that comes by itself."""

from pathlib import Path

from tests.engine.copying.files import RIVER

STORY = """\
story: River
keywords: [RIVER]
start: bank
scenes:
  bank:
    say: A river & a gate.
    picture: gate.jpg
    alt: A green gate over dark water.
    choices:
      - pick: Listen
        say: It runs.
        audio: gate.mp3
      - {pick: Wait, say: Wait., go: meadow}
  meadow:
    say: A meadow.
    choices: [{pick: Look, say: Grass.}]
    after: {1 s: {say: A heron lands., picture: gate.jpg, alt: A heron.}}
"""
PICTURE, SOUND = (RIVER / "gate.jpg").read_bytes(), (RIVER / "gate.mp3").read_bytes()


def stories(folder: Path) -> Path:
    """Write a folder of stories that holds only this one."""
    media = folder / "river" / "media"
    media.mkdir(parents=True)
    (folder / "river" / "story.yaml").write_text(STORY, encoding="utf-8")
    (media / "gate.jpg").write_bytes(PICTURE)
    (media / "gate.mp3").write_bytes(SOUND)
    (media / "plan.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return folder
