"""Walks: read, replayed, and told where they differ."""

from datetime import datetime
from pathlib import Path

import pytest

from engine.checking.walks import Walked, read_walk, run_walk
from engine.checking.walks.doing import DOING
from engine.checking.walks.looking import LOOKING
from engine.checking.walks.reading import BLOCKS, KEYS
from engine.library import catalog_of
from engine.story.model import Story
from engine.story.problems import Problem, StoryError
from tests.engine.story.told import built

STORY = """\
story: T
start: gate
keywords: [GO]
signs: open
remember: {friend: "", lanterns: 0, met: no}
items: [oil, key]
places: {p: {name: P, code: AB22}, q: {name: Q}}
scenes:
  gate:
    say: The gate is shut.
    ask: {question: Who is there?, save: friend}
    go: in
  in:
    say: |
      Hello, {friend}.
      Come   in.
    do: [get oil, add 2 to lanterns]
    choices:
      - pick: Look
        once: yes
        do: set met to yes
      - pick: Leave
        ending: You left
  sign: {place: p, say: A sign., back: yes}
"""
HEAD = "walk: W\nsteps:\n"
GONE_IN = "  - text: go\n  - text: Sam\n"


@pytest.fixture
def story() -> Story:
    return built(STORY)


def written(folder: Path, text: str) -> Path:
    file = folder / "walk.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(StoryError) as caught:
        read_walk(written(folder, text))
    assert all(p.span.file == str(folder / "walk.yaml") for p in caught.value.problems)
    return [f"{p.span.line}:{p.span.column} {p.rule} {p.message}" for p in caught.value.problems]


def walked(folder: Path, story: Story, steps: str) -> Walked:
    return run_walk(read_walk(written(folder, HEAD + steps)), story, catalog_of([story]))


# Reading


def test_every_key_of_a_walk_is_read(tmp_path: Path) -> None:
    head = "walk: The way\nchannel: web\nlanguage: es\nat: 2027-01-02 03:04\nseed: 7\n"
    text = f"{head}steps:\n  - text: GO\n"
    walk = read_walk(written(tmp_path, text))
    assert (walk.name, walk.channel, walk.language, walk.at, walk.seed) == (
        "The way", "web", "es", datetime(2027, 1, 2, 3, 4), 7  # noqa: DTZ001 - local
    )  # fmt: skip
    assert [(step.key, step.span.line, step.span.column) for step in walk.steps] == [
        ("text", 7, 11)
    ]
    assert {line.partition(":")[0] for line in text.splitlines() if line[0] != " "} == set(KEYS)


def test_what_a_walk_leaves_out_has_its_default(tmp_path: Path) -> None:
    walk = read_walk(written(tmp_path, "steps: [{text: GO}]\n"))
    assert (walk.name, walk.channel, walk.language, walk.at, walk.seed) == (
        "walk", "sms", None, datetime(2027, 6, 5, 14), 0  # noqa: DTZ001 - local
    )  # fmt: skip


STEPS = (
    "text, press, code, open, scan, arrive, photo, voice, approve, wait, see, not see, menu, fact, "
    "holds, votes, at, ends"
)
FACT = "'fact' is a block of what shall be here: 'fact: {steps: 2}'."
VOTES = "'votes' is a block of what shall be here: 'votes: {best wall: {oak: 1}}'."
FAULTY = [
    (
        "",
        (
            "1:1 empty This file is empty. A story begins with a line such as 'story: The Lantern "
            "Keeper', a walk with 'walk: The shortest way'."
        ),
    ),
    ("hello\n", "1:1 shape A walk is written with keys here, such as 'walk: ...'."),
    ("walk: W\n", "1:1 empty This walk has no steps."),
    ("walk: W\nsteps: []\n", "1:1 empty This walk has no steps."),
    (
        "walk: W\nsteps: text\n",
        (
            "2:8 shape 'steps' is a list here: write [one, two], or '- one' and "
            "'- two' in lines of their own."
        ),
    ),
    (
        "wakl: W\nsteps: [{text: x}]\n",
        ("1:1 unknown-key 'wakl' is not known here. Did you mean 'walk'?"),
    ),
    (
        "channel: mail\nsteps: [{text: x}]\n",
        "1:10 value 'channel' is 'sms' or 'web' or 'phone' here, not 'mail'.",
    ),
    (
        "language: ../en\nsteps: [{text: x}]\n",
        ("1:11 language '../en' is no language tag. Write en, es, fr, zh, or pt-BR."),
    ),
    ("at: noon\nsteps: [{text: x}]\n", "1:5 time 'at' is a day and a time: 2027-06-05 14:00."),
    (
        "at: 2027-02-30 14:00\nsteps: [{text: x}]\n",
        ("1:5 time 'at' is a day and a time: 2027-06-05 14:00."),
    ),
    (
        "steps: [text]\n",
        ("1:9 shape A step is one key and what it is about, such as '- text: LANTERN'."),
    ),
    (
        "steps: [{}]\n",
        "1:9 shape A step is one key and what it is about, such as '- text: LANTERN'.",
    ),
    (
        "steps: [{text: x, see: y}]\n",
        ("1:9 shape A step is one key and what it is about, such as '- text: LANTERN'."),
    ),
    ("steps: [{seen: x}]\n", "1:10 unknown-key 'seen' is not known here. Did you mean 'see'?"),
    (
        "steps: [{wink: x}]\n",
        f"1:10 unknown-key 'wink' is not known here. A step may have: {STEPS}.",
    ),
    ("steps: [{see: }]\n", "1:15 empty 'see' is empty here."),
    (
        "steps: [{text: [x]}]\n",
        (
            "1:16 shape 'text' is a text here. If it holds ':' or begins with a "
            "bracket, put it in quotes."
        ),
    ),
    ("steps: [{menu: {a: b}}]\n", "1:16 shape 'menu' is a text or a list of texts here."),
    (
        "steps: [{fact: met}]\n",
        f"1:16 shape {FACT}",
    ),
    (
        "steps: [{fact: {}}]\n",
        f"1:16 shape {FACT}",
    ),
    ("steps: [{fact: {met: [no]}}]\n", "1:22 shape 'met' is one value here."),
    ("steps: [{votes: oak}]\n", f"1:17 shape {VOTES}"),
    ("steps: [{votes: {}}]\n", f"1:17 shape {VOTES}"),
    (
        "steps: [{votes: {wall: oak}}]\n",
        "1:24 shape 'wall' is a block of options and their votes here.",
    ),
    (
        "steps: [{votes: {wall: {}}}]\n",
        "1:24 shape 'wall' is a block of options and their votes here.",
    ),
    ("steps: [{votes: {wall: {oak: [1]}}}]\n", "1:30 shape 'oak' is one value here."),
]


@pytest.mark.parametrize(("text", "told"), FAULTY)
def test_a_faulty_walk_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    assert problems(tmp_path, text) == [told]


@pytest.mark.parametrize("key", [key for key in (*DOING, *LOOKING) if key not in ("menu", *BLOCKS)])
def test_a_step_that_could_find_nothing_wrong_is_told(tmp_path: Path, key: str) -> None:
    assert problems(tmp_path, f"steps:\n  - {key}: ''\n") == [
        f"2:{len(key) + 7} empty '{key}' is empty here."
    ]


def test_every_problem_of_a_walk_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(StoryError) as caught:
        read_walk(written(tmp_path, "at: noon\nsteps:\n  - sea: x\n  - see: [x]\n"))
    assert [(p.span.line, p.excerpt) for p in caught.value.problems] == [
        (1, "at: noon"), (3, "  - sea: x"), (4, "  - see: [x]")
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["nowhere.yaml", "."])
def test_a_walk_that_cannot_be_read_is_a_problem(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoryError, match=r"This file cannot be read \((No such|Is a)"):
        read_walk(tmp_path / name)


# Walking

# Each step with a walk in which it goes as written, and one in which it does not.
GOOD: dict[str, list[str]] = {
    "text": [GONE_IN],
    "code": [
        "  - code: ab22\n  - see: The gate is shut\n",
        GONE_IN + "  - code: AB22\n  - see: A sign\n",
    ],
    "scan": ["  - scan: p\n  - see: Who is there?\n", GONE_IN + "  - scan: p\n  - see: A sign.\n"],
    "see": [
        GONE_IN + "  - see: hello, SAM. come in.\n",
        "  - text: go\n  - see: is shut.\n  - see: Who is there\n",
    ],
    "not see": [GONE_IN + "  - not see: The gate\n"],
    "menu": [
        GONE_IN + "  - menu: [look, LEAVE!]\n",
        GONE_IN + "  - text: Look\n  - menu: Leave\n",
        "  - text: go\n  - menu: []\n",
    ],
    "fact": [
        GONE_IN + '  - fact: {friend: Sam, lanterns: 2, met: "no"}\n',
        '  - fact: {friend: "", lanterns: 0, met: no}\n',
        GONE_IN + "  - text: look\n  - fact: {met: yes}\n",
    ],
    "holds": [GONE_IN + "  - holds: oil\n"],
    "at": [GONE_IN + "  - at: in\n"],
    "ends": [GONE_IN + "  - text: leave\n  - ends: you LEFT\n"],
}
DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "scan": [
        (GONE_IN + "  - scan: pp\n", "There is no place 'pp'. Did you mean 'p'?"),
        (GONE_IN + "  - scan: P\n", "There is no place 'P'. Did you mean 'p'?"),
        (GONE_IN + "  - scan: gate\n", "There is no place 'gate'."),
        ("  - scan: q\n", "'q' has no code, so that its sign cannot be scanned."),
    ],
    "see": [
        (
            GONE_IN + "  - see: Goodbye\n",
            "expected to see 'Goodbye', got:\nHello, Sam.\nCome   in.\n\n1 Look\n2 Leave",
        ),
        ("  - see: Hello\n", "expected to see 'Hello', got:\n(nothing)"),
        (
            GONE_IN + "  - see: Who is there\n",
            "expected to see 'Who is there', got:\nHello, Sam.\nCome   in.\n\n1 Look\n2 Leave",
        ),
    ],
    "not see": [
        (
            GONE_IN + "  - not see: come in\n",
            "expected not to see 'come in', got:\nHello, Sam.\nCome   in.\n\n1 Look\n2 Leave",
        )
    ],
    "menu": [
        (GONE_IN + "  - menu: [Look]\n", "expected the choices 'Look', got 'Look', 'Leave'"),
        (
            GONE_IN + "  - menu: [Leave, Look]\n",
            "expected the choices 'Leave', 'Look', got 'Look', 'Leave'",
        ),
        ("  - text: go\n  - menu: [Look]\n", "expected the choices 'Look', got none"),
        (GONE_IN + "  - menu: []\n", "expected the choices none, got 'Look', 'Leave'"),
    ],
    "fact": [
        (GONE_IN + "  - fact: {lanterns: 3}\n", "expected lanterns to be '3', got '2'"),
        (GONE_IN + "  - fact: {met: yes}\n", "expected met to be 'yes', got 'no'"),
        (GONE_IN + '  - fact: {friend: ""}\n', "expected friend to be '', got 'Sam'"),
        ("  - fact: {friend: Sam}\n", "expected friend to be 'Sam', got ''"),
        (GONE_IN + "  - fact: {frend: Sam}\n", "There is no fact 'frend'. Did you mean 'friend'?"),
    ],
    "holds": [
        (GONE_IN + "  - holds: key\n", "expected to hold 'key', got 'oil'"),
        ("  - holds: oil\n", "expected to hold 'oil', got none"),
    ],
    "at": [
        (GONE_IN + "  - at: gate\n", "expected the scene 'gate', got 'in'"),
        ("  - at: gate\n", "expected the scene 'gate', got none"),
        (GONE_IN + "  - text: leave\n  - at: in\n", "expected the scene 'in', got none"),
    ],
    "ends": [
        (GONE_IN + "  - ends: You left\n", "expected the ending 'You left', got none"),
        (
            GONE_IN + "  - text: leave\n  - ends: Home\n",
            "expected the ending 'Home', got 'You left'",
        ),
    ],
}


@pytest.mark.parametrize("steps", [steps for several in GOOD.values() for steps in several])
def test_a_walk_that_goes_as_written_has_no_difference(
    tmp_path: Path, story: Story, steps: str
) -> None:
    assert walked(tmp_path, story, steps).difference is None


@pytest.mark.parametrize(
    ("steps", "told"), [case for several in DIFFERENT.values() for case in several]
)
def test_a_walk_that_goes_another_way_tells_where_and_how(
    tmp_path: Path, story: Story, steps: str, told: str
) -> None:
    step = read_walk(written(tmp_path, HEAD + steps)).steps[-1]
    assert step.span.line == len((HEAD + steps).splitlines())
    assert walked(tmp_path, story, steps).difference == Problem(step.span, "walk", told)


def test_every_step_has_a_walk_that_goes_as_written_and_every_look_one_that_does_not() -> None:
    assert set(GOOD) | set(GOOD_GIVEN) == {*DOING, *LOOKING}
    assert set(DIFFERENT) | set(DIFFERENT_GIVEN) >= set(LOOKING)


GIVEN = """\
story: T
start: a
keywords: [GO]
polls: {best wall: [oak, river]}
collections: {faces: photo, voices: voice}
places: {p: {name: P, at: "51.5, -0.1", code: AB22, directions: Go left.}, q: {name: Q}}
scenes:
  a:
    say: Hello.
    walk: p
    go: b
    answers:
      - {photo: yes, collect: faces, say: "Thank you. {faces.count} so far."}
      - {voice: yes, collect: voices, say: I heard you.}
    after: {20 min: Still there?}
  b:
    say: You are there.
    choices:
      - pick: Vote
        do: vote oak in best wall
        say: Voted.
"""
VOTED = "  - text: go\n  - arrive: p\n  - press: 1\n"
GOOD_GIVEN: dict[str, list[str]] = {
    "open": ["  - open: yes\n  - see: Hello.\n  - at: a\n"],
    "arrive": ["  - text: go\n  - arrive: p\n  - see: You are there.\n  - at: b\n"],
    "photo": [
        "  - text: go\n  - photo: me.jpg\n  - see: Thank you. 0 so far.\n",
        "  - text: go\n  - photo: a.jpg\n  - approve: faces\n  - photo: b.jpg\n  - see: 1 so far\n",
    ],
    "voice": ["  - text: go\n  - voice: me.mp3\n  - see: I heard you.\n"],
    "approve": ["  - text: go\n  - voice: me.mp3\n  - approve: voices\n"],
    "wait": [
        "  - text: go\n  - wait: 19 min\n  - not see: Still\n  - wait: 60 s\n  - see: Still\n",
        "  - text: go\n  - wait: 1 hour\n  - see: Still there?\n  - at: a\n",
    ],
    "press": ["  - text: go\n  - arrive: p\n  - press: 1\n  - see: Voted.\n"],
    "votes": [
        "  - text: go\n  - votes: {best wall: {oak: 0}}\n",
        VOTED + "  - votes: {best wall: {oak: 1, river: 0}}\n",
    ],
}
DIFFERENT_GIVEN: dict[str, list[tuple[str, str]]] = {
    "arrive": [("  - text: go\n  - arrive: pp\n", "There is no place 'pp'. Did you mean 'p'?")],
    "approve": [
        ("  - text: go\n  - approve: faces\n", "expected something held in 'faces', got nothing"),
        (
            "  - text: go\n  - approve: face\n",
            "There is no collection 'face'. Did you mean 'faces'?",
        ),
    ],
    "wait": [
        (
            "  - text: go\n  - wait: long\n",
            "'long' is no time. Write it like 25 min, 2 hours, 1 day.",
        )
    ],
    "votes": [
        (
            "  - text: go\n  - votes: {best wall: {oak: 1}}\n",
            "expected 1 votes for 'oak', got 0",
        ),
        (
            "  - text: go\n  - votes: {best wal: {oak: 1}}\n",
            "There is no poll 'best wal'. Did you mean 'best wall'?",
        ),
    ],
}


@pytest.mark.parametrize("steps", [steps for several in GOOD_GIVEN.values() for steps in several])
def test_a_walk_with_gifts_places_and_time_goes_as_written(tmp_path: Path, steps: str) -> None:
    assert walked(tmp_path, built(GIVEN), steps).difference is None


@pytest.mark.parametrize(
    ("steps", "told"), [case for several in DIFFERENT_GIVEN.values() for case in several]
)
def test_a_walk_with_gifts_places_and_time_tells_where_and_how_it_differs(
    tmp_path: Path, steps: str, told: str
) -> None:
    step = read_walk(written(tmp_path, HEAD + steps)).steps[-1]
    assert walked(tmp_path, built(GIVEN), steps).difference == Problem(step.span, "walk", told)


@pytest.mark.parametrize(("channel", "said"), [("sms", "A"), ("web", "B"), ("phone", "C")])
def test_a_walk_goes_by_its_channel_at_the_time_of_the_first_place(
    tmp_path: Path, channel: str, said: str
) -> None:
    source = (
        'story: T\nstart: a\nplaces: {p: {name: P, at: "40.4, -3.7"}}\nscenes:\n'
        "  a:\n    say: [{if: between 18:00 and 18:30, text: A}, Wrong time.]\n"
        "    web: {say: B}\n    phone: {say: C}\n    choices: [{pick: X}]\n"
    )
    text = f"channel: {channel}\nat: 2027-01-02 18:00\nsteps: [{{open: yes}}, {{see: {said}}}]\n"
    story = built(source)
    assert run_walk(read_walk(written(tmp_path, text)), story, catalog_of([story])) == Walked(
        "walk", ["> (opens)", f"{said}\n\n1 X"]
    )


def test_a_walk_stops_at_its_first_difference_and_shows_what_was_said(
    tmp_path: Path, story: Story
) -> None:
    found = walked(tmp_path, story, GONE_IN + "  - holds: key\n  - text: leave\n")
    assert found.transcript == [
        "> go",
        "The gate is shut.\n\nWho is there?",
        "> Sam",
        "Hello, Sam.\nCome   in.\n\n1 Look\n2 Leave",
    ]
    assert str(found.difference) == (
        f"{tmp_path / 'walk.yaml'}:5:12: expected to hold 'key', got 'oil'"
    )


def test_a_scan_before_the_story_begins_is_its_code_and_later_its_place(
    tmp_path: Path, story: Story
) -> None:
    found = walked(tmp_path, story, "  - scan: p\n  - text: Sam\n  - scan: p\n")
    assert found.transcript[0::2] == ["> (scans p)", "> Sam", "> (scans p)"]
    assert found.transcript[1] == "The gate is shut.\n\nWho is there?"
    assert found.transcript[5] == "A sign.\n\n1 Look\n2 Leave"


def test_a_story_that_has_ended_begins_anew_by_a_scan(tmp_path: Path, story: Story) -> None:
    steps = GONE_IN + "  - text: leave\n  - scan: p\n  - at: gate\n"
    assert walked(tmp_path, story, steps).difference is None
