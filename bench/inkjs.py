"""A step of Wayside against a turn of inkjs, on stories of one size and shape, alternating.

python -m bench.inkjs [rounds] [turns a round]

Needs Node.js; what `bench/inkjs/package.json` names is installed there by `npm ci`.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.steps import SCENES, events_of, replay, seconds_of, world_of
from bench.stories import ink_of, story_of

FOLDER = Path(__file__).parent / "inkjs"
AIM = 10


def main(rounds: int = 9, turns: int = 2_000) -> None:
    story = story_of(SCENES)
    world = world_of(story)
    events = events_of(story, world, turns)
    with tempfile.TemporaryDirectory() as folder:
        ink = Path(folder) / "story.ink"
        ink.write_text(ink_of(SCENES), encoding="utf-8")
        server = _start(ink)
        ours, theirs = [], []
        for number in range(rounds + 1):
            seconds = seconds_of(story, events, world)
            answer = _ask(server, turns)
            # In the first round both warm up.
            if number:
                ours.append(seconds / turns)
                theirs.append(answer["seconds"] / turns)
        server.stdin.close()
        server.wait(20)
    _report("wayside", ours, len(replay(story, events, world).encode()))
    _report("inkjs", theirs, answer["bytes"])
    ratios = sorted(their / our for our, their in zip(ours, theirs, strict=True))
    print(f"ratio    {statistics.median(ratios):.1f} (from {ratios[0]:.1f} to {ratios[-1]:.1f}); "
          f"the aim is {AIM}")  # fmt: skip


def _report(name: str, taken: list[float], size: int) -> None:
    median = statistics.median(taken)
    print(f"{name:8} {median * 1e6:6.0f} us a turn   {1 / median:6.0f} turns/s   {size} bytes kept")


def _start(ink: Path) -> subprocess.Popen[str]:
    if not (FOLDER / "node_modules").is_dir():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER, check=True)
    command = ["node", "turns.mjs", str(ink), str(SCENES - 3)]
    return subprocess.Popen(
        command, cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _ask(server: subprocess.Popen[str], turns: int) -> dict[str, float]:
    server.stdin.write(f"{turns}\n")
    server.stdin.flush()
    return json.loads(server.stdout.readline())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
