"""`wayside forget`: what staff type, and what they are told."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.ledger import Ledger
from tests.serving import serving
from tests.twilio_stub import environment, text
from tests.until import until
from tests.webhooks import bell
from tests.webhooks.house import House
from tests.webhooks.twilio.test_channels import fields
from webhooks import logs
from webhooks.command import main

NUMBER = "+12125550123"
OTHER = "+12125550124"


def forget(folder: Path, *arguments: str, given: str | None = None, **more: str) -> Result:
    where = {"WAYSIDE_STORIES": str(folder / "stories"), "WAYSIDE_DATA": str(folder / "var")}
    runner = CliRunner(env=environment(**where, **more))
    result = runner.invoke(main, ["forget", *arguments], input=given)
    logs.set_up()
    return result


def players(folder: Path) -> int:
    database = sqlite3.connect(folder / "var" / "wayside.db")
    (found,) = database.execute("SELECT count(*) FROM players").fetchone()
    database.close()
    return int(found)


def kept(folder: Path, sql: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(folder / "var" / "wayside.db")
    found = database.execute(sql).fetchall()
    database.close()
    return found


def write(folder: Path, sql: str) -> None:
    database = sqlite3.connect(folder / "var" / "wayside.db", isolation_level=None)
    database.execute(sql)
    database.close()


def test_a_player_is_erased_by_their_number(house: House, tmp_path: Path) -> None:
    house.text(text("BELL", sender=NUMBER))
    house.text(text("BELL", sender=OTHER))
    result = forget(tmp_path, "+1 (212) 555-0123", "--yes")
    said = "Erased. Their messages at Twilio go within minutes, while wayside serve runs.\n"
    assert (result.exit_code, result.output) == (0, said)
    assert players(tmp_path) == 1
    assert len(Ledger(tmp_path / "var" / "erasures").read().entries) == 1
    again = forget(tmp_path, "-", "--yes", given=NUMBER)
    assert again.exit_code == 1
    assert again.output.startswith("Nobody with this number is kept here.")


@pytest.mark.parametrize(
    ("sender", "typed"),
    [
        (f"whatsapp:{NUMBER}", NUMBER),
        (f"whatsapp:{NUMBER}", f"whatsapp:{NUMBER}"),
        (f"rcs:{NUMBER}", "+1 212 555 0123"),
        # WhatsApp shows no number of some; staff have this from them, or from Twilio.
        ("whatsapp:US.13491208655302741918", "whatsapp:US.13491208655302741918"),
    ],
)
def test_who_plays_by_whatsapp_or_rcs_is_erased_as_well(
    house: House, tmp_path: Path, sender: str, typed: str
) -> None:
    house.text(fields("BELL", sender))
    house.text(fields("BELL", "whatsapp:+12125550124"))
    result = forget(tmp_path, typed, "--yes")
    said = "Erased. Their messages at Twilio go within minutes, while wayside serve runs.\n"
    assert (result.exit_code, result.output) == (0, said)
    assert players(tmp_path) == 1


@pytest.mark.parametrize("sender", [f"whatsapp:{NUMBER}", "whatsapp:US.13491208655302741918"])
def test_who_plays_by_whatsapp_is_forgotten_on_asking(
    house: House, tmp_path: Path, sender: str
) -> None:
    for words in ("BELL", "forget me"):
        house.text(fields(words, sender))
    assert players(tmp_path) == 1
    assert b"are erased" in house.text(fields("forget me", sender)).data
    assert players(tmp_path) == 0
    # What Twilio has of it is still to be deleted there.
    assert kept(tmp_path, "SELECT count(*) FROM remnants WHERE sealed IS NOT NULL") == [(1,)]
    assert kept(tmp_path, "SELECT count(*) FROM numbers") == [(0,)]


def test_nothing_is_erased_unasked(house: House, tmp_path: Path) -> None:
    house.text(text("BELL", sender=NUMBER))
    for arguments in ([NUMBER], ["--older", "1"]):
        result = forget(tmp_path, *arguments)
        assert result.exit_code == 1
        assert result.stderr.endswith("Nothing was done; add --yes.\n")
    assert players(tmp_path) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Give a number, or one of --older, --replay and --rewrite."),
        ([NUMBER, "--replay"], "Give a number, or one of --older, --replay and --rewrite."),
        (["555 0123", "--yes"], "What was given is no phone number with a country. Type it whole"),
        (["--older", "0"], "'0' is no whole number from 1 to 90."),
    ],
)
def test_what_cannot_be_meant_is_misuse(
    house: House, tmp_path: Path, arguments: list[str], said: str
) -> None:
    result = forget(tmp_path, *arguments)
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_who_has_not_played_for_a_week_can_be_erased_at_once(house: House, tmp_path: Path) -> None:
    house.text(text("BELL", sender=NUMBER))
    assert forget(tmp_path, "--older", "7", "--yes").output == "There was nobody to erase.\n"
    write(tmp_path, "UPDATE players SET last_turn_on = date('now', '-8 days')")
    assert forget(tmp_path, "--older", "7", "--yes").output == "1 player is erased.\n"
    assert players(tmp_path) == 0


def test_the_database_can_be_written_anew(house: House, tmp_path: Path) -> None:
    house.text(text("BELL", sender=NUMBER))
    write(tmp_path, "CREATE TABLE spare AS SELECT randomblob(500000)")
    write(tmp_path, "DROP TABLE spare")
    write(tmp_path, "PRAGMA wal_checkpoint(TRUNCATE)")
    before = (tmp_path / "var" / "wayside.db").stat().st_size
    result = forget(tmp_path, "--rewrite")
    assert result.exit_code == 0
    assert (tmp_path / "var" / "wayside.db").stat().st_size < before


def test_a_ledger_that_cannot_be_written_is_told_and_the_player_is_erased(
    house: House, tmp_path: Path
) -> None:
    house.text(text("BELL", sender=NUMBER))
    (tmp_path / "a-file").write_text("")
    result = forget(tmp_path, NUMBER, "--yes", WAYSIDE_ERASURES=str(tmp_path / "a-file" / "in"))
    assert result.exit_code == 1
    assert "It was not all done." in result.stderr
    assert "WAYSIDE_ERASURES" in result.stderr
    assert players(tmp_path) == 0


def test_a_ledger_that_is_not_there_cannot_be_gone_through(house: House, tmp_path: Path) -> None:
    result = forget(tmp_path, "--replay", WAYSIDE_ERASURES=str(tmp_path / "other-disk"))
    told = f"Error: It was not all done. There is no folder {tmp_path / 'other-disk'}, in which it"
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(told)


# An old backup that is put back, under a server that runs.


def backed_up(folder: Path) -> None:
    source = sqlite3.connect(folder / "var" / "wayside.db")
    target = sqlite3.connect(folder / "backup.db")
    source.backup(target)
    target.close()
    source.close()


def put_back(folder: Path) -> None:
    for end in ("", "-wal", "-shm"):
        (folder / "var" / f"wayside.db{end}").unlink(missing_ok=True)
    shutil.copy(folder / "backup.db", folder / "var" / "wayside.db")


def played(folder: Path, *, apart: Path) -> None:
    """Let two play, make a backup, let one be forgotten, and put the backup back."""
    stories = bell.stories(folder / "stories")
    apart.mkdir()
    with serving(folder / "var", stories=stories, WAYSIDE_ERASURES=str(apart)) as server:
        for number in (NUMBER, OTHER):
            server.text(text("BELL", sender=number))
            server.text(text("1", sender=number))
        backed_up(folder)
        for words in ("forget me", "forget me"):
            answer = server.text(text(words, sender=NUMBER))
        assert b"erased" in answer.body
        assert _until_noted(folder)
    put_back(folder)
    assert players(folder) == 2


def _until_noted(folder: Path) -> bool:
    def noted() -> bool:
        database = sqlite3.connect(folder / "var" / "wayside.db")
        found = database.execute("SELECT 1 FROM meta WHERE name = 'erasure ledger'").fetchone()
        database.close()
        return found is not None

    return until(noted)


def test_a_server_on_an_old_backup_erases_again_before_it_answers(tmp_path: Path) -> None:
    played(tmp_path, apart=tmp_path / "apart")
    where = {"WAYSIDE_ERASURES": str(tmp_path / "apart")}
    with serving(tmp_path / "var", stories=tmp_path / "stories", **where) as server:
        assert players(tmp_path) == 1
        assert b"has rung" not in server.text(text("1", sender=NUMBER)).body
        assert b"It has rung 2 times." in server.text(text("1", sender=OTHER)).body
        assert any("erased again" in line for line in server.said)


def test_a_server_whose_ledger_was_lost_too_cannot_know(tmp_path: Path) -> None:
    """Why it is to be kept apart from what is restored."""
    played(tmp_path, apart=tmp_path / "apart")
    (tmp_path / "empty").mkdir()
    where = {"WAYSIDE_ERASURES": str(tmp_path / "empty")}
    with serving(tmp_path / "var", stories=tmp_path / "stories", **where) as server:
        assert b"It has rung 2 times." in server.text(text("1", sender=NUMBER)).body


def test_the_ledger_can_be_gone_through_by_command(tmp_path: Path) -> None:
    played(tmp_path, apart=tmp_path / "apart")
    where = {"WAYSIDE_ERASURES": str(tmp_path / "apart")}
    assert forget(tmp_path, "--replay", **where).output == "1 player is erased.\n"
    assert players(tmp_path) == 1
    assert forget(tmp_path, "--replay", **where).output == "There was nobody to erase.\n"


def test_a_server_killed_before_it_noted_an_erasure_notes_it_when_it_is_back(
    tmp_path: Path,
) -> None:
    stories, apart = bell.stories(tmp_path / "stories"), tmp_path / "apart"
    where = {"WAYSIDE_ERASURES": str(apart)}
    apart.mkdir()
    with serving(tmp_path / "var", stories=stories, **where) as server:
        apart.rename(tmp_path / "unplugged")
        for words in ("BELL", "forget me", "forget me"):
            server.text(text(words, sender=NUMBER))
        server.process.kill()
    assert not apart.exists()
    (tmp_path / "unplugged").rename(apart)
    with serving(tmp_path / "var", stories=stories, **where):
        assert until(lambda: len(Ledger(apart).read().entries) == 1)
    # What is still to be deleted at Twilio is there as well.
    database = sqlite3.connect(tmp_path / "var" / "wayside.db")
    assert database.execute("SELECT count(*) FROM remnants").fetchone() == (1,)
    database.close()
