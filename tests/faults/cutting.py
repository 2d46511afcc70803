"""The power is cut at any moment of what was recorded: is all that was answered still there?"""

import json
import random
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from engine.secret import SecretError
from engine.store import NotStored, StoreError
from tests.faults.disk import Disk, Survives
from tests.faults.recording import Moment, id_of, number_of
from tests.twilio_stub import environment
from webhooks.opening import open_kept
from webhooks.settings import from_environment

_SAID = re.compile(rb"P(\d) took (\d+) steps")
_ANSWERS = frozenset({"write", "writev", "sendto", "sendmsg"})
# How likely it is that a change which was not synced is on the disk after all.
SHARES = (0.1, 0.5, 0.9)
# Much faster than a disk, and the cut is not in here.
_MEMORY = Path("/dev/shm")


def cuts(moments: Sequence[Moment], root: Path, most: int, seed: int = 1) -> tuple[int, list[str]]:
    """Cut the power at so many moments at most; give how often, and what was wrong then.

    Each time the disk holds only what was synced, and then once more any of the rest as well.
    """
    disk, acked, wrong, cut = Disk(root), dict[int, int](), list[str](), 0
    chance = random.Random(seed)
    chosen = _chosen(moments, root, most, chance)
    memory = _MEMORY if _MEMORY.is_dir() else None
    for number, moment in enumerate(moments):
        disk.follow(moment)
        if not moment.ended:
            acked |= _answered(moment)
        for survives, torn in _ways(chance) if number in chosen else ():
            cut += 1
            with tempfile.TemporaryDirectory(dir=memory) as folder:
                disk.put(Path(folder), survives, torn)
                wrong += (f"cut {cut}: {each}" for each in _wrong(Path(folder), acked))
    return cut, wrong


def _chosen(
    moments: Sequence[Moment], root: Path, most: int, chance: random.Random
) -> frozenset[int]:
    """Choose when to cut: as answers leave, at syncs and new names, and while all else goes on."""
    ours = str(root)
    by_kind: dict[str, list[int]] = {}
    for number, moment in enumerate(moments):
        call = moment.call
        is_ours = call.path.startswith(ours) or any(t.startswith(ours.encode()) for t in call.texts)
        if not moment.ended and _answered(moment):
            by_kind.setdefault("answer", []).append(number)
        elif is_ours:
            log = call.path.endswith("-wal") and call.name == "pwrite64"
            by_kind.setdefault("log" if log else "other", []).append(number)
    return frozenset(
        number
        for kind in by_kind.values()
        for number in chance.sample(kind, min(most // len(by_kind), len(kind)))
    )


def checkpoints(moments: Sequence[Moment]) -> int:
    """Count how often what was logged went into the database itself after the first answer."""
    first = next(number for number, each in enumerate(moments) if _answered(each))
    return sum(
        each.ended and each.call.name == "fdatasync" and each.call.path.endswith("wayside.db")
        for each in moments[first:]
    )


def _answered(moment: Moment) -> dict[int, int]:
    """Give which step of whom an answer that leaves tells of."""
    if moment.call.name not in _ANSWERS or "socket:" not in moment.call.path:
        return {}
    found = _SAID.findall(b"".join(moment.call.texts))
    return {int(player): int(steps) for player, steps in found}


def _ways(chance: random.Random) -> Iterator[tuple[Survives, random.Random | None]]:
    share = chance.choice(SHARES)
    yield (lambda _change: False), None
    yield (lambda _change: chance.random() < share), chance


def _wrong(folder: Path, acked: dict[int, int]) -> Iterator[str]:
    """Start Wayside on a disk after a cut, and say what of the answered steps is not there."""
    settings = from_environment(
        environment(WAYSIDE_DATA=str(folder / "var"), WAYSIDE_STORIES=str(folder))
    )
    try:
        with closing(open_kept(settings)) as store:
            for player, steps in acked.items():
                if not store.has_taken("sms", number_of(player), id_of(player, steps + 1)):
                    yield f"step {steps} of player {player} was answered and is gone"
            store.note("after the cut", "1")
    except (SecretError, StoreError, NotStored, OSError) as error:
        yield f"Wayside does not start: {error}"
        return
    try:
        with closing(sqlite3.connect(folder / "var" / "wayside.db")) as database:
            yield from _damaged(database, acked)
    except sqlite3.DatabaseError as error:
        yield f"the database is damaged: {error}"


def _damaged(database: sqlite3.Connection, acked: dict[int, int]) -> Iterator[str]:
    if (told := database.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
        yield f"the database is damaged: {told[:3]}"
        return
    if database.execute("PRAGMA foreign_key_check").fetchall():
        yield "rows without the row that they belong to"
    rows = database.execute(
        "SELECT play, (SELECT count(*) FROM messages WHERE player = plays.player) FROM plays"
    )
    for play, taken in rows:
        facts = json.loads(play).get("facts", {})
        name, steps = str(facts.get("name", "")), int(facts.get("steps", 0))
        if taken != (steps + 2 if name else 1):
            yield f"{name} took {steps} steps by {taken} texts: half a turn"
        if name and steps < acked.get(int(name[1:]), 0):
            yield f"{name} took {steps} steps and was told {acked[int(name[1:])]}"
