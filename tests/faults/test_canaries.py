"""Nothing of what anybody sends is in a log, nor in any file once they are erased."""

from pathlib import Path

from tests.faults.canaries import plant_and_look

MOST_TOLD = {
    "A request is not a text for us.",
    "A text was not stored; it shall come again.",
    "A play could not be read; its story began anew.",
    "Nothing can be sent now.",
    "Timed replies wait; that is tried again.",
    "What is to be erased waits; that is tried again.",
}


def test_no_canary_is_logged_exported_or_left_after_erasing(tmp_path: Path) -> None:
    found = plant_and_look(tmp_path)
    assert found.planted >= 50
    assert (found.logs, found.files, found.reports, found.exports) == ([], [], [], [])
    # It was a hard day: they were kept while they were needed, and much went wrong.
    assert found.before_erasing >= 10
    assert found.events >= MOST_TOLD
    assert {200, 204, 400, 403, 404, 405, 413, 503} <= found.statuses


def test_a_server_that_logs_what_it_is_handed_is_found_out(tmp_path: Path) -> None:
    found = plant_and_look(tmp_path, ("-m", "tests.faults.leaky", "tells-all"), prints=False)
    assert found.logs != []
    assert found.files == []


def test_a_database_that_keeps_traces_is_found_out(tmp_path: Path) -> None:
    found = plant_and_look(tmp_path, ("-m", "tests.faults.leaky", "keeps-traces"), prints=False)
    assert found.files != []
    assert found.logs == []
