"""`wayside signs`: sheets, lists and codes, from a folder of stories to files."""

import csv
import io
import itertools
import json
import re
import sys
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from engine.clock import utc_now
from engine.printing.proving import codes_in
from engine.signs.register import Entry
from engine.story.build import read_story
from engine.watching import publish_first
from tests.engine.printing.test_sheets import texts
from webhooks.kept import kept
from webhooks.printing import documents, wanted
from webhooks.printing.command import signs
from webhooks.printing.wanted import Document
from webhooks.signs.group import sign

SHIPPED = Path(__file__).parents[2] / "stories"
STORY = """\
story: The Lantern Keeper
start: gate
languages: [en, es, fr]
keywords: [LANTERN]
places:
  gate: {name: The gate, at: "51.5, -0.12", code: HANDS4, permission: "=1+1"}
  tower:
    name: The tower
    at: 51.501, -0.121  # above the river
    status: closed
  shed: {name: The shed, status: gone}
scenes:
  gate: {place: gate, say: Look up., go: tower}
  tower: {place: tower, say: Look down., ending: E}
"""
OTHER = "story: O\nstart: a\nplaces: {a: {name: A, code: STAGE9}}\nscenes: {a: {ending: E}}\n"
SETTINGS = {
    "WAYSIDE_NAME": "Pennyweir Library",
    "WAYSIDE_PUBLIC_URL": "https://play.example.org",
    "WAYSIDE_PHONE": "+12025550123",
}
LINKS = [("https://play.example.org/s/HANDS4",), ("https://play.example.org/s/K7M5R",)]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for name, text in (("lantern", STORY), ("other", OTHER)):
        (tmp_path / "stories" / name).mkdir(parents=True)
        (tmp_path / "stories" / name / "story.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "stories"


@pytest.fixture
def coded(shelf: Path) -> Path:
    """Give the shelf with a code for the tower."""
    file = shelf / "lantern" / "story.yaml"
    file.write_text(STORY.replace("status: closed", "code: K7M5R"), encoding="utf-8")
    return shelf


def run(shelf: Path, *words: str | Path, **more: str) -> Result:
    kept_in = {"WAYSIDE_STORIES": str(shelf), "WAYSIDE_DATA": str(shelf.parent / "var")}
    env = kept_in | SETTINGS | more
    result = CliRunner().invoke(signs, [str(word) for word in words], env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_sheet_for_each_place_is_written_once_its_code_was_read(coded: Path) -> None:
    file = coded / "signs.pdf"
    result = run(coded, "lantern", "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{file} is written.\nEvery code was read at 150 dpi: 2 of 2.\n"
    assert codes_in(file.read_bytes()) == LINKS


def test_pictures_lie_beside_the_file_and_are_called_by_their_codes(coded: Path) -> None:
    file = coded / "out" / "signs.pdf"
    assert run(coded, "lantern", "-o", file, "--size", "card", "--svg").exit_code == 0
    assert sorted(each.name for each in file.parent.iterdir()) == [
        "signs-HANDS4.svg",
        "signs-K7M5R.svg",
        "signs.pdf",
    ]


def test_one_sign_can_be_printed_again(shelf: Path) -> None:
    file = shelf / "signs.pdf"
    assert run(shelf, "lantern", "-o", file, "--place", "gate").exit_code == 0
    assert codes_in(file.read_bytes()) == LINKS[:1]


def test_a_place_without_code_is_told_with_the_line_to_paste(shelf: Path) -> None:
    result = run(shelf, "lantern", "-o", shelf / "signs.pdf")
    before, told, after = result.stdout.partition(
        "story.yaml:8: in the place 'tower' write\n    code: "
    )
    assert result.exit_code == 1
    assert before.startswith("These places have no code")
    assert told
    assert len(after.split()[0]) == 5
    assert after.endswith("Paste these lines, or type the same with --write.\n")
    assert not (shelf / "signs.pdf").exists()
    assert (shelf / "lantern" / "story.yaml").read_text(encoding="utf-8") == STORY


@pytest.mark.parametrize("digits", [False, True])
def test_a_code_is_written_and_nothing_else_of_the_file_is_changed(
    shelf: Path, digits: bool
) -> None:
    more = ("--digits",) if digits else ()
    result = run(shelf, "lantern", "-o", shelf / "signs.pdf", "--write", *more)
    code = read_story(shelf / "lantern").places["tower"].code
    assert code is not None
    assert code.isdigit() is digits
    assert result.stderr.startswith(f"tower has the code {code} now.\n")
    text = (shelf / "lantern" / "story.yaml").read_text(encoding="utf-8")
    assert text == STORY.replace("    status: closed\n", f"    code: {code}\n    status: closed\n")
    assert codes_in((shelf / "signs.pdf").read_bytes())[1] == (
        f"https://play.example.org/s/{code}",
    )


def test_a_new_code_is_none_that_hangs_outside_still(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written() -> str:
        """Give the code that the tower gets, from the same chance each time."""
        drawn = itertools.count()
        monkeypatch.setattr(
            "webhooks.printing.coding.secrets.randbelow", lambda below: next(drawn) % below
        )
        file = shelf / "lantern" / "story.yaml"
        file.write_text(STORY, encoding="utf-8")
        run(shelf, "lantern", "-o", shelf / "signs.pdf", "--write")
        code = read_story(shelf / "lantern").places["tower"].code
        assert code is not None
        return code

    first = written()
    assert written() == first
    monkeypatch.setenv("WAYSIDE_DATA", str(shelf.parent / "var"))
    with kept(makes=True) as store:
        store.signs.add(Entry(first, 9, "retired", story="old", place="mill"))
    assert written() != first


def test_a_code_that_opens_nothing_or_another_place_is_told(
    coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYSIDE_STORIES", str(coded))
    monkeypatch.setenv("WAYSIDE_DATA", str(coded.parent / "var"))
    with kept(makes=True) as store:
        publish_first(coded, store, utc_now)
        assert "HANDS4" not in run(coded, "lantern", "-o", coded / "signs.pdf").stderr
        store.signs.add(
            Entry("HANDS4", 9, "moved", story="other", place="a"),
            Entry("K7M5R", 9, "retired", story="lantern", place="tower"),
        )
    for ending in ("pdf", "csv"):
        told = run(coded, "lantern", "-o", coded / f"signs.{ending}").stderr
        assert "HANDS4 leads to other/a, and not to the place that its sign names." in told
        assert "wayside sign move HANDS4 lantern/gate" in told
        assert "K7M5R is retired, so that its sign would open nothing." in told
    for words in (["-o", coded / "map.pdf", "--map"], ["-o", coded / "places.gpx"]):
        assert "HANDS4" not in run(coded, "lantern", *words).stderr


def test_the_last_word_of_the_register_on_a_permission_is_printed_in_place_of_the_storys(
    coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYSIDE_STORIES", str(coded))
    monkeypatch.setenv("WAYSIDE_DATA", str(coded.parent / "var"))

    def permissions() -> list[str]:
        """Give what the list says, and see that the table says the same."""
        for words in (["places.csv"], ["table.pdf", "--table"]):
            assert run(coded, "lantern", "-o", coded / words[0], *words[1:]).exit_code == 0
        rows = csv.DictReader(io.StringIO((coded / "places.csv").read_text("utf-8-sig")))
        found = [row["permission"] for row in rows]
        shown = " ".join(texts((coded / "table.pdf").read_bytes())[0].split())
        assert all(each.removeprefix("'") in shown for each in found)
        return found

    def said(*words: str) -> list[str]:
        with time_machine.travel("2027-06-05T17:00:00Z", tick=False):
            assert CliRunner().invoke(sign, ["permit", "K7M5R", *words]).exit_code == 0
            return permissions()

    with kept(makes=True) as store:
        publish_first(coded, store, utc_now)
        store.signs.add(Entry("HANDS4", 9, "placed", story="lantern", place="gate"))
    assert permissions() == ["'=1+1", ""]
    assert said("asked", "--whom", "Parks office") == [
        "'=1+1",
        "asked of Parks office on 2027-06-05",
    ]
    assert said("granted", "--whom", "Parks office", "--until", "2031-12-31") == [
        "'=1+1",
        "granted by Parks office until 2031-12-31",
    ]
    assert said("refused") == ["'=1+1", "refused on 2027-06-05"]
    assert said("granted", "--until", "2027-06-06") == ["'=1+1", "granted until 2027-06-06"]
    with time_machine.travel("2027-06-07T17:00:00Z", tick=False):
        assert permissions() == ["'=1+1", "OVER SINCE 2027-06-07"]
    said("granted", "--whom", "Parks office", "--until", "2027-06-06")
    with time_machine.travel("2027-06-07T17:00:00Z", tick=False):
        assert permissions() == ["'=1+1", "OVER SINCE 2027-06-07, granted by Parks office"]


def test_a_register_that_cannot_be_read_keeps_nobody_from_printing_and_is_told(
    coded: Path,
) -> None:
    told = "What the register says of these signs could not be read."
    assert told not in run(coded, "lantern", "-o", coded / "places.csv").stderr
    (coded.parent / "var").mkdir()
    (coded.parent / "var" / "wayside.db").write_bytes(b"no database" * 99)
    result = run(coded, "lantern", "-o", coded / "places.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert told in result.stderr


def test_a_sign_that_names_another_house_than_its_page_is_told(coded: Path) -> None:
    def told(host: str, name: str, *words: str) -> str:
        text = f"host: {host}\n" if host else "colours: {accent: '#0c4a47'}\n"
        (coded / "signs.yaml").write_text(text, encoding="utf-8")
        result = run(coded, "lantern", "-o", coded / "s.pdf", *words, WAYSIDE_NAME=name)
        assert result.exit_code == 0
        return result.stderr.partition(".pdf is written.\n")[2]

    read = "Every code was read at 150 dpi: 2 of 2.\n"
    assert told("Weir Library", "Pennyweir Library") == (
        f"{read}The signs say 'Weir Library', and the pages behind them 'Pennyweir Library'. "
        "People are told to trust a sign whose page agrees: set 'host' in signs.yaml and "
        "WAYSIDE_NAME to the same.\n"
    )
    assert told("Weir Library", "Weir Library") == told("Weir Library", "") == read
    assert told("", "Pennyweir Library") == read
    assert told("Weir Library", "Pennyweir Library", "--table") == ""


def test_each_call_that_the_help_shows_prints_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = re.findall(r"wayside signs (.*?)(?:  .*)?\n", f"{signs.help}\n")
    assert len(shown) == 3
    for words in shown:
        result = run(SHIPPED, *words.split(), WAYSIDE_DATA=str(tmp_path / "var"))
        assert (result.exit_code, result.stdout) == (0, "")


def test_the_look_is_read_beside_the_stories(coded: Path) -> None:
    (coded / "signs.yaml").write_text("host: X\ncolours: {accent: red}\n", encoding="utf-8")
    result = run(coded, "lantern", "-o", coded / "signs.pdf")
    assert result.exit_code == 1
    assert f"{coded / 'signs.yaml'}:2:19: error: 'red' is no colour." in result.stdout
    assert "    colours: {accent: red}\n                      ^\n" in result.stdout


def test_lists_are_written_by_the_ending_of_the_file(coded: Path) -> None:
    for ending in wanted.LISTS:
        assert run(coded, "lantern", "-o", coded / f"places{ending}").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((coded / "places.csv").read_text("utf-8-sig"))))
    assert [(row["place"], row["code"], row["permission"]) for row in rows] == [
        ("The gate", "HANDS4", "'=1+1"),
        ("The tower", "K7M5R", ""),
    ]
    assert rows[0]["longitude"] == "-0.120000"
    found = json.loads((coded / "places.geojson").read_text(encoding="utf-8"))
    assert [each["id"] for each in found["features"]] == ["gate", "tower"]
    assert "<name>The tower</name>" in (coded / "places.gpx").read_text(encoding="utf-8")


def test_every_document_and_every_list_can_be_written(coded: Path) -> None:
    assert tuple(documents.LISTS) == wanted.LISTS
    assert documents.DOCUMENTS.keys() == set(Document.__args__)  # type: ignore[attr-defined]
    for document in ("map", "table", "cards"):
        file = coded / f"{document}.pdf"
        result = run(coded, "lantern", "-o", file, f"--{document}")
        assert (result.exit_code, result.stdout) == (0, ""), result.stderr
        assert file.read_bytes().startswith(b"%PDF")


def test_what_keeps_from_printing_is_told_and_no_file_is_written(coded: Path) -> None:
    result = run(coded, "lantern", "-o", coded / "signs.pdf", "--size", "a4", "--distance", "3m")
    assert result.exit_code == 1
    assert result.stdout.startswith("A code that is read from 3 m is 30 cm wide. On a4 there is")
    (coded / "lantern" / "map.geojson").write_text("{")
    result = run(coded, "lantern", "-o", coded / "map.pdf", "--map")
    assert result.exit_code == 1
    assert "lantern/map.geojson:1:2: error: This is no GeoJSON" in result.stdout
    assert list(coded.glob("*.pdf*")) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["lantern"], "Missing option '-o'"),
        (["nowhere", "-o", "s.pdf"], "There is no story 'nowhere'."),
        (["lantern", "-o", "s.png"], "For pictures, add --png or --svg to a PDF."),
        (
            ["lantern", "-o", "s.pdf", "--map", "--cards"],
            "--map and --cards: ask for one at a time",
        ),
        (
            ["lantern", "-o", "s.pdf", "--cards", "--table", "--map"],
            "--map and --table and --cards: ask for one at a time, each with an -o of its own.",
        ),
        (["lantern", "-o", "s.pdf", "--png", "--svg"], "--png and --svg: ask for one at a time"),
        (["lantern", "-o", "s.pdf", "--map", "--bleed"], "--bleed is for signs that are cut"),
        (["lantern", "-o", "s.pdf", "--table", "--bleed"], "--bleed is for signs that are cut"),
        (["lantern", "-o", "s.pdf", "--cards", "--bleed"], "--bleed is for signs that are cut"),
        (["lantern", "-o", "s.csv", "--bleed"], "--bleed is for signs that are cut"),
        (["lantern", "-o", "s.gpx", "--map"], "The file to write ends in one of .pdf."),
        (["lantern", "-o", "s.csv", "--png"], "--png draws the sheets of a PDF."),
        (["lantern", "-o", "s.pdf", "--distance", "far"], "Write a distance such as 3m"),
        (["lantern", "-o", "s.pdf", "--size", "a9"], "'a9' is not one of 'letter'"),
        (["lantern", "-o", "s.pdf", "--place", "gat"], "There is no place 'gat'. Did you mean"),
        (
            ["lantern", "-o", "s.pdf", "--language", "de"],
            "The story is told in en, es, fr, not in 'de'.",
        ),
        (
            ["lantern", "-o", "s.pdf", *(f"--language={tag}" for tag in ("en", "es", "fr"))],
            "A sign has room for two languages.",
        ),
        (
            ["lantern", "-o", "s.pdf", "--map", "--language=en", "--language=es"],
            "What is not a sign has room for one language.",
        ),
    ],
)
def test_a_wrong_call_exits_with_2(
    coded: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(coded)
    result = run(coded, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.replace("│", "").split())
    assert list(coded.glob("s.*")) == []


def test_without_a_public_address_there_is_nothing_to_print(coded: Path) -> None:
    result = run(coded, "lantern", "-o", coded / "s.pdf", WAYSIDE_PUBLIC_URL="")
    assert result.exit_code == 2
    assert "Set WAYSIDE_PUBLIC_URL, as in https://play.example.org" in result.stderr


def test_a_machine_that_cannot_print_says_so(coded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "webhooks.printing.documents")
    monkeypatch.delitem(sys.modules, "engine.printing.typesetting")
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run(coded, "lantern", "-o", coded / "s.pdf")
    assert result.exit_code == 2
    assert (
        "'typst', with which signs are set and proved, is not made for this kind" in result.stderr
    )
