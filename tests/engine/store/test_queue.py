"""The line of those who want to write."""

import fcntl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.clock import running_s
from engine.store.errors import NotStored
from engine.store.queue import ProcessQueue, ThreadQueue, WriteQueue

HOLD = """
import sys
from pathlib import Path
from engine.store.queue import WriteQueue
with WriteQueue(Path(sys.argv[1])).turn():
    print("in", flush=True)
    sys.stdin.readline()
"""
COUNT = """
import sys, threading
from pathlib import Path
from engine.store.queue import WriteQueue
path, counter = Path(sys.argv[1]), Path(sys.argv[2])
queue = WriteQueue(path)
def count():
    for _ in range(40):
        with queue.turn():
            counter.write_text(str(int(counter.read_text()) + 1))
threads = [threading.Thread(target=count) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wayside.db"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has its turn until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "in\n"
    with process:
        yield process
        process.kill()


def wait_for(happened: Callable[[], bool]) -> None:
    """Look every millisecond, so often that only what never happens is missed."""
    pause = threading.Event()
    assert any(happened() or pause.wait(0.001) for _ in range(20_000))


def until(queue: ThreadQueue, waiting: int) -> None:
    """Wait until so many threads stand in line."""
    wait_for(lambda: len(queue._waiting) >= waiting)


def test_threads_get_their_turn_in_the_order_they_came(path: Path) -> None:
    queue, order = WriteQueue(path), []

    def visit(number: int) -> None:
        with queue.turn():
            order.append(number)

    threads = [threading.Thread(target=visit, args=[number]) for number in range(8)]
    with queue.turn():
        for waiting, thread in enumerate(threads):
            thread.start()
            until(queue._threads, waiting + 1)
        assert order == []
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_who_waits_too_long_is_told_and_does_not_hold_up_the_line(path: Path) -> None:
    queue = WriteQueue(path, longest_wait_s=0.01)
    refused: list[str] = []

    def visit() -> None:
        try:
            with queue.turn():
                refused.append("came in")
        except NotStored as error:
            refused.append(str(error))

    with queue.turn():
        thread = threading.Thread(target=visit)
        thread.start()
        thread.join()
    assert refused == ["Too many are waiting to write."]
    with queue.turn():
        pass


def test_a_turn_that_comes_at_the_last_moment_is_taken() -> None:
    queue = ThreadQueue()
    queue.enter(running_s())
    queue._give_up(threading.Lock())  # as when the gate was opened after the wait ended
    queue.leave()
    queue.enter(running_s())


def test_an_error_during_a_turn_lets_the_next_one_in(path: Path) -> None:
    queue = WriteQueue(path)
    with pytest.raises(ZeroDivisionError), queue.turn():
        raise ZeroDivisionError
    with queue.turn():
        pass


def test_a_process_waits_for_another_for_so_long_only(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    queue = WriteQueue(path, longest_wait_s=0.05)
    with pytest.raises(NotStored, match="Another process has been writing for too long"):
        queue.turn().__enter__()
    holder.communicate("\n")
    with queue.turn():
        pass


def test_a_killed_process_does_not_hold_up_the_line(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    holder.kill()
    with WriteQueue(path, longest_wait_s=60).turn():
        assert holder.wait() == -9


def test_a_process_that_wrote_goes_behind_one_that_waits(path: Path) -> None:
    """Two queues stand for two processes: the locks are on files, opened by each."""
    ours, theirs, order = ProcessQueue(path), ProcessQueue(path), []
    later = running_s() + 60

    def wait_for_it() -> None:
        theirs.enter(later)
        order.append("theirs")
        theirs.leave()

    ours.enter(later)
    thread = threading.Thread(target=wait_for_it)
    thread.start()
    until_taken(path.with_name("wayside.db-next"))
    ours.leave()
    ours.enter(later)
    order.append("ours")
    thread.join()
    assert order == ["theirs", "ours"]


def until_taken(path: Path) -> None:
    """Wait until somebody holds this lock."""
    with path.open() as file:
        wait_for(lambda: taken(file.fileno()))


def taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(handle, fcntl.LOCK_UN)
    return False


def test_only_one_of_all_threads_and_processes_is_in_at_a_time(path: Path, tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    command = [sys.executable, "-c", COUNT, str(path), str(counter)]
    processes = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert counter.read_text() == "360"


def test_only_its_owner_can_touch_the_queue(path: Path) -> None:
    WriteQueue(path).close()
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"wayside.db-next": 0o600, "wayside.db-now": 0o600}
