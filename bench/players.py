"""The cost of a turn with a thousand known players, a hundred thousand, and a million.

python -m bench.players [players ...]

Some players play in a small store. Then bigger ones are filled with copies of all their rows, each
under ids of its own, and known players take their next turn there, the stores in turn with each
other. `everybody` shares nothing; `together` is a story with a counter, a poll and gifts.
"""

import gc
import itertools
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.webhook import ROOT, TEXTS, machine
from engine.checkpoints import Checkpoints
from engine.clock import utc_now
from engine.library import Library
from engine.play.catalog import Catalog
from engine.play.events import Said
from engine.secret import LENGTH, Secret
from engine.store import Store, open_store
from engine.store.tables import METADATA
from engine.turns import Address, Incoming, Turns

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 12
MOST_A_ROUND = 400
MOST_GROWTH = 1.2
PHONE = "+12025550123"
SECRET = Secret(bytes(range(LENGTH)))
BATCH = 2_000
TOGETHER = """
story: The Well of Everybody
keywords: [WELL]
start: well
counters: [looks]
polls: {depth: [deep, deeper]}
collections: {wishes: text}
scenes:
  well:
    say: A well. {looks} looked.
    answers:
      - {words: [look], do: [count looks], say: "{looks} looked."}
      - {words: [deep], do: [vote deep in depth], say: "{depth.deep} of {looks} say so."}
      - {words: [deeper], do: [vote deeper in depth], say: "{depth.leader} of {looks}."}
      - {words: [wish], collect: wishes, say: "It falls. {wishes.count} were heard."}
    after: {12 hours: {say: A drop.}}
"""
KINDS = {
    "alone": TEXTS,
    "together": ("WELL", "look", "deep", "wish for rain", "deeper", "what", "look", "deep"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A store with so many players; `next_` of each kind is who may take a turn, and with what."""

    size: int
    store: Store
    turns: Turns
    checkpoints: Checkpoints
    texts: dict[str, list[tuple[int, str]]]

    def close(self) -> None:
        self.checkpoints.stop()
        self.store.close()


def main(sizes: Sequence[int] = SIZES) -> int:
    """Give 0 where a turn costs the same within a fifth in every store, else 1."""
    print(f"{machine()}; {ROUNDS} rounds in each store")
    with tempfile.TemporaryDirectory(
        dir=os.environ.get("BENCH_FOLDER"), ignore_cleanup_errors=True
    ) as folder:
        catalog = _catalog(Path(folder))
        patterns = _patterns(Path(folder) / "patterns", catalog)
        places = [_place(Path(folder) / f"{size}", size, patterns, catalog) for size in sizes]
        # The millions of texts that lie ready here are no server's, and not its to look through.
        gc.collect()
        gc.freeze()
        try:
            grown = [_compare(kind, places) for kind in KINDS]
        finally:
            for place in places:
                place.close()
    return 0 if max(grown) <= MOST_GROWTH else 1


def _catalog(folder: Path) -> Catalog:
    (folder / "stories" / "well").mkdir(parents=True)
    (folder / "stories" / "well" / "story.yaml").write_text(TOGETHER)
    mural = ROOT / "stories" / "grand-avenue-mural"
    (folder / "stories" / mural.name).symlink_to(mural, target_is_directory=True)
    library = Library(folder / "stories")
    assert library.problems == (), library.problems
    return library.catalog


def _turns(store: Store, catalog: Catalog) -> Turns:
    def fail(what: str, **facts: str) -> None:
        raise AssertionError(f"{what} {facts}")

    return Turns(store, lambda: catalog, utc_now, fail, sends=True)


def _text(turns: Turns, number: str, sid: str, words: str) -> None:
    answer = turns.take(Incoming(sid, Address("sms", number), Said(words), PHONE))
    assert answer.effects, "A turn without an answer is none."


def _number(place: int) -> str:
    return f"+1415{2_000_000 + place}" if place < 8_000_000 else f"+1628{place % 10**7:07d}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """All rows of one player who has texted so often: what is to be copied, and what comes next.

    A row is its table, its values, where ids stand among them (and which of the `ids` others) and
    where the sealed number does. The first two ids are those of the player and of the address.
    """

    kind: str
    following: str
    ids: int
    rows: list[tuple[str, list[object], list[tuple[int, int]], list[int]]]


def _patterns(folder: Path, catalog: Catalog) -> list[Pattern]:
    """Let one player go each way to each of its texts, and give all that was kept of them."""
    store = open_store(folder / "wayside.db", SECRET)
    turns = _turns(store, catalog)
    numbers = itertools.count()
    found = []
    try:
        for kind, texts in KINDS.items():
            for length in range(1, len(texts)):
                number = f"+1510{next(numbers):07d}"
                for at, words in enumerate(texts[:length]):
                    _text(turns, number, f"{number} {at}", words)
                player = store.player_at("sms", number)
                assert player is not None
                ids = [player, SECRET.fingerprint("address", "sms", number)]
                rows = list(_rows_of(folder, player, ids))
                found.append(Pattern(kind, texts[length], len(ids), rows))
    finally:
        store.close()
    return found


def _rows_of(
    folder: Path, player: bytes, ids: list[bytes]
) -> Iterator[tuple[str, list[object], list[tuple[int, int]], list[int]]]:
    """Give what is kept of a player, and add the ids in it to those that are known."""
    with closing(sqlite3.connect(folder / "wayside.db")) as database:
        for table in METADATA.sorted_tables:
            own = "id" if table.name == "players" else "player"
            if own not in table.c or (own == "id" and table.name != "players"):
                continue
            for row in database.execute(f"SELECT * FROM {table.name} WHERE {own} = ?", [player]):
                named = [n for n, value in enumerate(row) if isinstance(value, bytes)]
                sealed = [n for n in named if len(row[n]) != 16]
                ids += (row[n] for n in named if n not in sealed and row[n] not in ids)
                at = [(n, ids.index(row[n])) for n in named if n not in sealed]
                yield table.name, list(row), at, sealed


def _place(folder: Path, size: int, patterns: Sequence[Pattern], catalog: Catalog) -> Place:
    begun = time.perf_counter()
    open_store(folder / "wayside.db", SECRET).close()
    texts: dict[str, list[tuple[int, str]]] = {kind: [] for kind in KINDS}
    chance = random.Random(size)
    with closing(sqlite3.connect(folder / "wayside.db", isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA cache_size=-400000")
        # Rows come in the order of their players, so that tables are written from front to back.
        ids = sorted(chance.randbytes(16) for _ in range(size))
        for start in range(0, size, BATCH):
            batch: dict[str, list[list[object]]] = {}
            for place in range(start, min(start + BATCH, size)):
                pattern = chance.choice(patterns)
                texts[pattern.kind].append((place, pattern.following))
                for table, row in _copied(pattern, ids[place], _number(place), chance):
                    batch.setdefault(table, []).append(row)
            database.execute("BEGIN")
            for table in METADATA.sorted_tables:
                if rows := batch.get(table.name):
                    marks = ", ".join("?" * len(rows[0]))
                    database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
            database.execute("COMMIT")
        _share(database, size)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store = open_store(folder / "wayside.db", SECRET)
    checkpoints = Checkpoints(store)
    checkpoints.start()
    for each in texts.values():
        chance.shuffle(each)
    megabytes = (folder / "wayside.db").stat().st_size / 1e6
    took_s = time.perf_counter() - begun
    print(f"{size:>9,} players: {megabytes:,.0f} MB, filled in {took_s:.0f} s", flush=True)
    return Place(size, store, _turns(store, catalog), checkpoints, texts)


def _copied(
    pattern: Pattern, player: bytes, number: str, chance: random.Random
) -> Iterator[tuple[str, list[object]]]:
    """Give a player's rows with other ids, and the number that leads to them."""
    address = SECRET.fingerprint("address", "sms", number)
    sealed = SECRET.seal(number.encode(), player + address)
    data = chance.randbytes(16 * pattern.ids)
    ids = [player, address, *(data[16 * n : 16 * n + 16] for n in range(2, pattern.ids))]
    for table, values, at, sealed_at in pattern.rows:
        row = values.copy()
        for position, which in at:
            row[position] = ids[which]
        for position in sealed_at:
            row[position] = sealed
        yield table, row


def _share(database: sqlite3.Connection, size: int) -> None:
    """Add what so many players counted and told in the report; their votes as they are kept."""
    rows = ((1, "well", "looks") for _ in range(size // 2))
    database.execute("BEGIN")
    database.executemany("INSERT INTO counts (amount, story, counter) VALUES (?, ?, ?)", rows)
    database.execute(
        'INSERT INTO tallies (story, poll, "option", amount) '
        'SELECT story, poll, "option", count(*) FROM votes GROUP BY story, poll, "option"'
    )
    one = ("2026-10-01", "started", "well", "0" * 16, "", "sms", "en", 0)
    told = (one for _ in range(3 * size))
    database.executemany(
        "INSERT INTO happenings (day, kind, story, edition, what, channel, language, staff) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        told,
    )
    database.execute("COMMIT")


def _compare(kind: str, places: Sequence[Place]) -> float:
    """Measure each store in turn; give by how much the dearest turn is dearer than the first's."""
    took: dict[int, list[float]] = {place.size: [] for place in places}
    worked: dict[int, list[float]] = {place.size: [] for place in places}
    # As many in each store, and everybody once: a second turn would be another one.
    turns = min(MOST_A_ROUND, *(len(place.texts[kind]) // (ROUNDS + 1) for place in places))
    for number in range(-1, ROUNDS):
        for place in places if number % 2 else reversed(places):
            wall_ms, cpu_ms = _measure(place, kind, turns)
            if number >= 0:
                took[place.size].append(wall_ms)
                worked[place.size].append(cpu_ms)
    print(f"{kind}, {turns} turns a round:")
    first = statistics.median(took[places[0].size])
    first_cpu = statistics.median(worked[places[0].size])
    ratios = []
    for place in places:
        wall, cpu = statistics.median(took[place.size]), statistics.median(worked[place.size])
        pairs = zip(took[place.size], took[places[0].size], strict=True)
        ratios.append(statistics.median(ours / theirs for ours, theirs in pairs))
        print(
            f"{place.size:>9,} players: {wall:.2f} ms a turn, {wall / first:.2f} of the first "
            f"({ratios[-1]:.2f} by round); processor {cpu:.2f} ms, {cpu / first_cpu:.2f}",
            flush=True,
        )
    return max(ratios)


def _measure(place: Place, kind: str, count: int) -> tuple[float, float]:
    """Let known players take their next turn; give milliseconds a turn, and of the processor."""
    texts = [place.texts[kind].pop() for _ in range(count)]
    wall, cpu = time.perf_counter(), time.process_time()
    for number, words in texts:
        _text(place.turns, _number(number), f"next {number}", words)
    each = 1_000 / count
    return (time.perf_counter() - wall) * each, (time.process_time() - cpu) * each


if __name__ == "__main__":
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
