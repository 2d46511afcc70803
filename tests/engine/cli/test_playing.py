"""What can be typed after a slash while playing, and plays that are kept as walks."""

from pathlib import Path
from shutil import copytree

import pytest
import time_machine

from engine.checking.walks import read_walk
from engine.checking.walks.doing import DOING
from engine.checking.walks.walker import Walked, Walker
from engine.cli.play import play
from engine.cli.playing import Session
from engine.cli.slashes import SLASHES
from engine.cli.walk import walk
from engine.clock import utc_now
from engine.library import story_folders
from engine.play.catalog import catalog_of
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.document import Scalar
from tests.engine.cli.shelf import run, shelve
from tests.engine.story.told import built

STORIES = Path(__file__).parents[3] / "stories"
WALKS = [file for folder in story_folders(STORIES) for file in sorted(folder.glob("walks/*.yaml"))]
STORY = """\
story: The Gate
start: gate
keywords: [GATE]
languages: [en, es]
signs: open
timezone: Europe/London
remember: {friend: "", lanterns: 0, met: no}
items: [oil]
counters: [knocks]
polls: {best wall: [oak, river]}
collections: {faces: photo, voices: voice}
places: {arch: {name: The arch, code: AB22}, bridge: {name: The bridge, code: CD33}}
scenes:
  gate:
    say: [{if: between 21:00 and 23:00, text: Night.}, {if: by web, text: A web.}, Day.]
    ask: {question: Who is there?, save: friend}
    go: in
  in:
    say: {any: [Red., Green., Blue., Black., White., Grey.]}
    do: [get oil, add 2 to lanterns, count knocks]
    walk: arch
    go: end
    answers:
      - {photo: yes, collect: faces, say: "Thanks. {faces.count} so far."}
      - {voice: yes, say: I heard you.}
      - {words: [oak], do: vote oak in best wall, say: Voted.}
    otherwise: Hm?
    after: {20 min: Still there?}
  end: {say: An arch., ending: You came}
"""


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    return shelve(tmp_path, "gate", STORY)


def played(folder: Path, *lines: str, options: tuple[str, ...] = ()) -> tuple[str, str]:
    """Give what was said, and what was told beside it."""
    result = run(play, folder, *options, typed="".join(f"{line}\n" for line in lines))
    assert result.exit_code == 0
    _, _, told = result.stderr.partition("\n")
    return result.stdout, told


def in_the_story(folder: Path, *lines: str) -> tuple[str, str]:
    said, told = played(folder, "Sam", *lines, options=("--at", "2027-06-05 14:00", "--seed", "1"))
    return said.split("> ", 2)[2], told


# Every command after a slash: what is typed, and what is said or told.
TYPED: dict[str, list[tuple[str, str]]] = {
    "text": [("/text oak", "Voted."), ("/text /oak", "Voted."), ("/text", "like /text hello.")],
    "press": [("/press 1", "Hm?"), ("/press", "Write it like /press 1.")],
    "code": [("/code AB22", "An arch."), ("/code", "Write it like /code HAND2.")],
    "open": [("/open", "\n\nThe arch\n")],
    "scan": [
        ("/scan arch", "An arch."),
        ("/SCAN arch", "An arch."),
        ("/scan", "Write it like /scan clock."),
        ("/scan arhc", "(There is no place 'arhc'. Did you mean 'arch'?)"),
    ],
    "arrive": [
        ("/arrive arch", "An arch."),
        ("/arrive", "Write it like /arrive clock."),
        ("/arrive arhc", "(There is no place 'arhc'. Did you mean 'arch'?)"),
    ],
    "photo": [("/photo", "Thanks. 0 so far."), ("/photo me.jpg", "Thanks.")],
    "voice": [("/voice", "I heard you."), ("/voice me.mp3", "I heard you.")],
    "approve": [
        ("/approve", "Write it like /approve memories."),
        ("/approve face", "(There is no collection 'face'. Did you mean 'faces'?)"),
        ("/approve faces", "(expected something held in 'faces', got nothing)"),
    ],
    "wait": [
        ("/wait 20 min", "Still there?"),
        ("/wait 19 min", "(Nothing is said.)"),
        ("/wait", "Write it like /wait 20 min."),
        ("/wait long", "('long' is no time. Write it like 25 min, 2 hours, 1 day.)"),
        ("/wait 99999999 days", "('99999999 days' is too long. Wait at most 3660 days at a time.)"),
    ],
    "at": [
        ("/at 2027-06-05 14:20", "Still there?"),
        ("/at 2027-06-05 14:19", "(Nothing is said.)"),
        ("/at 2027-06-05 14:00", "(It is 2027-06-05 14:00 already, and the clock of a play goes"),
        ("/at noon", "('noon' is no day and time. Write it like /at 2027-06-05 21:30.)"),
        ("/at", "Write it like /at 2027-06-05 21:30."),
    ],
    "where": [
        (
            "/where",
            (
                "  Clock: 2027-06-05 14:00\n"
                "  Story: gate, in en\n"
                "  Scene: in\n"
                "  Place: none proven\n"
                '  Facts: friend: "Sam", lanterns: 2, met: no\n'
                "  Items: oil\n"
                "  Counters: knocks: 1\n"
                "  Votes: best wall: oak 0, river 0\n"
                "  Held until approved: faces: 0; voices: 0\n"
            ),
        )
    ],
    "help": [("/help", f"  /{name} ") for name in SLASHES if name not in {"help", "quit"}],
    "quit": [("/quit", "")],
}


@pytest.mark.parametrize(("typed", "told"), [each for all_ in TYPED.values() for each in all_])
def test_what_is_typed_after_a_slash_does_what_it_says(gate: Path, typed: str, told: str) -> None:
    assert told in "".join(in_the_story(gate, typed))


def test_every_command_after_a_slash_has_a_case_and_every_step_of_a_walk_is_one() -> None:
    assert set(TYPED) == set(SLASHES)
    assert set(DOING) < set(SLASHES)
    assert all(slash.purpose for slash in SLASHES.values())


def test_an_unknown_command_is_told_with_the_one_that_was_meant(gate: Path) -> None:
    said, told = in_the_story(gate, "/wiat 20 min", "/xyzzy")
    assert said == "> > "
    assert told == (
        "(There is no '/wiat'. Did you mean '/wait'? /help lists all.)\n"
        "(There is no '/xyzzy'. /help lists all.)\n"
    )


def test_a_gift_counts_once_it_is_approved(gate: Path) -> None:
    said, _ = in_the_story(gate, "/photo", "/approve faces", "/photo")
    assert ("Thanks. 0 so far." in said, "Thanks. 1 so far." in said) == (True, True)


def test_where_tells_that_a_play_has_ended(gate: Path) -> None:
    _, told = in_the_story(gate, "/arrive arch", "/where")
    assert "  Scene: none: it ended with 'You came'\n" in told


def test_where_tells_that_nothing_is_played_any_more(gate: Path) -> None:
    _, told = in_the_story(gate, "FORGET ME", "FORGET ME", "/where")
    assert "  Scene: none: no story is being played\n" in told


def test_where_tells_of_a_story_that_any_sign_begins(tmp_path: Path) -> None:
    text = STORY.replace("start: gate", "start: anywhere")
    _, told = played(shelve(tmp_path, "gate", text), "/where")
    assert "  Scene: none yet: any sign opens one\n" in told


# How it is begun


def test_a_play_is_as_on_the_channel_that_is_named(gate: Path) -> None:
    at = ("--at", "2027-06-05 14:00")
    assert "A web." in played(gate, options=("--channel", "web", *at))[0]
    assert "Day." in played(gate, options=at)[0]


def test_a_play_begins_at_the_time_that_is_named_and_there_the_clock_stands(gate: Path) -> None:
    with time_machine.travel("2026-01-02 12:00:00", tick=True):
        said, told = played(gate, "/where", options=("--at", "2027-06-05 21:30"))
    assert ("Night." in said, "Clock: 2027-06-05 21:30" in told) == (True, True)


def test_real_time_passes_where_the_clock_does_not_stand() -> None:
    with time_machine.travel("2026-01-02 12:00:00+00:00", tick=False) as real:
        passing, standing = session(stands=False), session(stands=True)
        times = []
        for step in (None, "2 hours"):
            real.shift(600)
            if step:
                assert (passing.do("wait", step), standing.do("wait", step)) == (None, None)
            times.append((passing.local_time(), standing.local_time()))
    assert times == [
        ("2026-01-02 12:10", "2026-01-02 12:00"),
        ("2026-01-02 14:20", "2026-01-02 14:00"),
    ]


def session(*, stands: bool) -> Session:
    story = built(STORY)
    simulated = Simulated(catalog_of([story]), World(utc_now()), "en")
    return Session(Walker(story, simulated, Walked("w")), stands=stands)


def test_the_same_seed_goes_the_same_way(gate: Path) -> None:
    ways = [
        {in_seed(gate, seed) for _ in range(2)} for seed in ("0", "1", "2", "3", "4", "5", "6", "7")
    ]
    assert {len(way) for way in ways} == {1}
    assert len(set.union(*ways)) > 1


def in_seed(folder: Path, seed: str) -> str:
    return played(folder, "Sam", options=("--seed", seed, "--at", "2027-06-05 14:00"))[0]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--language", "fr"], "The story is not told in 'fr'. It is told in: en, es."),
        (["--at", "noon"], "'noon' is no day and time. Write it like --at '2027-06-05 21:30'."),
        (["--at", "9999-12-31 23:59"], "'9999-12-31 23:59' is no day and time."),
        (["--seed", "-1"], "'-1' is no whole number from 0 to 1,000,000,000."),
        (["--save", "../x"], "'../x' cannot be a walk's name. Write it like the-short-way."),
        (["--save", "x" * 61], "cannot be a walk's name."),
        (["--force"], "--force goes with --save NAME."),
    ],
)
def test_a_wrong_option_exits_with_2_and_says_what_to_type(
    gate: Path, options: list[str], told: str
) -> None:
    result = run(play, gate, *options, typed="")
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())


# Kept as walks

EVERYTHING = (
    "Sam", "what?", "/photo", "/approve faces", "/voice me.mp3", "oak", "/wait 20 min",
    "/at 2027-06-05 22:00", "/scan nowhere", "HINT", "/where", "/arrive arch", "thanks", "GATE",
    "/code CD33", "/press 1", "/open", '"quoted": [yes] # no', "FORGET ME", "FORGET ME",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("channel", ["sms", "web", "phone"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_play_that_was_kept_goes_as_written(
    gate: Path, seed: int, channel: str, language: str
) -> None:
    options = ("--save", "all", "--seed", str(seed), "--channel", channel, "--language", language)
    _, told = played(gate, *EVERYTHING, options=(*options, "--at", "2027-06-05 14:00"))
    file = gate / "walks" / "all.yaml"
    assert told.endswith(f"\n{file} is written. Replay it:  wayside walk {file}\n")
    result = run(walk, file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{file}: as written.\n"
    assert {step.key for step in read_walk(file).steps} >= {*DOING, "see", "ends"} - {"scan"}


def test_a_kept_play_is_a_walk_that_tells_of_a_change(gate: Path) -> None:
    played(gate, "Sam", "/arrive arch", options=("--save", "end", "--at", "2027-06-05 14:00"))
    text = (gate / "story.yaml").read_text(encoding="utf-8")
    (gate / "story.yaml").write_text(text.replace("An arch.", "A vault."), encoding="utf-8")
    result = run(walk, gate)
    assert result.exit_code == 1
    assert "expected to see 'An arch.', got:\nA vault." in result.stdout


def test_what_a_kept_play_looks_like(gate: Path) -> None:
    played(gate, "Sam", "/arrive arch", options=("--save", "to-the-end", "--seed", "7",
                                                 "--at", "2027-06-05 21:30"))  # fmt: skip
    lines = (gate / "walks" / "to-the-end.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[:9] == [
        "walk: To the end",
        "at: 2027-06-05 21:30",
        "seed: 7",
        "steps:",
        '  - open: "yes"',
        '  - see: "Who is there?"',
        "  - text: Sam",
        lines[7],
        "  - arrive: arch",
    ]
    assert lines[9:] == ['  - see: "An arch."', "  - ends: You came"]


def test_a_play_without_chance_is_kept_without_a_seed_and_by_the_clock_of_its_beginning(
    gate: Path,
) -> None:
    with time_machine.travel("2026-07-02 12:34:56+00:00", tick=False):
        played(gate, options=("--save", "begun"))
    text = (gate / "walks" / "begun.yaml").read_text(encoding="utf-8")
    # An hour later in London, in summer.
    assert ("at: 2026-07-02 13:34\n" in text, "seed" in text) == (True, False)


def test_a_walk_that_is_there_stays_unless_it_is_forced(gate: Path) -> None:
    file = gate / "walks" / "mine.yaml"
    file.write_text("walk: Mine\n", encoding="utf-8")
    result = run(play, gate, "--save", "mine", typed="Sam\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"'{file}' is there already. Choose another name, or add --force." in " ".join(
        result.stderr.split()
    )
    assert file.read_text(encoding="utf-8") == "walk: Mine\n"
    played(gate, "Sam", options=("--save", "mine", "--force"))
    assert file.read_text(encoding="utf-8").startswith("walk: Mine\n")
    assert read_walk(file).steps[0].key == "open"


def test_what_was_played_before_a_story_went_astray_is_kept(tmp_path: Path) -> None:
    chain = "".join(f"  s{number}: {{go: s{number + 1}}}\n" for number in range(100))
    text = (
        "story: T\nstart: a\nscenes:\n  a: {say: Hi., choices: [{pick: On, go: s0}]}\n"
        f"{chain}  s100: {{ending: E}}\n"
    )
    folder = shelve(tmp_path, "a", text)
    result = run(play, folder, "--save", "astray", typed="1\n")
    assert result.exit_code == 1
    steps = read_walk(folder / "walks" / "astray.yaml").steps
    assert [step.key for step in steps] == ["open", "see", "menu"]


@pytest.mark.parametrize("file", WALKS, ids=lambda file: f"{file.parts[-3]}/{file.stem}")
def test_every_walk_that_ships_can_be_typed_and_kept(tmp_path: Path, file: Path) -> None:
    copytree(STORIES, tmp_path / "stories")
    folder = tmp_path / "stories" / file.parts[-3]
    wanted = read_walk(file)
    steps = [step for step in wanted.steps if step.key in DOING and isinstance(step.node, Scalar)]
    typed = [f"/{step.key} {step.node.text}" for step in steps if isinstance(step.node, Scalar)]
    options = (
        "--save",
        "typed",
        "--channel",
        wanted.channel,
        "--at",
        f"{wanted.at:%Y-%m-%d %H:%M}",
    )
    if wanted.language:
        options += ("--language", wanted.language)
    played(folder, *typed, options=options)
    result = run(walk, folder / "walks" / "typed.yaml")
    assert (result.exit_code, result.stdout) == (0, "")
