"""kill -9: every answer that was given is kept, and nothing counts twice."""

from pathlib import Path

import pytest

from tests.faults.broken import BREAKS, BREAKS_OF_SILENCE
from tests.faults.killing import kill_again_and_again
from tests.faults.lengths import either
from tests.faults.silence import kill_in_silence

KILLS = either(20, 500)
KILLS_TO_SEE_A_BREAK = either(8, 12)
# More than twenty would end after the last time that passes.
KILLS_IN_SILENCE = either(10, 20)


def test_a_server_killed_again_and_again_under_load_loses_no_turn_and_steps_none_twice(
    tmp_path: Path,
) -> None:
    found = kill_again_and_again(tmp_path, KILLS)
    assert found.wrong == []
    assert found.answers > KILLS
    print(f"{found.answers} answers, slowest start {found.slowest_start_s:.2f} s")


@pytest.mark.parametrize("fault", BREAKS)
def test_a_server_broken_on_purpose_is_found_out(tmp_path: Path, fault: str) -> None:
    program = ("-m", "tests.faults.broken", fault)
    found = kill_again_and_again(tmp_path, KILLS_TO_SEE_A_BREAK, program, to_the_end=False)
    assert found.wrong != []


def test_a_server_killed_while_its_players_are_silent_lets_each_time_pass_once(
    tmp_path: Path,
) -> None:
    assert kill_in_silence(tmp_path, KILLS_IN_SILENCE) == []


@pytest.mark.parametrize("fault", BREAKS_OF_SILENCE)
def test_a_silence_broken_on_purpose_is_found_out(tmp_path: Path, fault: str) -> None:
    program = ("-m", "tests.faults.broken", fault)
    assert kill_in_silence(tmp_path, KILLS_TO_SEE_A_BREAK, program) != []
