"""The cost of a turn with a thousand known players, a hundred thousand, and a million.

python -m bench.players [players ...] [sqlite or postgresql]

Some players play in a small store. Then bigger ones are filled with copies of all their rows, each
under ids of its own, and known players take their next turn there, the stores in turn with each
other. `alone` shares nothing; `together` is a story with a counter, a poll and gifts. Last, letters
to known players are claimed and sent, by a carrier that takes no time.
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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bench.databases import Kind, Measured, arguments, database
from bench.filling import Filler, filling, let_be_due
from bench.webhook import ROOT, TEXTS, machine
from engine.checkpoints import Checkpoints
from engine.clock import utc_now
from engine.delivery import Delivery
from engine.library import Library
from engine.play.catalog import Catalog
from engine.play.events import Said
from engine.secret import LENGTH, Secret
from engine.store import Store, open_store
from engine.store.letters import Letter
from engine.store.tables import METADATA, OUTBOX
from engine.terms import Terms
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
LETTERS = "letters"
# When letters are sent: what was sent a while ago does not come up again.
NOW = utc_now()
NOW_S = int(NOW.timestamp())
KINDS = {
    "alone": TEXTS,
    LETTERS: TEXTS[:4],
    "together": ("WELL", "look", "deep", "wish for rain", "deeper", "what", "look", "deep"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A store with so many players; `texts` of each kind are who may take a turn, and with what."""

    size: int
    kept: Measured
    store: Store
    turns: Turns
    checkpoints: Checkpoints
    texts: dict[str, list[tuple[int, str]]]
    rounds: Iterator[int]

    def close(self) -> None:
        self.checkpoints.stop()
        self.store.close()


def main(sizes: Sequence[int] = SIZES, kind: Kind = "sqlite") -> int:
    """Give 0 where a turn and a letter cost the same within a fifth in every store, else 1."""
    print(f"{machine()}; {kind}; {ROUNDS} rounds in each store")
    with ExitStack() as over:
        folder = over.enter_context(
            tempfile.TemporaryDirectory(
                dir=os.environ.get("BENCH_FOLDER"), ignore_cleanup_errors=True
            )
        )
        catalog = _catalog(Path(folder))
        patterns = _patterns(Path(folder) / "patterns", catalog)
        places = []
        for size in sizes:
            (own := Path(folder) / f"{size}").mkdir()
            kept = over.enter_context(database(kind, own))
            places.append(_place(kept, size, patterns, catalog))
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
    return Turns(store, lambda: catalog, utc_now, _fail, sends=True)


def _fail(what: str, **facts: str) -> None:
    raise AssertionError(f"{what} {facts}")


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


def _place(kept: Measured, size: int, patterns: Sequence[Pattern], catalog: Catalog) -> Place:
    begun = time.perf_counter()
    store = open_store(kept.name, SECRET)
    texts: dict[str, list[tuple[int, str]]] = {kind: [] for kind in KINDS}
    chance = random.Random(size)
    with filling(kept) as filler:
        # Rows come in the order of their players, so that tables are written from front to back.
        ids = sorted(chance.randbytes(16) for _ in range(size))
        for start in range(0, size, BATCH):
            batch: dict[str, list[list[object]]] = {}
            for place in range(start, min(start + BATCH, size)):
                pattern = chance.choice(patterns)
                texts[pattern.kind].append((place, pattern.following))
                number = _number(place)
                for table, row in _copied(pattern, ids[place], number, chance):
                    batch.setdefault(table, []).append(row)
                if pattern.kind == LETTERS:
                    batch.setdefault("outbox", []).append(_letter(ids[place], number))
            filler.add(batch)
        _share(filler, size)
    checkpoints = Checkpoints(store)
    checkpoints.start()
    for each in texts.values():
        chance.shuffle(each)
    took_s = time.perf_counter() - begun
    messages = kept.count("messages")
    print(f"{size:>9,} players, {messages:,} messages: filled in {took_s:.0f} s", flush=True)
    return Place(size, kept, store, _turns(store, catalog), checkpoints, texts, itertools.count())


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


def _letter(player: bytes, number: str) -> list[object]:
    """Give a letter to a player, to be sent some day."""
    address, never_s = SECRET.fingerprint("address", "sms", number), NOW_S * 2
    letter = {
        "player": player, "number": NOW_S, "id": _name(number), "address": address,
        "text": "The bell in the tower rings.", "segments": 1, "state": "waiting",
        "at_s": never_s, "until_s": never_s, "tries": 0,
    }  # fmt: skip
    return [letter.get(column.name) for column in OUTBOX.columns]


def _name(number: str) -> bytes:
    return SECRET.fingerprint("message", "letter", number)


def _share(filler: Filler, size: int) -> None:
    """Add what so many players counted and told in the report; their votes as they are kept."""
    counted = ("well", "looks", 1)
    filler.repeat("counts", ("story", "counter", "amount"), counted, size // 2)
    filler.run(
        'INSERT INTO tallies (story, poll, "option", amount) '
        'SELECT story, poll, "option", count(*) FROM votes GROUP BY story, poll, "option"'
    )
    told = ("day", "kind", "story", "edition", "what", "channel", "language", "staff")
    one = ("2026-10-01", "started", "well", "0" * 16, "", "sms", "en", False)
    filler.repeat("happenings", told, one, 3 * size)


def _compare(kind: str, places: Sequence[Place]) -> float:
    """Measure each store in turn; give by how much the dearest is dearer than the first's."""
    took: dict[int, list[float]] = {place.size: [] for place in places}
    worked: dict[int, list[float]] = {place.size: [] for place in places}
    # As many in each store, and everybody once: a second turn would be another one.
    measure = _send if kind == LETTERS else _measure
    turns = min(MOST_A_ROUND, *(len(place.texts[kind]) // (ROUNDS + 1) for place in places))
    for number in range(-1, ROUNDS):
        for place in places if number % 2 else reversed(places):
            wall_ms, cpu_ms = measure(place, kind, turns)
            if number >= 0:
                took[place.size].append(wall_ms)
                worked[place.size].append(cpu_ms)
    print(f"{kind}, {turns} a round:")
    first = statistics.median(took[places[0].size])
    first_cpu = statistics.median(worked[places[0].size])
    ratios = []
    for place in places:
        wall, cpu = statistics.median(took[place.size]), statistics.median(worked[place.size])
        pairs = zip(took[place.size], took[places[0].size], strict=True)
        ratios.append(statistics.median(ours / theirs for ours, theirs in pairs))
        print(
            f"{place.size:>9,} players: {wall:.2f} ms each, {wall / first:.2f} of the first "
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


def _send(place: Place, kind: str, count: int) -> tuple[float, float]:
    """Let letters be due and be sent; give milliseconds a letter, and of the processor."""
    names = [_name(_number(place.texts[kind].pop()[0])) for _ in range(count)]
    let_be_due(place.kept, names, NOW_S)
    outbox = place.store.outbox(PHONE, lambda _sender: 1e9, Terms().letter)
    carrier = _Carrier()
    # The line of the sender is empty again at each round.
    now = NOW + timedelta(seconds=2 * next(place.rounds))
    delivery = Delivery(outbox, carrier, lambda: now, _fail)
    wall, cpu = time.perf_counter(), time.process_time()
    delivery.deliver(_at_once)
    each = 1_000 / count
    took = (time.perf_counter() - wall) * each, (time.process_time() - cpu) * each
    assert carrier.taken == count, f"{carrier.taken} letters of {count} were sent."
    return took


def _at_once(send: Callable[[Letter], bool], letters: Iterable[Letter]) -> Iterable[bool]:
    """Send letters without waiting for their places in the line."""
    return map(send, [replace(letter, in_s=0) for letter in letters])


class _Carrier:
    """Takes every letter, at once."""

    def __init__(self) -> None:
        self.taken = 0

    def send(self, letter: Letter) -> str:
        self.taken += 1
        return f"SM{letter.number}"

    def find(self, letter: Letter) -> str | None:
        raise AssertionError("Nobody doubts that a letter went.")


if __name__ == "__main__":
    numbers, asked = arguments()
    sys.exit(main(tuple(numbers) or SIZES, asked))
