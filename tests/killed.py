"""A piece of work in a process of its own, which kills itself with SIGKILL at a chosen step."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType


def killed_at(step: int, work: Callable[[], object], *within: str) -> bool:
    """Do a piece of work, and tell whether it was killed before it was done.

    Steps are the calls and returns of functions in these files of the program.
    """
    child = os.fork()
    if child == 0:
        _work(step, work, within)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "The work failed; what it said is above."
    return False


def _work(step: int, work: Callable[[], object], within: tuple[str, ...]) -> None:
    left = step

    def look(frame: FrameType, event: str, _arg: object) -> None:
        nonlocal left
        if event.startswith("c_") or not frame.f_code.co_filename.endswith(within):
            return
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        sys.setprofile(look)
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - told, and then this process is over
        sys.setprofile(None)
        traceback.print_exc()
    finally:
        os._exit(code)


def steps_of(work: Callable[[], object], *within: str) -> int:
    """Do a piece of work in this process, and tell how many steps it took."""
    count = 0

    def look(frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        if not event.startswith("c_") and frame.f_code.co_filename.endswith(within):
            count += 1

    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def folder_as_it_is(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder that is not empty, with its content.

    Without those that SQLite makes to look into its log.
    """
    files = (each for each in sorted(folder.rglob("*")) if each.is_file())
    found = (each for each in files if not each.name.endswith("-shm"))
    return {str(each.relative_to(folder)): data for each in found if (data := each.read_bytes())}
