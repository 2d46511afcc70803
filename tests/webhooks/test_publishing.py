"""`wayside publish`, `editions`, `rollback`, `withdraw` and `serve --watch`, as staff type them."""

import re
import shutil
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.serving import Server, serving
from tests.twilio_stub import text
from tests.until import until
from tests.webhooks import bell
from tests.webhooks.house import House, open_house
from webhooks.command import main
from webhooks.publishing import SOON

TOWER_GONE = bell.STORY.replace("  tower:", "  belfry:").replace("start: tower", "start: belfry")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bell.stories(tmp_path / "stories")
    monkeypatch.setenv("WAYSIDE_STORIES", str(tmp_path / "stories"))
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    return tmp_path / "stories" / "bell"


def wayside(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(folder: Path, story: str) -> None:
    (folder / "story.yaml").write_text(story, encoding="utf-8")


def editions(told: str) -> list[str]:
    return re.findall(r"\b[0-9a-f]{16}\b", told)


def waiting_player(folder: Path) -> House:
    root = folder.parents[1]
    house = open_house(
        root / "house", WAYSIDE_STORIES=str(root / "stories"), WAYSIDE_DATA=str(root / "var")
    )
    assert house.text(text("BELL")).status_code == 200
    return house


def test_a_story_is_published_once_and_says_so(installed: Path) -> None:
    first = wayside("publish", installed)
    assert first.exit_code == 0
    assert re.fullmatch(r"bell: edition [0-9a-f]{16} is published\.\n", first.stdout)
    assert first.stderr == f"No player waits in this story.\n{SOON}\n"
    again = wayside("publish", installed)
    assert again.exit_code == 0
    assert again.stdout == (
        f"bell: edition {editions(first.stdout)[0]} is what players meet already.\n"
    )


def test_a_story_with_errors_is_not_published_and_says_why(installed: Path) -> None:
    wayside("publish", installed)
    write(installed, bell.STORY.replace("otherwise", "otherwhise"))
    result = wayside("publish", installed)
    assert result.exit_code == 1
    assert (
        "'otherwhise' is not known here. Did you mean 'otherwise'? [unknown-key]" in result.stdout
    )
    assert result.stderr == "bell is not published. Players meet the old one, if there is one.\n"


def test_the_list_marks_what_players_meet_and_a_rollback_moves_the_mark(installed: Path) -> None:
    old = editions(wayside("publish", installed).stdout)[0]
    write(installed, bell.STORY.replace("hangs here", "is gone"))
    new = editions(wayside("publish", installed).stdout)[0]
    heads, *listed = wayside("editions", "bell").stdout.splitlines()
    assert re.fullmatch(r"  STORY  EDITION +WHEN \(UTC\) +HOW", heads)
    assert [(line[0], editions(line)[0], line.split()[-1]) for line in listed] == [
        (" ", old, "publish"), ("*", new, "publish")
    ]  # fmt: skip
    assert wayside("rollback", "bell").stdout == f"bell: players meet edition {old} again.\n"
    assert wayside("editions").stdout.splitlines()[-1].startswith(f"* bell   {old}")
    assert wayside("rollback", "bell", new[:4]).stdout.startswith(
        f"bell: players meet edition {new}"
    )


def test_what_cannot_be_rolled_back_is_told_with_what_to_type(installed: Path) -> None:
    wayside("publish", installed)
    bell.stories(installed / "more")
    never = wayside("rollback", "tower").stderr
    assert "There is no story 'tower'. There are: bell." in never
    only = wayside("rollback", "bell").stderr
    assert "'bell' has no edition before the one that players meet." in only
    told = wayside("rollback", "bell", "ffff")
    assert (told.exit_code, "that begins with 'ffff'" in told.stderr) == (2, True)


def test_where_players_would_lose_their_place_nothing_changes_without_a_yes(
    installed: Path,
) -> None:
    house = waiting_player(installed)
    write(installed, TOWER_GONE)
    result = wayside("publish", installed)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-2:] == [
        (
            "1 player waits in this story. 1 in scenes that go: 'tower' (1). Of these, 0 go back "
            "to their last checkpoint, and 1 begin anew; they are told."
        ),
        "Nothing was changed. Name the scenes in 'moved', or add --yes.",
    ]
    assert wayside("publish", installed, "--yes").exit_code == 0
    assert until(lambda: "A bell hangs here" in house.text(text("1")).text)


def test_who_keeps_their_place_needs_no_yes(installed: Path) -> None:
    waiting_player(installed)
    write(installed, TOWER_GONE + "moved: {tower: belfry}\n")
    result = wayside("publish", installed)
    assert result.exit_code == 0
    assert "1 player waits in this story, and all keep their place." in result.stderr


def test_a_withdrawn_story_is_not_met_until_it_comes_back(installed: Path) -> None:
    wayside("publish", installed)
    assert wayside("withdraw", "bell").output == f"bell is withdrawn.\n{SOON}\n"
    assert "(withdrawn)" in wayside("editions").stdout
    assert wayside("withdraw", "bell").exit_code == 2
    assert wayside("publish", installed).exit_code == 0


def test_who_withdraws_a_story_is_told_who_is_in_the_middle_of_it(installed: Path) -> None:
    waiting_player(installed)
    assert wayside("withdraw", "bell").stderr == (
        f"{SOON}\n1 player is in the middle of it. Whoever writes is told that it is closed; "
        "plays are kept.\n"
    )


def test_before_anything_was_published_the_list_says_so(installed: Path) -> None:
    told = wayside("editions")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "Nothing is kept yet: there is no database" in told.stderr


def test_a_watching_server_publishes_what_changes_and_keeps_what_was_if_it_is_broken(
    tmp_path: Path,
) -> None:
    folder = bell.stories(tmp_path / "stories") / "bell"
    numbers = (f"+1415555{number:04}" for number in count())

    def begins(server: Server, words: str) -> bool:
        return words in server.text(text("BELL", sender=next(numbers))).body.decode()

    with serving(tmp_path / "var", "--watch", stories=tmp_path / "stories") as server:
        assert begins(server, "A bell hangs here")
        write(folder, bell.STORY.replace("otherwise", "otherwhise"))
        assert until(lambda: "not published" in "".join(server.said))
        said = "".join(server.said)
        assert "'otherwhise' is not known here. Did you mean 'otherwise'?" in said
        assert "bell: not published. Players meet the old one, if there is one." in said
        assert begins(server, "A bell hangs here")
        write(folder, bell.STORY.replace("A bell hangs here", "Two bells hang here"))
        assert until(lambda: begins(server, "Two bells hang here"))
        assert "bell: published.\n" in server.said
        shutil.rmtree(folder)
        gone = (
            "bell: its folder is gone. Players still meet the story; to take it away: wayside "
            "withdraw bell\n"
        )
        assert until(lambda: gone in server.said)
        assert begins(server, "Two bells hang here")


def test_a_server_that_does_not_watch_keeps_what_is_published(tmp_path: Path) -> None:
    folder = bell.stories(tmp_path / "stories") / "bell"
    with serving(tmp_path / "var", stories=tmp_path / "stories"):
        pass
    write(folder, bell.STORY.replace("A bell hangs here", "Two bells hang here"))
    with serving(tmp_path / "var", stories=tmp_path / "stories") as server:
        assert b"A bell hangs here" in server.text(text("BELL")).body


def test_going_back_twice_goes_further_back_and_not_forward_again(installed: Path) -> None:
    names = []
    for words in ("One", "Two", "Three"):
        write(installed, bell.STORY.replace("A bell", f"{words} bell"))
        names += editions(wayside("publish", installed).stdout)
    assert names[1] in wayside("rollback", "bell").stdout
    assert names[0] in wayside("rollback", "bell").stdout
    assert wayside("rollback", "bell").exit_code == 2
    wayside("withdraw", "bell")
    assert names[0] in wayside("rollback", "bell").stdout


def test_a_broken_story_is_told_of_once_when_a_watching_server_starts(tmp_path: Path) -> None:
    folder = bell.stories(tmp_path / "stories") / "bell"
    write(folder, bell.STORY.replace("otherwise", "otherwhise"))
    with serving(tmp_path / "var", "--watch", stories=tmp_path / "stories") as server:
        pass
    assert "".join(server.said).count("bell: not published.") == 1
