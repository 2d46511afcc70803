"""What the process that reads a file may do, seen in one that tries more."""

import subprocess
import sys
from pathlib import Path

import pytest

WITH = "from engine.copying.limits import limit; limit(); "


def tries(what: str, before: str = WITH) -> int:
    done = subprocess.run(
        [sys.executable, "-c", before + what], capture_output=True, check=False, timeout=120
    )
    return done.returncode


@pytest.mark.parametrize("what", ["bytearray(2 * 10**9)", "open(PATH, 'w').write('x' * 10**6)"])
def test_more_memory_than_a_photo_needs_and_any_file_are_refused(tmp_path: Path, what: str) -> None:
    what = what.replace("PATH", repr(str(tmp_path / "file")))
    assert tries(what) != 0
    assert tries(what, before="") == 0


def test_an_endless_loop_is_ended() -> None:
    short = "import engine.copying.limits as l; l.LONGEST_CPU_S = 1; l.limit(); "
    assert tries("all(iter(lambda: 1, 0))", short) < 0
    assert tries("sum(range(100))", short) == 0
