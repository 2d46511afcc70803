"""`wayside stats`: how long a story is, and what its texts cost."""

import json
from pathlib import Path

import pytest

from engine.cli.stats import show_stats
from tests.engine.checking.costs.stories import ENDLESS, FORK
from tests.engine.cli.shelf import BAD, run, shelve

PLACES = 'places: {p: {name: P, at: "0, 0"}, q: {name: Q, at: "0, 0.01"}}\nlanguages: [en, fr]\n'
NOTES = """
A usual play is the one in the middle of 51 played by chance, of which all came to an end.
No play costs less than the cheapest, which takes no notice of conditions. The
dearest gives every reply it can and waits in no scene twice; mistakes and hints cost more.
"""
PRICED = """\
A segment costs $0.0083, out or in: Twilio's list price for US numbers in 2026. Phone companies
add fees, $0.0025 to $0.0062 a segment in July 2026. Another price: --price.
"""


def test_figures_are_told_in_sentences(tmp_path: Path) -> None:
    result = run(show_stats, shelve(tmp_path, "fork", FORK))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Fork (fork): 3 scenes, 0 places, 2 endings.\n"
        "\n"
        "By text, in en:\n"
        "  To read: 46 words in all, about 1 minute.\n"
        "  A usual play: 2 texts out (2 segments), 2 in; about $0.03.\n"
        "  The cheapest: at least 2 texts out (2 segments), 2 in; about $0.03.\n"
        "  The dearest: 2 texts out (3 segments), 2 in; about $0.04.\n"
        f"  Once a phone, to say who is texting: 0 segments more.\n{NOTES}{PRICED}"
    )


def test_a_walk_and_each_language_are_told(tmp_path: Path) -> None:
    result = run(show_stats, shelve(tmp_path, "fork", FORK + PLACES), "--price", "0.5")
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "Fork (fork): 3 scenes, 2 places, 2 endings, 1113 m as the crow flies.",
        (
            "To walk: about 1.4 km by streets and paths, 20 minutes, from place to place in the "
            "order of the file."
        ),
    ]
    assert [line for line in lines if line.startswith("By text")] == [
        "By text, in en:", "By text, in fr:",
    ]  # fmt: skip
    assert lines.count("  A usual play: 2 texts out (2 segments), 2 in; about $2.00.") == 2
    assert lines[-1] == "A segment costs $0.5, out or in."


def test_who_is_texting_costs_what_the_library_s_name_makes_of_it(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "fork", FORK)
    told = [
        json.loads(run(show_stats, folder, "--format", "json", *words).stdout)["languages"]["en"]
        for words in ((), ("--name", "L" * 60, "--site", "https://a.very.long.name.example"),
                      ("--name", "Biblioteka Łódź"))
    ]  # fmt: skip
    assert [each["first_text_more_segments"] for each in told] == [0, 1, 2]


def test_a_story_without_an_ending_that_can_be_reached_says_so(tmp_path: Path) -> None:
    result = run(show_stats, shelve(tmp_path, "endless", ENDLESS))
    assert result.exit_code == 0
    assert "  No ending can be reached, so no play has a price.\n" in result.stdout
    assert "usual" not in result.stdout


def test_json_has_every_figure(tmp_path: Path) -> None:
    result = run(show_stats, shelve(tmp_path, "fork", FORK + PLACES), "--format", "json")
    figures = json.loads(result.stdout)
    cost = {"texts_out": 2, "segments_out": 2, "texts_in": 2, "segments_in": 2, "usd": 0.0332}
    told = {
        "words": 46,
        "characters": 0,
        "reading_min": 1,
        "dearer_texts": 0,
        "cheapest": cost,
        "usual": {**cost, "plays": 51, "ended": 51},
        "dearest": {**cost, "segments_out": 3, "usd": 0.0415, "at_least": False},
        "first_text_more_segments": 0,
    }
    assert figures == {
        "story": "fork",
        "title": "Fork",
        "scenes": 3,
        "places": 2,
        "endings": ["Left", "Right"],
        "crow_flies_m": 1113,
        "walk_m": 1447,
        "walk_min": 20,
        "price_usd": 0.0083,
        "plain": False,
        "languages": {"en": told, "fr": told | {"first_text_more_segments": 1}},
    }
    result = run(show_stats, shelve(tmp_path, "endless", ENDLESS), "--format", "json")
    told = json.loads(result.stdout)["languages"]["en"]
    assert (told["cheapest"], told["usual"], told["dearest"]) == (None, None, None)


def test_a_story_with_problems_is_told_and_exits_with_1(tmp_path: Path) -> None:
    result = run(show_stats, shelve(tmp_path, "a", BAD))
    assert result.exit_code == 1
    assert "a/story.yaml:5:5: error: 'goto' is not known here." in result.stdout


def test_a_story_that_goes_on_without_end_exits_with_1(tmp_path: Path) -> None:
    chain = "".join(f"  s{number}: {{go: s{number + 1}}}\n" for number in range(100))
    text = f"story: T\nstart: s0\nscenes:\n{chain}  s100: {{ending: E}}\n"
    result = run(show_stats, shelve(tmp_path, "a", text))
    assert (result.exit_code, result.stdout) == (1, "'s0' of 'a' goes on without end.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Missing argument 'STORY'."),
        (["nowhere"], "There is no story 'nowhere'. Name its folder."),
        (["a", "--price", "-1"], "'-1' is no number from 0 to 100."),
        (["a", "--price", "cheap"], "'cheap' is no number from 0 to 100."),
        (["a", "--format", "svg"], "'svg' is not one of 'text', 'json'."),
    ],
)
def test_a_wrong_call_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    shelve(tmp_path, "a")
    monkeypatch.chdir(tmp_path)
    result = run(show_stats, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())


CURLY = """
story: Curly
start: gate
scenes:
  gate:
    say: “It’s not locked,” says the gate — and a path behind it leads down to the river bank…
    choices:
      - {pick: Go, say: You’re at the “river”., ending: River}
"""


def test_a_story_with_curly_quotes_is_told_what_they_cost_and_what_would_help(
    tmp_path: Path,
) -> None:
    told = run(show_stats, shelve(tmp_path, "curly", CURLY)).stdout
    assert "A usual play: 2 texts out (3 segments)" in told
    assert (
        "1 text takes more segments for curly quotes, dashes and the like. With `texts: plain`\n"
        "at the top of the story, plain ones are sent in their stead.\n"
    ) in told


def test_a_story_in_plain_texts_costs_what_these_cost(tmp_path: Path) -> None:
    told = run(show_stats, shelve(tmp_path, "curly", CURLY + "texts: plain\n")).stdout
    assert "A usual play: 2 texts out (2 segments)" in told
    assert "The cheapest: at least 2 texts out (2 segments)" in told
    assert "The dearest: 2 texts out (2 segments)" in told
    assert "Curly quotes and the like go as plain ones where that is cheaper.\n" in told
    assert "With `texts: plain`" not in told
