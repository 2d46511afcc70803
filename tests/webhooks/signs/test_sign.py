"""`wayside sign`, as staff type it."""

import json
import shlex
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from PIL import Image

from engine.signs.register import A_PLAYER, Entry
from webhooks.command import main
from webhooks.kept import kept

MURAL = """
story: The Grand Mural
keywords: [MURAL]
start: wall
timezone: America/Chicago
places:
  wall: {name: The Wall, at: "43.04, -87.9", code: HANDS4}
  clock: {name: The Weir Street Clock, at: "43.05, -87.9", code: "4273"}
  bench: {name: The Green Bench, at: "43.06, -87.9"}
scenes:
  wall: {say: A wall., choices: [{pick: Go, ending: Gone}]}
"""
WELL = """
story: The Well
keywords: [WELL]
start: rim
places:
  rim: {name: The Rim, code: 8W5T}
scenes:
  rim: {say: A well., choices: [{pick: Go, ending: Gone}]}
"""
NOON = "2027-06-05T17:00:00Z"


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("mural", MURAL), ("well", WELL)):
        (tmp_path / "stories" / name).mkdir(parents=True)
        (tmp_path / "stories" / name / "story.yaml").write_text(text)
    monkeypatch.setenv("WAYSIDE_STORIES", str(tmp_path / "stories"))
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "var"))
    with time_machine.travel(NOON, tick=False):
        wayside("publish", str(tmp_path / "stories"))
    return tmp_path


def wayside(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words), prog_name="wayside")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def sign(*words: str, at: str = NOON) -> str:
    """Give what is printed for staff who type this."""
    with time_machine.travel(at, tick=False):
        result = wayside("sign", *words)
    assert (result.exit_code, result.stdout[-1:]) == (0, "\n"), result.stderr
    return result.stdout


def health(at: str) -> str:
    """Give what staff read of signs that somebody should look at."""
    with time_machine.travel(at, tick=False):
        return wayside("sign", "health", "--only-wrong").stdout


def refused(*words: str) -> str:
    """Give why nothing was done, and see that nothing was."""
    before = wayside("sign", "list", "--format", "json").stdout
    result = wayside("sign", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert wayside("sign", "list", "--format", "json").stdout == before
    return " ".join(result.stderr.split())


def test_every_sign_of_the_stories_is_listed_before_anybody_wrote_of_one() -> None:
    assert (
        sign("list")
        == sign()
        == (
            "CODE    LEADS TO     STATE         SINCE  CHECKED  PERMISSION\n"
            "4273    mural/clock  in the story\n"
            "HANDS4  mural/wall   in the story\n"
            "8W5T    well/rim     in the story\n"
        )
    )


def test_a_sign_is_ordered_printed_placed_and_checked() -> None:
    told = [
        sign("report", "4273", "ordered", "--by", "AB", at="2027-03-01T18:00:00Z"),
        sign("report", "42 73", "printed", at="2027-03-09T18:00:00Z"),
        sign("place", "mural/clock", "--note", "On  the\nlamp post.", at="2027-04-01T18:00:00Z"),
        sign("check", "Weir Street Clock", "--by", "AB", at="2027-05-01T18:00:00Z"),
    ]
    called = "4273 (mural/clock, The Weir Street Clock)"
    assert told == [
        f"{called} is ordered since 2027-03-01 12:00 (America/Chicago).\n",
        f"{called} is printed since 2027-03-09 12:00 (America/Chicago).\n",
        f"{called} is placed since 2027-04-01 13:00 (America/Chicago).\n",
        f"{called} is all right.\n",
    ]
    assert sign("list", "4273") == (
        "4273 (mural/clock, The Weir Street Clock): placed\n\n"
        "2027-03-01 12:00  ordered, by AB\n"
        "2027-03-09 12:00  printed\n"
        '2027-04-01 13:00  placed, "On the lamp post."\n'
        "2027-05-01 13:00  checked, by AB\n"
    )
    assert sign("list", "mural").splitlines()[1:] == [
        "4273    mural/clock  placed        2027-04-01  2027-05-01",
        "HANDS4  mural/wall   in the story",
    ]


def test_what_is_wrong_with_a_sign_is_told_until_somebody_was_there() -> None:
    opens = (
        "Its code opens its place as before, for who has it from a photo. Unless another sign "
        "hangs there, walks that ask for it take GPS or HERE meanwhile."
    )
    called = "HANDS4 (mural/wall, The Wall)"
    at = "2027-06-05 12:00 (America/Chicago)"
    assert sign("report", "The Wall", "damaged") == f"{called} is damaged since {at}.\n"
    assert sign("report", "wall", "missing") == f"{called} is missing since {at}. {opens}\n"
    assert sign("report", "HANDS4", "ordered") == (
        f"{called} was ordered. Until that is placed, the old one is missing.\n"
    )
    assert sign("report", "hands 4", "removed", "--until", "2028-03-01") == (
        f"{called} is removed until 2028-03-01 (America/Chicago). {opens}\n"
    )
    assert "  removed until 2028-03-01  2027-06-05\n" in sign("list")
    assert sign("list", "HANDS4").endswith("removed, until 2028-03-01\n")
    assert "removed until" in sign("list", at="2028-03-01T05:59:59Z")
    assert "removed and to be put up since 2028-03-01  2027" in sign(
        "list", at="2028-03-01T06:00:00Z"
    )
    sign("report", "HANDS4", "removed", "--until", "friday")
    assert "removed until 2027-06-11  2027-06-05\n" in sign("list")
    sign("report", "HANDS4", "removed", "--until", "friday 9:00")
    assert "removed until 2027-06-11 09:00  2027-06-05\n" in sign("list")
    assert sign("check", "HANDS4") == f"{called} is all right.\n"
    assert "placed" in sign("list", "mural")


def test_a_code_leads_elsewhere_without_printing() -> None:
    soon = "So it is within a second or two, wherever it is played."
    assert sign("move", "8W5T", "green bench") == (
        f"8W5T (mural/bench, The Green Bench): its code leads there now. {soon}\n"
    )
    assert sign("list", "mural/bench").endswith("moved to mural/bench\n")
    assert sign("list", "well") == "No sign leads to a place of well.\n"
    sign("move", "bench", "The Rim")
    assert "8W5T    well/rim     in the story" in sign("list")


def test_a_retired_code_opens_nothing_until_it_is_placed_again() -> None:
    called = "4273 (mural/clock)"
    result = wayside("sign", "retire", "4273", "--note", "The clock is sold.")
    assert result.stdout == (
        "4273 (mural/clock, The Weir Street Clock) is retired. So it is within a second or two, "
        'wherever it is played. Who texts its code reads: "Sorry, that sign is not used any more. '
        'Its code opens nothing now."\n'
    )
    assert result.stderr == "To use it again: wayside sign place 4273\n"
    assert "4273    nowhere (was mural/clock)  retired" in sign("list")
    assert sign("check", "4273") == (
        f"{called} was checked. It stays retired, so its code opens nothing. To use it again: "
        "wayside sign place 4273\n"
    )
    assert sign("move", "4273", "bench") == (
        "4273 is retired, and leads to mural/bench once it is in use again: "
        "wayside sign place 4273\n"
    )
    assert refused("retire", "4273").endswith("Error: 4273 (mural/bench) is retired already.")
    assert sign("place", "4273").startswith("4273 (mural/bench, The Green Bench) is placed since")


def test_the_log_of_a_retired_sign_keeps_the_clock_at_its_place() -> None:
    sign("place", "4273")
    before = sign("list", "4273").splitlines()[-1]
    sign("retire", "4273")
    assert before in sign("list", "4273").splitlines()


def test_a_printed_code_is_listed_when_its_story_is_withdrawn() -> None:
    sign("place", "8W5T")
    wayside("withdraw", "well")
    assert "8W5T    nowhere (was well/rim)  placed" in sign("list")
    assert sign("list", "8W5T").startswith("8W5T (well/rim): placed\n")
    assert sign("move", "8W5T", "mural/bench").startswith("8W5T (mural/bench, The Green Bench)")


def test_the_permission_is_kept_with_the_sign_and_its_end_is_told() -> None:
    called = "4273 (mural/clock, The Weir Street Clock)"
    assert sign("permit", "4273", "asked", "--whom", "Parks") == (
        f"{called}: permission asked of Parks.\n"
    )
    assert "asked on 2027-06-05" in sign("list")
    assert sign("permit", "4273", "granted", "--whom", "Parks", "--until", "2031-12-31") == (
        f"{called}: permission granted by Parks, until 2031-12-31 (America/Chicago).\n"
    )
    assert "granted until 2031-12-31\n" in sign("list")
    assert "granted until 2031-12-31\n" in sign("list", at="2032-01-01T05:59:59Z")
    assert "OVER SINCE 2032-01-01\n" in sign("list", at="2032-01-01T06:00:00Z")
    assert "Its permission is OVER SINCE 2032-01-01.\n" in health(at="2032-01-01T06:00:00Z")
    assert sign("permit", "4273", "refused", "--by", "AB") == f"{called}: permission refused.\n"
    assert sign("list", "4273") == (
        f"{called}: in the story, permission refused on 2027-06-05\n\n"
        "2027-06-05 12:00  permission asked of Parks\n"
        "2027-06-05 12:00  permission granted by Parks, until 2031-12-31\n"
        "2027-06-05 12:00  permission refused, by AB\n"
    )


def test_a_picture_is_kept_without_where_it_was_taken(installed: Path) -> None:
    image = Image.new("RGB", (40, 30), "navy")
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    image.save(installed / "sign.jpg", exif=exif)
    sign("place", "4273", "--photo", str(installed / "sign.jpg"))
    assert sign("list", "4273").endswith("placed, with a picture\n")
    written = installed / "out.jpg"
    assert wayside("sign", "photo", "4273", "-o", str(written)).exit_code == 0
    assert b"taken at home" in (installed / "sign.jpg").read_bytes()
    assert b"taken at home" not in written.read_bytes()
    assert Image.open(BytesIO(written.read_bytes())).size == (40, 30)
    missing = wayside("sign", "photo", "8W5T", "-o", str(installed / "none.jpg"))
    assert (missing.exit_code, (installed / "none.jpg").exists()) == (1, False)
    assert "There is no picture of 8W5T (well/rim, The Rim)." in missing.stderr


def test_what_players_bring_is_listed() -> None:
    sign("report", "4273", "missing", at="2027-06-01T12:00:00Z")
    noon_s = int(datetime.fromisoformat(NOON).timestamp())
    with kept() as store:
        store.signs.visit("4273", "text", noon_s, Entry("4273", noon_s, "seen"))
        store.signs.visit("8W5T", "report", noon_s, Entry("8W5T", noon_s, "damaged", A_PLAYER))
    listed = sign("list")
    assert "missing, but seen 2027-06-05" in listed
    assert "8W5T    well/rim     damaged" in listed
    assert sign("list", "8W5T").endswith("damaged, by a player\n")


def test_for_programs_all_is_json() -> None:
    sign("report", "4273", "removed", "--until", "2027-07-01 09:00", "--by", "AB")
    sign("permit", "4273", "granted", "--whom", "Parks")
    first, *others = json.loads(sign("list", "--format", "json"))
    assert first == {
        "code": "4273", "state": "removed", "since": "2027-06-05T17:00:00+00:00",
        "until": "2027-07-01T14:00:00+00:00", "story": "mural", "place": "clock", "leads": True,
        "moved": False,
        "dates": {
            "removed": "2027-06-05T17:00:00+00:00", "granted": "2027-06-05T17:00:00+00:00",
        },
        "permission": {
            "state": "granted", "at": "2027-06-05T17:00:00+00:00", "whom": "Parks", "until": None,
        },
    }  # fmt: skip
    assert [each["code"] for each in others] == ["HANDS4", "8W5T"]
    one = json.loads(sign("list", "4273", "--format", "json"))
    assert one.pop("log") == [
        {
            "at": "2027-06-05T17:00:00+00:00", "what": "removed", "by": "AB", "note": "",
            "story": "mural", "place": "clock", "until": "2027-07-01T14:00:00+00:00", "whom": "",
            "photo": None,
        },
        {
            "at": "2027-06-05T17:00:00+00:00", "what": "granted", "by": "", "note": "",
            "story": "mural", "place": "clock", "until": None, "whom": "Parks", "photo": None,
        },
    ]  # fmt: skip
    assert one == first


def test_no_number_and_nothing_that_steers_a_terminal_is_told() -> None:
    sign("place", "4273", "--by", "+1 202 555 0123", "--note", "\x1b[2Jgone")
    assert sign("list", "4273").endswith(
        'placed, by +# ### ### ####, "<U+001B>[2Jgone"\n'
    )  # fmt: skip


def test_who_was_asked_is_told_as_it_is_kept_without_a_number() -> None:
    told = sign("permit", "4273", "asked", "--whom", "Parks office 202-555-0187")
    assert told.endswith(": permission asked of Parks office ###-###-####.\n")
    assert sign("list", "4273").endswith("permission asked of Parks office ###-###-####\n")
    assert sign("permit", "4273", "asked", "--whom", "Room 12").endswith(" of Room 12.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["check", "HANDS5"],
            "There is no sign 'HANDS5'. Did you mean 'HANDS4'? To see all: wayside sign list",
        ),
        (["check", "zzzzzz"], "There is no sign 'zzzzzz'. To see all: wayside sign list"),
        (
            ["place", "bench"],
            "'bench' has no sign: no code leads there. Give its place a 'code' in the story",
        ),
        (
            ["move", "4273", "mural"],
            "'mural' is a story. Type one of its places: mural/wall, mural/clock, mural/bench.",
        ),
        (
            ["move", "4273", "the"],
            "'the' may be any of mural/wall, mural/clock, mural/bench, well/rim. Type one of them.",
        ),
        (["move", "4273", "bnech"], "Players meet no place called 'bnech'. Did you mean 'bench'?"),
        (["check", "the"], "'the' may be any of HANDS4 (mural/wall, The Wall), 4273"),
        (["report", "4273", "stolen"], "'stolen' is not one of"),
        (["report", "4273", "missing", "--until", "friday"], "Only a removed sign comes back"),
        (["report", "4273", "removed", "--until", "2020-01-01"], "'2020-01-01' is over already."),
        (["report", "4273", "removed", "--until", "soon"], "'soon' is no time."),
        (["report", "4273", "removed", "--until", "today"], "'today' has begun already."),
        (["permit", "4273", "asked", "--until", "friday"], "Only what is granted has an end"),
        (["place", "4273", "--note", "x" * 301], "at most 300 characters; it is 301 long"),
        (["place", "4273", "--by", "x" * 61], "at most 60 characters; it is 61 long"),
        (["permit", "4273", "asked", "--whom", "x" * 61], "at most 60 characters"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_type(words: list[str], told: str) -> None:
    assert told in refused(*words)


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["clock"], "clock"),
        (["4273", "--format", "json"], "4273"),
        (["42", "73"], "'42 73'"),
        (["Weir Street Clock"], "'Weir Street Clock'"),
    ],
)
def test_who_types_a_sign_alone_is_told_how_to_see_it(words: list[str], typed: str) -> None:
    assert refused(*words).endswith(
        f"There is no command '{words[0]}'. To see a sign that is called so: wayside sign list "
        f"{typed} To see all: wayside sign --help"
    )
    assert sign("list", *shlex.split(typed)).startswith("4273 (mural/clock, The Weir Street")


def test_who_mistypes_a_command_for_signs_is_told_the_nearest() -> None:
    assert refused("chek", "4273").endswith("Did you mean 'check'? To see all: wayside sign --help")


def test_what_is_no_picture_is_told_and_nothing_is_written(installed: Path) -> None:
    (installed / "notes.txt").write_text("no picture")
    told = refused("place", "4273", "--photo", str(installed / "notes.txt"))
    assert "'notes.txt' is no picture that can be read: JPEG, PNG, GIF or WebP." in told


def test_a_place_without_a_sign_can_be_given_another_one() -> None:
    told = refused("place", "bench")
    assert told.endswith("or let another sign lead there: wayside sign move SIGN mural/bench")


def test_two_signs_that_lead_to_one_place_are_called_by_their_codes() -> None:
    sign("move", "8W5T", "mural/wall")
    assert "'mural/wall' may be any of HANDS4 (mural/wall, The Wall), 8W5T" in refused(
        "check", "mural/wall"
    )


def test_before_anything_is_published_there_is_no_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYSIDE_DATA", str(tmp_path / "elsewhere"))
    assert "Nothing is kept yet" in wayside("sign", "list").stderr
