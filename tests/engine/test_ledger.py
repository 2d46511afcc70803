"""The ledger of erasures: a file that only grows, whatever happens to who writes it."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.ledger import Ledger, LedgerError, Read

ONE, TWO, THREE = (bytes([number]) * 16 for number in (1, 2, 3))
FIRST = f"1970-01-01T00:00:05Z {ONE.hex()}"
ADD = """
import sys
from pathlib import Path
from engine.ledger import Ledger
for number in range(200):
    Ledger(Path(sys.argv[1])).add([(bytes([int(sys.argv[2])]) * 15 + bytes([number]), number)])
"""


def test_what_was_added_is_read_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "apart")
    assert ledger.read() == Read("", 0, ())
    assert ledger.add([(ONE, 5)]) == (FIRST, 0, 54)
    assert ledger.add([(TWO, 6), (THREE, 1_800_000_000)]) == (FIRST, 54, 162)
    assert ledger.read() == Read(FIRST, 162, ((ONE, 5), (TWO, 6), (THREE, 1_800_000_000)))
    assert ledger.size() == 162


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "apart")
    ledger.add([(ONE, 5)])
    assert oct(ledger.path.stat().st_mode & 0o777) == "0o600"
    assert oct(ledger.path.parent.stat().st_mode & 0o777) == "0o700"


def test_a_line_that_was_cut_short_spoils_no_other(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.add([(ONE, 5)])
    with ledger.path.open("a") as file:
        file.write("2027-13-45T99:00:00Z " + "0" * 32 + "\n1970-01-01T00:00:06Z 0202")
    ledger.add([(THREE, 7)])
    assert ledger.read().entries == ((ONE, 5), (THREE, 7))


def test_processes_that_add_at_once_lose_no_line(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", ADD, str(tmp_path), str(number)])
        for number in range(4)
    ]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    expected = {(bytes([who]) * 15 + bytes([n]), n) for who in range(4) for n in range(200)}
    entries = Ledger(tmp_path).read().entries
    assert (len(entries), set(entries)) == (800, expected)


def test_a_ledger_that_cannot_be_used_says_which_setting_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = r"cannot be used: .*set WAYSIDE_ERASURES to another folder\."
    for use in (lambda ledger: ledger.add([(ONE, 5)]), Ledger.read):
        with pytest.raises(LedgerError, match=told):
            use(Ledger(tmp_path / "file"))


def test_looking_at_a_ledger_makes_nothing(tmp_path: Path) -> None:
    Ledger(tmp_path, makes_folder=False).check()
    Ledger(tmp_path / "var" / "erasures").check()
    assert list(tmp_path.iterdir()) == []
    Ledger(tmp_path).add([(ONE, 5)])
    Ledger(tmp_path, makes_folder=False).check()
    assert Ledger(tmp_path).size() == 54


def test_a_ledger_that_will_not_take_an_entry_is_found_before_the_first(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", Path("/proc")):
        with pytest.raises(LedgerError, match="cannot be used: "):
            Ledger(folder).check()


def test_a_ledger_on_a_disk_that_went_away_is_not_begun_anew(tmp_path: Path) -> None:
    apart = tmp_path / "disk"
    ledger = Ledger(apart, makes_folder=False)
    uses = (Ledger.check, Ledger.read, Ledger.size, lambda each: each.add([(ONE, 5)]))
    for use in uses:
        with pytest.raises(LedgerError, match=f"There is no folder {apart}, "):
            use(ledger)
    apart.mkdir()
    assert ledger.add([(ONE, 5)]) == (FIRST, 0, 54)
