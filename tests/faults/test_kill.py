"""kill -9: every answer that was given is kept, and nothing counts twice."""

from pathlib import Path

import pytest

from tests.faults.broken import BREAKS
from tests.faults.killing import kill_again_and_again

KILLS = 50
KILLS_TO_SEE_A_BREAK = 12


def test_a_server_killed_fifty_times_under_load_loses_no_turn_and_steps_none_twice(
    tmp_path: Path,
) -> None:
    found = kill_again_and_again(tmp_path, KILLS)
    assert found.wrong == []
    assert found.answers > KILLS
    print(f"{found.answers} answers, slowest start {found.slowest_start_s:.2f} s")


@pytest.mark.parametrize("fault", BREAKS)
def test_a_server_broken_on_purpose_is_found_out(tmp_path: Path, fault: str) -> None:
    program = ("-m", "tests.faults.broken", fault)
    assert kill_again_and_again(tmp_path, KILLS_TO_SEE_A_BREAK, program).wrong != []
