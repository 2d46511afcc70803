"""A version of the program that is not written yet: its tables, beside servers of this one."""

import shutil
from pathlib import Path

import pytest

from engine.store import migrating

NEXT = f"{int(migrating.NEWEST) + 1:04}"
STEP = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{now}"
{serves}

def upgrade():
    {does}
"""


def next_version(monkeypatch: pytest.MonkeyPatch, folder: Path, does: str, serves: str = "") -> str:
    """Be, in this process, the version after the one it is, with a step that `does` something.

    Gives its revision.
    """
    revision = f"{int(migrating.NEWEST) + 1:04}"
    steps = folder / f"migrations to {revision}"
    shutil.copytree(migrating.FOLDER, steps)
    says = f'serves = "{serves}"' if serves else ""
    step = STEP.format(next=revision, now=migrating.NEWEST, serves=says, does=does)
    (steps / "versions" / f"{revision}_next.py").write_text(step)
    monkeypatch.setattr(migrating, "FOLDER", steps)
    monkeypatch.setattr(migrating, "NEWEST", revision)
    return revision
