"""`wayside moderate`, as a librarian types it."""

import json
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.twilio_stub import text
from tests.webhooks.house import open_house
from webhooks.command import main

CLOCK = """
story: The Clock
keywords: [CLOCK]
start: clock
collections: {memories: text, faces: photo}
scenes:
  clock:
    say: A clock.
    answers:
      - {words: [remember], collect: memories, say: Thank you.}
      - {photo: yes, collect: faces, say: Seen.}
"""
HOSTILE = "I remember \x1b[2J\u202e\nApproved: all"


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAYSIDE_TIMEZONE", "America/Chicago")
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    (tmp_path / "stories" / "clock").mkdir(parents=True)
    (tmp_path / "stories" / "clock" / "story.yaml").write_text(CLOCK)
    house = open_house(tmp_path / "house", WAYSIDE_STORIES=str(tmp_path / "stories"),
                       WAYSIDE_DATA=str(tmp_path / "var"))  # fmt: skip
    for words in ("CLOCK", "I remember", "what is this"):
        assert house.text(text(words)).status_code == 200
    change(tmp_path, "UPDATE gifts SET gift = ?", HOSTILE)
    return tmp_path


def wayside(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, ["moderate", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def ids() -> list[str]:
    return [each["id"] for each in json.loads(wayside("list", "--format", "json").stdout)]


def change(folder: Path, sql: str, *values: object) -> None:
    connection = sqlite3.connect(folder / "var" / "wayside.db")
    connection.execute(sql, values)
    connection.commit()
    connection.close()


def test_what_waits_is_listed_with_what_to_type(installed: Path) -> None:
    change(installed, "UPDATE gifts SET at_s = 0")
    [name] = ids()
    assert wayside().stdout == (
        "1 contribution waits. Nobody sees what waits. Times are those of America/Chicago.\n\n"
        f"{name}  1969-12-31 18:00  clock, memories\n"
        f"  | I remember <U+001B>[2J<U+202E> / Approved: all\n\n"
        f"To see one whole:       wayside moderate show {name}\n"
        f"To let players see it:  wayside moderate approve {name}\n"
        f"To erase one for good:  wayside moderate reject {name}\n\n"
        "1 reply was not understood. To read them: wayside moderate replies\n"
    )


def test_no_line_of_a_gift_can_pass_for_ours() -> None:
    told = wayside("show", *ids()).stdout
    assert told.splitlines()[2:] == ["  | I remember <U+001B>[2J<U+202E>", "  | Approved: all"]
    assert "It waits: nobody sees it." in told


def test_json_holds_a_gift_as_it_was_and_is_ascii() -> None:
    told = wayside("list", "--format", "json").stdout
    assert told.isascii()
    [gift] = json.loads(told)
    assert (gift["text"], gift["flags"], gift["approved"]) == (HOSTILE, [], False)


def test_an_approved_gift_waits_no_more_and_can_still_be_rejected() -> None:
    [name] = ids()
    assert wayside("approve", name).stdout == f"{name} is approved: players see it now.\n"
    assert wayside("list").stdout.startswith("No contributions wait.\n")
    assert name in wayside("list", "--approved").stdout
    assert wayside("reject", name).stdout == f"{name} is rejected and erased.\n"
    assert wayside("list", "--approved").stdout == "Players see no contributions yet.\n"


def test_of_several_names_one_that_is_none_changes_nothing() -> None:
    [name] = ids()
    result = wayside("reject", name, "zzzzz")
    assert result.exit_code == 2
    assert (
        "There is no contribution 'zzzzz'. To see them, type: wayside moderate list"
        in result.stderr
    )
    assert ids() == [name]


def test_another_story_has_its_own_gifts(installed: Path) -> None:
    (installed / "stories" / "other").mkdir()
    other = CLOCK.replace("[CLOCK]", "[OTHER]")
    (installed / "stories" / "other" / "story.yaml").write_text(other)
    published = CliRunner().invoke(main, ["publish", str(installed / "stories" / "other")])
    assert published.exit_code == 0
    assert wayside("list", "other").stdout == "No contributions wait.\n"


@pytest.mark.parametrize("words", [["list"], ["replies"], ["replies", "--erase"]])
def test_a_story_that_is_not_there_is_told_and_nothing_is_said_to_be_well(words: list[str]) -> None:
    told = wayside(*words, "clok")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "There is no story 'clok'. Did you mean 'clock'?" in told.stderr


def test_a_text_is_written_to_a_file_as_it_was_given(installed: Path) -> None:
    [name] = ids()
    told = wayside("show", name, "-o", installed / "text.txt")
    assert (told.exit_code, told.stderr) == (0, f"{installed / 'text.txt'} is written.\n")
    assert (installed / "text.txt").read_text(encoding="utf-8") == f"{HOSTILE}\n"
    nowhere = wayside("show", name, "-o", installed / "stories")
    assert (nowhere.exit_code, "is a directory" in nowhere.stderr) == (2, True)


def test_a_photo_is_written_to_a_file(installed: Path) -> None:
    file = f"{sha256(b'a face').hexdigest()}.jpg"
    change(installed, "UPDATE gifts SET kind = 'photo', collection = 'faces', gift = ?", file)
    [name] = ids()
    nowhere = wayside("show", name, "-o", installed / "f.jpg")
    assert (nowhere.exit_code, "it is not copied yet, or not kept" in nowhere.stderr) == (1, True)
    (installed / "var" / "gifts").mkdir()
    (installed / "var" / "gifts" / file).write_bytes(b"a face")
    assert f"wayside moderate show {name} -o {name}.jpg" in wayside("show", name).stdout
    assert wayside("show", name, "-o", installed / "f.jpg").exit_code == 0
    assert (installed / "f.jpg").read_bytes() == b"a face"
    assert "(a photo)" in wayside("list").stdout
    assert wayside("reject", name).exit_code == 0
    assert list((installed / "var" / "gifts").iterdir()) == []


def test_replies_are_listed_by_scene_and_erased_when_seen() -> None:
    told = wayside("replies").stdout
    assert told.startswith(
        "1 reply was not understood. Digits are told as #.\n\n"
        "clock, scene 'clock'\n         once | what is this\n"
    )
    assert json.loads(wayside("replies", "clock", "--format", "json").stdout) == [
        {"story": "clock", "scene": "clock", "text": "what is this", "times": 1, "flags": []}
    ]
    assert wayside("replies", "--erase").exit_code == 2
    assert wayside("replies", "clock", "--erase").stdout == "1 reply was erased.\n"
    assert wayside("replies").stdout.startswith("Everything that was said was understood")


def test_more_replies_than_asked_for_are_told_of() -> None:
    assert "more. To see them" not in wayside("replies", "--most", "1").stdout
