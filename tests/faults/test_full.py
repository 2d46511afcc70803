"""A disk that is full or cannot be written: 503, nothing lost, and it goes on by itself."""

from pathlib import Path

import pytest

from tests.faults.broken import BREAKS_OF_DISK
from tests.faults.filling import OWN_DISK, WAYS, fill_again_and_again, own_disks
from tests.faults.lengths import either

TIMES = either(4, 100)


@pytest.mark.parametrize("way", [*WAYS, *(OWN_DISK if own_disks() else ())])
def test_while_the_disk_takes_nothing_texts_shall_come_again_and_then_all_goes_on(
    tmp_path: Path, way: str
) -> None:
    found = fill_again_and_again(tmp_path, way, TIMES)
    assert found.wrong == []
    # 0 is for the moment of the other start, when nobody answers.
    assert found.statuses.keys() <= {200, 503, 0}
    assert found.statuses[503] >= TIMES
    print(f"{way}: {dict(found.statuses)}")


SEEN = {"answers-all-the-same": "expected", "never-writes-again": "no 200 after the disk was full"}


@pytest.mark.parametrize("fault", BREAKS_OF_DISK)
def test_a_server_that_does_not_mind_the_disk_is_found_out(tmp_path: Path, fault: str) -> None:
    program = ("-m", "tests.faults.broken", fault)
    found = fill_again_and_again(tmp_path, "limited", 2, program, longest_wait_s=5)
    assert SEEN[fault] in found.wrong[0]
