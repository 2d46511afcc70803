"""`wayside check`: what is wrong with stories, all at once."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from engine.cli.check import check, summary
from engine.cli.explaining import pages
from tests.engine.cli.shelf import BAD, LOOK, run, shelve
from tests.engine.copying.files import RIVER, wav
from tests.engine.story.told import built, top


def test_a_story_that_is_right_exits_with_0(tmp_path: Path) -> None:
    result = run(check, shelve(tmp_path, "good"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "good: searched to the end, 2 different plays.\n"
        "Good (good): 1 scene, 0 places, 1 ending\nNothing to mend.\n"
    )


def test_every_problem_of_every_story_is_told_and_exits_with_1(tmp_path: Path) -> None:
    bad, worse = shelve(tmp_path, "bad", BAD), shelve(tmp_path, "worse", "\tstory: T\n")
    shelve(tmp_path, "good")
    result = run(check, tmp_path)
    assert result.exit_code == 1
    assert result.stdout == (
        f"{bad / 'story.yaml'}:5:5: error: The scene 'a' has no way on. Give it choices, answers, "
        "ask, walk, go, back, ending or handover. [no-way-on]\n"
        "        goto: b\n"
        "        ^\n"
        f"{bad / 'story.yaml'}:5:5: error: 'goto' is not known here. Did you mean 'go'? "
        "[unknown-key]\n"
        "        goto: b\n"
        "        ^\n"
        f"{worse / 'story.yaml'}:1:1: error: A tab stands at the start of this line. Indent with "
        "spaces. [tab]\n"
        "    \tstory: T\n"
        "    ^\n"
    )
    assert result.stderr == (
        "good: searched to the end, 2 different plays.\n"
        "Good (good): 1 scene, 0 places, 1 ending\n3 problems to mend in 3 stories.\n"
    )


def test_one_problem_in_one_story_is_counted_in_the_singular(tmp_path: Path) -> None:
    result = run(check, shelve(tmp_path, "bad", "\tstory: T\n"))
    assert result.stderr == "1 problem to mend in 1 story.\n"


def test_stories_that_are_checked_together_must_not_clash(tmp_path: Path) -> None:
    shelve(tmp_path, "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "story.yaml").write_bytes((tmp_path / "a" / "story.yaml").read_bytes())
    result = run(check, tmp_path)
    assert (result.exit_code, result.stdout) == (
        1,
        (
            f"{tmp_path / 'b' / 'story.yaml'}:3:12: error: The keyword 'A' is already that of 'a'. "
            "[same-keyword]\n    keywords: [A]\n               ^\n"
        ),
    )
    assert run(check, tmp_path / "a").exit_code == 0
    alone = run(check, tmp_path / "b")
    assert (alone.exit_code, alone.stdout) == (1, result.stdout)


def test_how_signs_look_is_checked_once_with_the_stories_beside_it(tmp_path: Path) -> None:
    first, second = shelve(tmp_path, "a"), shelve(tmp_path, "b")
    (tmp_path / "signs.yaml").write_text("host: X\ncolours: {accent: red}\n")
    for paths in ([tmp_path], [first, second]):
        result = run(check, *paths)
        assert result.exit_code == 1
        assert result.stdout.count("signs.yaml:2:19: error:") == 1
        assert "1 problem to mend" in result.stderr
    (tmp_path / "signs.yaml").write_text("host: X\n")
    assert run(check, tmp_path).exit_code == 0


def test_warnings_are_told_and_exit_with_0_unless_strict(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "look", LOOK)
    result = run(check, folder)
    assert (result.exit_code, result.stdout) == (
        0,
        (
            f"{folder / 'story.yaml'}:3:9: warning: No 'do' gives 'oil', so nobody ever has it. "
            "Write 'do: get oil' somewhere, or delete it. [unused-item]\n"
            "    items: [oil]\n"
            "            ^\n"
        ),
    )
    assert result.stderr == (
        "look: searched to the end, 1 play.\n"
        "T (look): 1 scene, 0 places, 1 ending\nNothing that must be mended. 1 thing to look at.\n"
    )
    strict = run(check, folder, "--strict")
    assert (strict.exit_code, strict.stdout) == (1, result.stdout)
    assert run(check, shelve(tmp_path, "good"), "--strict").exit_code == 0


def test_problems_and_warnings_are_counted_apart(tmp_path: Path) -> None:
    shelve(tmp_path, "bad", "\tstory: T\n")
    shelve(tmp_path, "look", LOOK.replace("[oil]", "[oil, key]"))
    result = run(check, tmp_path)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "1 problem to mend, 2 things to look at in 2 stories."
    )


def test_an_error_of_a_rule_exits_with_1(tmp_path: Path) -> None:
    hint = "story: T\nstart: a\nkeywords: [HINT]\nscenes: {a: {ending: E}}\n"
    result = run(check, shelve(tmp_path, "a", hint))
    assert result.exit_code == 1
    assert "a/story.yaml:3:12: error: Players text 'HINT' for HINT" in result.stdout


def test_a_handover_is_looked_for_beside_the_story_and_not_where_it_stands_alone(
    tmp_path: Path,
) -> None:
    on = "story: T\nstart: a\nscenes: {a: {handover: good}}\n"
    first = shelve(tmp_path / "shelf", "first", on)
    assert run(check, first).stdout == ""
    shelve(tmp_path / "shelf", "other")
    assert "There is no story 'good' beside this one." in run(check, first).stdout
    elsewhere = shelve(tmp_path / "elsewhere", "good")
    assert run(check, first, elsewhere).stdout == ""
    shelve(tmp_path / "shelf", "good", BAD)
    assert run(check, first).stdout == ""


def test_every_form_tells_a_warning_as_one(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "look", LOOK)
    [found] = json.loads(run(check, folder, "--format", "json").stdout)
    assert (found["severity"], found["rule"], found["line"]) == ("warning", "unused-item", 3)
    told = run(check, folder, "--format", "github").stdout
    assert told.startswith(f"::warning file={folder / 'story.yaml'},line=3,col=9,title=unused-item")


@pytest.mark.parametrize("rule", pages())
def test_every_rule_is_explained_by_its_page_without_a_story(rule: str) -> None:
    result = run(check, "--explain", rule)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == pages()[rule].rstrip() + "\n"


@pytest.mark.parametrize("named", ["[cut-text]", "CUT-TEXT", "cut-text "])
def test_a_rule_is_found_as_it_was_copied(named: str) -> None:
    assert run(check, "--explain", named).stdout.startswith("# cut-text\n")


def test_an_unknown_rule_exits_with_2_and_names_the_nearest() -> None:
    result = run(check, "--explain", "cut-texts")
    assert (result.exit_code, result.stdout) == (2, "")
    told = "There is no rule 'cut-texts'. Did you mean 'cut-text'?"
    assert told in " ".join(result.stderr.split())
    assert "There are: alike-codes, " in " ".join(run(check, "--explain", "zzz").stderr.split())


def test_json_is_a_list_also_where_all_is_well(tmp_path: Path) -> None:
    good, bad = shelve(tmp_path, "good"), shelve(tmp_path, "bad", "\tstory: T\n")
    result = run(check, good, "--format", "json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    result = run(check, bad, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "file": str(bad / "story.yaml"),
            "line": 1,
            "column": 1,
            "severity": "error",
            "rule": "tab",
            "message": "A tab stands at the start of this line. Indent with spaces.",
        }
    ]


def test_github_gets_commands_and_nothing_where_all_is_well(tmp_path: Path) -> None:
    good, bad = shelve(tmp_path, "good"), shelve(tmp_path, "bad", "\tstory: T\n")
    assert run(check, good, "--format", "github").stdout == ""
    result = run(check, bad, "--format", "github")
    assert (result.exit_code, result.stdout) == (
        1,
        (
            f"::error file={bad / 'story.yaml'},line=1,col=1,title=tab::A tab stands at the start "
            "of this line. Indent with spaces.\n"
        ),
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Missing argument 'PATHS...'."),
        (["nowhere"], "There is no story to read in 'nowhere'."),
        ([".", "--format", "xml"], "'xml' is not one of 'text', 'json', 'github'."),
        (["."], "There is no story to read in '.'."),
        (["--colour", "."], "No such option"),
    ],
)
def test_a_wrong_call_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(check, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())


def test_a_folder_with_a_name_that_is_no_text_is_told_without_a_traceback(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / "story.yaml").write_text("\tstory: T\n", encoding="utf-8")
    result = run(check, folder)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{tmp_path}/caf\ufffd/story.yaml:1:1: error: A tab")


def test_a_story_cannot_steer_the_terminal(tmp_path: Path) -> None:
    hostile = 'story: "T\\e[2J"\nstart: a\nscenes: {a: {ending: E}}\n'
    assert "\x1b" not in run(check, shelve(tmp_path, "a", hostile)).stderr
    result = run(check, shelve(tmp_path, "b", hostile + "about: \x1b[2J\n"))
    assert result.exit_code == 1
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "1 scene, 0 places, 1 ending"),
        ("places: {p: {name: P}}\n", "1 scene, 1 place, 1 ending"),
        (
            'places: {p: {name: P, at: "0, 0"}, q: {name: Q, at: "0, 0.001"}}\n',
            "1 scene, 2 places, 1 ending, 111 m as the crow flies",
        ),
    ],
)
def test_a_summary_tells_what_a_story_holds(more: str, told: str) -> None:
    assert summary(built(top(more))) == told


def test_a_summary_counts_every_ending_once() -> None:
    story = built(
        "story: T\nstart: a\nscenes:\n"
        "  a: {answers: [{words: x, ending: X}, {words: y, ending: Y}], otherwise: {ending: Z}}\n"
        "  b: {ending: X}\n  c: {ending: C}\n"
    )
    assert summary(story) == "3 scenes, 0 places, 4 endings"


TRAP = """\
story: The Trap
start: hall
keywords: [TRAP]
scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Down, go: cellar}
      - {pick: Leave, ending: Away}
  cellar:
    say: Dark.
    choices:
      - {pick: Call, once: yes, say: Nobody hears.}
"""


def test_a_trap_is_told_with_the_play_that_leads_into_it(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "trap", TRAP)
    result = run(check, folder)
    assert result.exit_code == 1
    assert result.stdout == (
        f"{folder / 'story.yaml'}:10:3: error: In the scene 'cellar' a player can be left with "
        "nothing to reply that leads on: the choices run out, or their conditions are false. Add a "
        "choice that is always there. [stuck]\n"
        "      cellar:\n"
        "      ^\n"
        "    The shortest play that shows it:\n"
        "      walk: Nothing goes on in cellar\n"
        "      steps:\n"
        "        - text: TRAP\n"
        '        - text: "1"\n'
        "        - at: cellar\n"
    )


def test_without_a_search_the_trap_is_not_told_of(tmp_path: Path) -> None:
    result = run(check, shelve(tmp_path, "trap", TRAP), "--search", "0")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "searched" not in result.stderr


def test_a_search_without_enough_time_says_that_it_stopped(tmp_path: Path) -> None:
    result = run(check, shelve(tmp_path, "trap", TRAP), "--search", "0.000001")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(
        "trap: the search stopped, because the time was over at 1 different plays. It does not say "
        "whether players can be stuck beyond that.\n"
    )


def test_warnings_are_told_and_fail_only_where_it_is_strict(tmp_path: Path) -> None:
    unreached = f"{TRAP.replace('go: cellar', 'ending: Off')}"
    folder = shelve(tmp_path, "trap", unreached)
    result = run(check, folder)
    assert result.exit_code == 0
    assert "warning: Nobody can reach the scene 'cellar'" in result.stdout
    assert result.stderr.endswith("Nothing that must be mended. 1 thing to look at.\n")
    assert run(check, folder, "--strict").exit_code == 1


WALK = """\
story: T
start: a
scenes:
  a: {say: A., picture: gate.jpg, alt: A gate, audio: gate.mp3, go: b}
  b: {say: B., audio: bell.wav, ending: E}
"""


def with_media(root: Path) -> Path:
    folder = shelve(root, "walk", WALK)
    (folder / "media").mkdir()
    for name in ("gate.jpg", "gate.mp3"):
        shutil.copy(RIVER / name, folder / "media" / name)
    (folder / "media" / "bell.wav").write_bytes(wav(40))
    return folder


def test_what_a_walk_weighs_is_told(tmp_path: Path) -> None:
    result = run(check, with_media(tmp_path), "--search", "0")
    assert result.stderr == (
        "T (walk): 2 scenes, 0 places, 1 ending\n"
        "walk: to download for the walk: 0.8 MB (2 sounds of 1 min 4 s, 1 picture)\n"
        "Nothing that must be mended. 2 things to look at.\n"
    )
    assert re.findall(r":(\d+:\d+): (\w+): .*\[(.*)\]", result.stdout) == [
        ("5:23", "warning", "heavy-sound"),
        ("5:23", "warning", "uneven-sound"),
    ]


def test_each_picture_and_sound_is_listed_when_asked(tmp_path: Path) -> None:
    told = run(check, with_media(tmp_path), "--search", "0", "--media").stderr.splitlines()
    assert told[2:6] == [
        "FILE       KB  SECONDS  MB A MINUTE   LUFS     PIXELS",
        "gate.jpg   36                               960 x 720",
        "gate.mp3  171     24.4         0.42  -15.4",
        "bell.wav  640     40.0         0.96  -11.7",
    ]


def test_a_story_without_pictures_and_sounds_weighs_nothing(tmp_path: Path) -> None:
    result = run(check, shelve(tmp_path, "good"), "--search", "0", "--media")
    assert result.stderr == "Good (good): 1 scene, 0 places, 1 ending\nNothing to mend.\n"
