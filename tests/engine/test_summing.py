"""Summing up beside the turns."""

from pathlib import Path

import pytest

from engine import summing
from engine.store import Store
from engine.store.totals import MOST_SUMMED
from engine.summing import Summing
from tests.kept import rows
from tests.until import until


def happened(folder: Path, times: int) -> None:
    one = "('2027-06-05', 'tagged', 'door', 'ed1', 'lit', 'sms', 'en', false)"
    columns = "day, kind, story, edition, what, channel, language, staff"
    rows(folder, f"INSERT INTO happenings ({columns}) VALUES {', '.join([one] * times)}")


def left(folder: Path) -> object:
    return rows(folder, "SELECT count(*) FROM happenings")[0][0]


def test_all_there_is_is_summed_up_lot_by_lot(store: Store, tmp_path: Path) -> None:
    happened(tmp_path, 2 * MOST_SUMMED + 3)
    assert Summing(store.totals, pytest.fail).sum_all() == 2 * MOST_SUMMED + 3
    assert left(tmp_path) == 0
    assert [each.times for each in store.totals.sums("door", "2027-06-05", "2027-06-05")] == [
        2 * MOST_SUMMED + 3
    ]


def test_it_goes_on_by_itself_and_tells_once_that_it_cannot(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summing, "EVERY_S", 0.02)
    told: list[str] = []
    each = Summing(store.totals, lambda what, **_facts: told.append(what))
    happened(tmp_path, 5)
    rows(tmp_path, "ALTER TABLE totals RENAME TO away")
    each.start()
    try:
        assert until(lambda: told)
        rows(tmp_path, "ALTER TABLE away RENAME TO totals")
        assert until(lambda: left(tmp_path) == 0)
        assert told == ["Reports grow slow: they cannot be summed up; that is tried again."]
    finally:
        each.stop()
