"""`wayside staff`: whose plays reports leave out."""

import re
import sqlite3
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from engine.store.staff import WORD_LASTS_S, word_in
from tests.twilio_stub import text
from tests.webhooks.house import House, open_house
from webhooks.command import main

NUMBER = "+12025550123"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    return open_house(tmp_path)


def wayside(*words: str) -> Result:
    result = CliRunner().invoke(main, ["staff", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def word() -> str:
    found = re.search(r"STAFF \w{4}-\w{4}", wayside("word").stdout)
    assert found
    return found[0]


def counted(folder: Path, kind: str) -> list[bool]:
    """Give what is counted of a kind: whether it is told as staff's."""
    connection = sqlite3.connect(folder / "var" / "wayside.db")
    rows = connection.execute("SELECT staff FROM happenings WHERE kind = ? ORDER BY id", (kind,))
    found = [bool(staff) for (staff,) in rows]
    connection.close()
    return found


def test_a_phone_is_staffs_from_when_it_is_added_until_it_is_removed(
    house: House, tmp_path: Path
) -> None:
    assert wayside().stdout.startswith("No phone is staff's yet.")
    added = wayside("add", "+1 202 555 0123", "--name", "front \x1bdesk")
    assert added.stdout == "It is staff's. Reports leave out what is played there from now on.\n"
    already = "It is staff's already, called 'front <U+001B>desk'.\n"
    assert wayside("add", NUMBER).stdout == already
    house.text(text("BELL", sender=NUMBER))
    _, row = wayside("list").stdout.splitlines()
    assert re.fullmatch(
        r"[a-z2-7]{5}  \d{4}-\d\d-\d\d  text, WhatsApp, RCS  front <U\+001B>desk", row
    )
    assert added.stderr == f"To undo that: wayside staff remove {row[:5]}\n"
    assert NUMBER not in row
    assert " is a player's again." in wayside("remove", NUMBER).stdout
    house.text(text("BELL", sender="+12025550124"))
    assert counted(tmp_path, "started") == [True, False]
    assert wayside("remove", NUMBER).exit_code == 2


@pytest.mark.parametrize("called", ["Front desk", "front-desk", NUMBER, f"whatsapp:{NUMBER}", "ID"])
def test_a_phone_is_removed_by_its_name_its_id_or_its_number(house: House, called: str) -> None:
    wayside("add", NUMBER, "--name", "front desk")
    wayside("add", "+12025550124", "--name", "bench")
    [id_] = [line[:5] for line in wayside("list").stdout.splitlines() if "front desk" in line]
    removed = wayside("remove", id_ if called == "ID" else called)
    assert removed.stdout.startswith("'front desk' is a player's again."), removed.stderr
    assert [line.split()[-1] for line in wayside("list").stdout.splitlines()[1:]] == ["bench"]


def test_a_name_that_is_not_clear_is_told_with_what_to_type(house: House) -> None:
    for number in ("+12025550123", "+12025550124"):
        wayside("add", number, "--name", "desk")
    several = wayside("remove", "desk")
    assert several.exit_code == 2
    assert re.search(r"'desk'. Type the ID of one: [a-z2-7]{8}, [a-z2-7]{8}\.", several.stderr)
    assert "Did you mean 'desk'?" in wayside("remove", "dask").stderr
    assert len(wayside("list").stdout.splitlines()) == 3


def test_a_phone_that_is_added_again_with_another_name_has_that(house: House) -> None:
    wayside("add", NUMBER, "--name", "desk")
    renamed = "It is staff's already. It is called 'bench' now, not 'desk' any more.\n"
    assert wayside("add", NUMBER, "--name", "bench").stdout == renamed
    [row] = wayside("list").stdout.splitlines()[1:]
    assert row.endswith("  bench")


@pytest.mark.parametrize("channel", ["", "whatsapp:", "rcs:"])
def test_a_number_is_staffs_by_whatever_it_is_reached(
    house: House, tmp_path: Path, channel: str
) -> None:
    wayside("add", NUMBER)
    house.text(text("BELL", sender=f"{channel}{NUMBER}"))
    house.text(text("BELL", sender=f"{channel}+12025550124"))
    assert counted(tmp_path, "started") == [True, False]


def test_a_new_word_tells_that_the_one_before_is_not_taken_any_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYSIDE_TIMEZONE", "America/Chicago")
    with time_machine.travel("2026-11-26T18:00Z", tick=False):
        first, second = wayside("word"), wayside("word")
    until = "until 2026-11-27 12:00 (America/Chicago)"
    assert first.stdout.startswith(f"Text this from every phone of staff, {until}:\n")
    assert "from before" not in first.stderr
    assert f"The word from before, good {until}, is not taken any more." in second.stderr


def test_a_phone_that_texts_the_word_is_staffs_and_is_told_so(house: House, tmp_path: Path) -> None:
    house.text(text("BELL", sender=NUMBER))
    told = house.text(text(f"  {word().lower()} ", sender=NUMBER)).text
    told = told.replace("&#x27;", "'").replace("&apos;", "'")
    assert "This phone is staff's now" in told
    assert "To undo that: wayside staff remove ID. The IDs: wayside staff<" in told
    house.text(text("FORGET ME", sender=NUMBER))
    house.text(text("FORGET ME", sender=NUMBER))
    house.text(text("BELL", sender=NUMBER))
    assert counted(tmp_path, "started") == [False, True]
    name = wayside("list").stdout.splitlines()[1].split()[0]
    assert wayside("remove", name).exit_code == 0


def test_a_wrong_or_an_old_word_is_a_text_like_any_other(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = word(), word()
    assert old != new
    for words in (old, "STAFF AAAA-BBBB"):
        assert "staff" not in house.text(text(words, sender=NUMBER)).text
    connection = sqlite3.connect(tmp_path / "var" / "wayside.db")
    (value,) = connection.execute("SELECT value FROM meta WHERE name = 'staff word'").fetchone()
    fingerprint, until_s = value.split()
    assert new[6:].replace("-", "") not in value
    late = f"{fingerprint} {int(until_s) - WORD_LASTS_S - 1}"
    connection.execute("UPDATE meta SET value = ? WHERE name = 'staff word'", (late,))
    connection.commit()
    connection.close()
    assert "staff" not in house.text(text(new, sender=NUMBER)).text
    assert wayside().stdout.startswith("No phone is staff's yet.")


def test_staff_stay_staff_when_they_ask_to_be_forgotten(house: House, tmp_path: Path) -> None:
    wayside("add", NUMBER)
    for words in ("BELL", "forget me", "forget me", "BELL"):
        house.text(text(words, sender=NUMBER))
    assert counted(tmp_path, "started") == [True, True]


def test_who_has_stopped_is_not_answered_to_the_word(house: House) -> None:
    for words in ("BELL", "STOP", word()):
        told = house.text(text(words, sender=NUMBER)).text
    assert "staff" not in told


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("STAFF 7QU2-9NNJ", "7QU29NNJ"), ("staff 7qu29nnj", "7QU29NNJ"),
        ("Staff7qu2 9nnj ", "7QU29NNJ"), ("staff 7qu2-9nn", None), ("the staff 7qu29nnj", None),
        ("staff 7qu2-9nnjx", None), ("staff 0OI1-LLLL", None), (" " * 9999 + "staff", None),
    ],
)  # fmt: skip
def test_the_word_is_heard_however_it_is_typed(said: str, heard: str | None) -> None:
    assert word_in(said) == heard


def test_what_is_no_number_is_told(house: House) -> None:
    result = wayside("add", "desk")
    assert result.exit_code == 2
    assert "Type it whole, with its country: +12125550123." in result.stderr
