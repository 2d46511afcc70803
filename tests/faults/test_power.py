"""A power cut: what was answered is on the disk, also when all that was not synced is gone."""

from pathlib import Path

import pytest

from tests.faults.broken import BREAKS_OF_POWER
from tests.faults.cutting import checkpoints, cuts
from tests.faults.lengths import LONG, either
from tests.faults.recording import record

STEPS = either(80, 250)
CUTS = either(100, 2_000)
STEPS_TO_SEE_A_BREAK = either(8, 60)


def test_wherever_the_power_is_cut_every_answer_is_kept_and_the_server_starts(
    tmp_path: Path,
) -> None:
    moments = record(tmp_path, STEPS)
    cut, wrong = cuts(moments, tmp_path / "disk", CUTS)
    assert wrong == []
    assert cut > CUTS
    # Else the moment in which the log is written into the database was not among them.
    assert checkpoints(moments) >= 1
    print(f"{cut} cuts among {len(moments)} moments, {checkpoints(moments)} checkpoints")


@pytest.mark.parametrize("fault", BREAKS_OF_POWER)
def test_a_server_that_syncs_less_is_found_out(tmp_path: Path, fault: str) -> None:
    moments = record(tmp_path, STEPS_TO_SEE_A_BREAK, ("-m", "tests.faults.broken", fault), 0)
    _, wrong = cuts(moments, tmp_path / "disk", CUTS // 4)
    assert wrong != []
    if LONG:
        print(f"{fault}: {len(wrong)} wrong, the first: {wrong[0]}")
