"""What is proved of a story: the words, the place, and the play that shows it."""

from itertools import count
from pathlib import Path

import pytest

from engine.checking.search import proving
from engine.checking.search.proving import proved
from engine.checking.walks import read_walk, run_walk
from engine.play.catalog import catalog_of
from engine.story.build.folder import Written, read_written
from tests.engine.checking.search.stories import story_of
from tests.stories.test_shipped_stories import FOLDERS

HEAD = "story: The Trap\nstart: hall\nkeywords: [TRAP]\nitems: [key, lamp]\n"
END = "  end: {say: Done., ending: Gold}\n"
GATE = 'places: {gate: {name: Gate, at: "51.5, -0.12", code: "4273"}}\n'

# (story, the finding as "rule line:column message", the steps of the play that shows it)
CASES = {
    "a scene that no open way leads to": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices: [{pick: Leave, go: end}]
  cellar: {say: Dark., go: end}
""" + END,
        ("unreached 9:3 Nobody can reach the scene 'cellar': no way that is ever open leads to it. "
        "Lead to it with a 'go', or take it out."),
        None,
    ),
    "a condition that is never true": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Leave, go: end}
      - {pick: Shine, if: has lamp, go: end}
""" + END,
        "never-true 10:27 'has lamp' is never true here, so that nobody gets this.",
        ["text: TRAP"],
    ),
    "the sun of a story without places": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Leave, go: end}
      - {pick: Shine, if: after sunset, go: end}
""" + END,
        "never-true 10:27 'after sunset' is never true here, so that nobody gets this.",
        ["text: TRAP"],
    ),
    "a condition that is always true": (
        HEAD + """scenes:
  hall:
    say: A hall.
    do: get key
    choices:
      - {pick: Open, if: has key and not has lamp, go: end}
""" + END,
        ("always-true 10:26 'has key and not has lamp' is always true here. Leave it out, or ask "
        "something else."),
        ["text: TRAP"],
    ),
    "a condition of a text that is never said": (
        HEAD + """scenes:
  hall:
    say:
      - {if: has lamp, text: It is bright.}
      - {text: It is dark.}
    choices: [{pick: Leave, go: end}]
""" + END,
        "never-true 8:14 'has lamp' is never true here, so that nobody gets this.",
        ["text: TRAP"],
    ),
    "choices that run out": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Down, go: cellar}
      - {pick: Leave, go: end}
  cellar:
    say: Dark.
    choices:
      - {pick: Call, once: yes, say: Nobody hears.}
""" + END,
        ("stuck 11:3 In the scene 'cellar' a player can be left with nothing to reply that leads "
        "on: the choices run out, or their conditions are false. Add a choice that is always "
        "there."),
        ["text: TRAP", 'text: "1"', "at: cellar"],
    ),
    "a riddle behind which the only way is shut for who is too early": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Take the key, do: get key, go: door}
      - {pick: Go on, go: door}
  door:
    say: Whose door?
    answers:
      - {words: [yours], if: has key, go: end}
""" + END,
        ("stuck 11:3 In the scene 'door' a player can be left with nothing to reply that leads on: "
        "the choices run out, or their conditions are false. Add a choice that is always there."),
        ["text: TRAP", 'text: "2"', "at: door"],
    ),
    "a part of the story that no ending can be reached from": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Down, go: pit}
      - {pick: Leave, go: end}
  pit:
    say: A pit.
    choices:
      - {pick: Shout, say: Echo.}
""" + END,
        ("no-ending 11:3 From the scene 'pit' a player can be where no ending can be reached any "
        "more. Add a way on, or a way back."),
        ["text: TRAP", 'text: "1"', "at: pit"],
    ),
    "a number that was counted past what is asked": (
        """story: T
start: hall
remember: {steps: 0}
scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Step, do: add 1 to steps}
      - {pick: Leave, if: steps less than 3, go: end}
""" + END,
        ("no-ending 5:3 From the scene 'hall' a player can be where no ending can be reached any "
        "more. Add a way on, or a way back."),
        ["open: \"yes\"", 'text: "1"', 'text: "1"', 'text: "1"', "at: hall"],
    ),
    "a silence that takes the player where nothing is": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices: [{pick: Leave, go: end}]
    after: {20 min: {say: Too late., go: pit}}
  pit:
    say: A pit.
    choices: [{pick: Shout, say: Echo.}]
""" + END,
        ("no-ending 10:3 From the scene 'pit' a player can be where no ending can be reached any "
        "more. Add a way on, or a way back."),
        ["text: TRAP", 'wait: "20 min"', "at: pit"],
    ),
    "a way by chance": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices: [{pick: Jump, go: {any: [end, pit]}}]
  pit:
    say: A pit.
    choices: [{pick: Shout, say: Echo.}]
""" + END,
        ("no-ending 9:3 From the scene 'pit' a player can be where no ending can be reached any "
        "more. Add a way on, or a way back."),
        ["text: TRAP", 'text: "1"', "at: pit"],
    ),
    "a place that is walked to by its sign": (
        HEAD + GATE + """scenes:
  hall:
    say: A hall.
    walk: {to: gate, proof: sign}
    go: pit
    skip: end
  pit:
    say: A pit.
    choices: [{pick: Shout, say: Echo.}]
""" + END,
        ("no-ending 12:3 From the scene 'pit' a player can be where no ending can be reached any "
        "more. Add a way on, or a way back."),
        ["text: TRAP", "scan: gate", "at: pit"],
    ),
    "a time of day at which the way is shut": (
        HEAD + GATE + """scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Look, if: "between 06:00 and 20:00", go: end}
      - {pick: Sleep, if: "between 20:00 and 06:00", go: pit}
  pit:
    say: A pit.
    choices: [{pick: Shout, say: Echo.}]
""" + END,
        ("no-ending 12:3 From the scene 'pit' a player can be where no ending can be reached any "
        "more. Add a way on, or a way back."),
        ["text: TRAP", 'wait: "6 hours"', "text: sleep", "at: pit"],
    ),
    "ways that go on by themselves for ever, but only with a key": (
        HEAD + """scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Take the key, do: get key, say: Yours.}
      - {pick: Go, go: round}
  round:
    say: Round.
    go:
      - {if: has key, go: round}
      - {go: end}
""" + END,
        ("endless 6:3 From here the story can go on by itself for ever: 'round' of 'made' goes on "
        "without end."),
        ["text: TRAP", 'text: "1"', "at: hall"],
    ),
}  # fmt: skip


def findings(written: Written) -> list[tuple[str, list[str] | None]]:
    found = []
    for problem in proved(written, lambda _plays: True).problems:
        place = f"{problem.span.line}:{problem.span.column}"
        _, _, steps = problem.walk.partition("steps:\n")
        lines = [line.removeprefix("  - ") for line in steps.splitlines()] or None
        found.append((f"{problem.rule} {place} {problem.message}", lines))
    return found


@pytest.mark.parametrize("name", CASES)
def test_it_is_found_with_the_shortest_play_that_shows_it(name: str) -> None:
    story, told, steps = CASES[name]
    assert findings(story_of(story)) == [(told, steps)]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[2]])
def test_the_play_that_shows_it_is_a_walk_that_holds(name: str, tmp_path: Path) -> None:
    written = story_of(CASES[name][0])
    for problem in proved(written, lambda _plays: True).problems:
        file = tmp_path / "walks" / "shown.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(problem.walk, encoding="utf-8")
        walked = run_walk(read_walk(file), written.story, catalog_of([written.story]))
        assert walked.difference is None


def test_every_rule_of_the_search_has_a_case() -> None:
    assert {told.split()[0] for _, told, _ in CASES.values()} == set(proving.RULES)


def test_without_a_search_only_the_fixpoint_speaks() -> None:
    rules = {
        problem.rule
        for story, _, _ in CASES.values()
        for problem in proved(story_of(story)).problems
    }
    assert rules == {"unreached", "never-true", "always-true"}


def test_a_search_that_is_ended_says_so_and_claims_nothing_of_what_it_did_not_look_at() -> None:
    story, told, _ = CASES["a part of the story that no ending can be reached from"]
    looked = count()
    proof = proved(story_of(story), lambda _plays: next(looked) < 1)
    assert (proof.problems, proof.stopped) == ((), "the time was over at 3 different plays")
    assert told


def test_a_story_without_an_ending_is_not_told_that_none_can_be_reached() -> None:
    story = HEAD + "scenes:\n  hall: {say: A hall., choices: [{pick: Look, say: Nice.}]}\n"
    assert findings(story_of(story)) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_story_is_searched_to_its_end_and_nothing_is_found(folder: Path) -> None:
    proof = proved(read_written(folder), lambda _plays: True)
    assert (proof.problems, proof.stopped) == ((), "")
