"""`wayside staff`: whose plays reports leave out."""

import re
import sqlite3
from pathlib import Path

import pytest
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
    added = "It is staff's. Reports leave out what is played there from now on.\n"
    assert wayside("add", "+1 202 555 0123", "--name", "front \x1bdesk").stdout == added
    assert wayside("add", NUMBER).stdout == "It is staff's already.\n"
    house.text(text("BELL", sender=NUMBER))
    _, row = wayside("list").stdout.splitlines()
    assert re.fullmatch(r"[a-z2-7]{5}  \d{4}-\d\d-\d\d  sms   front <U\+001B>desk", row)
    assert NUMBER not in row
    assert wayside("remove", NUMBER).stdout.startswith("It is a player's again.")
    house.text(text("BELL", sender="+12025550124"))
    assert counted(tmp_path, "started") == [True, False]
    assert wayside("remove", NUMBER).exit_code == 2


def test_a_phone_that_texts_the_word_is_staffs_and_is_told_so(house: House, tmp_path: Path) -> None:
    house.text(text("BELL", sender=NUMBER))
    told = house.text(text(f"  {word().lower()} ", sender=NUMBER)).text
    assert "This phone is staff's now" in told.replace("&#x27;", "'").replace("&apos;", "'")
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
    assert "Type it whole, with its country: +12025550123." in result.stderr
