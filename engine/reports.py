"""What staff and funders ask of a story, without persons.

A play is one person's. What fewer than five did on a day, in a language or at a sign might tell who
they were to somebody who was there; and of exact numbers, few ones can be found by subtraction. So
every number is rounded to the nearest five, few are told as "under 5", and where few took part,
nothing else is told of them. Of staff's own plays everything is told.

What texts cost is what was noted when they were paid for, as in `wayside budget`. It is rounded
like the rest, so that nobody counts texts by it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.store.happenings import TO
from engine.store.spending import Spent
from engine.store.totals import Sum
from engine.story.model import Story

FEW = 5
UNDER: Literal["under 5"] = "under 5"
# A number as it is told; None where it is not told, because few took part.
Told: TypeAlias = int | Literal["under 5"] | None
Period: TypeAlias = Literal["day", "month"]
Counts: TypeAlias = Counter[str]
# A cost is told in steps of so many millionths of a dollar, or of that doubled as often as it takes
# until a step is what five texts cost.
LEAST_STEP = 50_000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a section: what it is of (an id, empty for the whole), its title, its numbers.

    The `cost` among them is in millionths of a dollar.
    """

    name: str
    title: str
    numbers: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a report. `columns` are the numbers that each row has."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What happened in a story from `first` to `last` (ISO 8601, both included).

    `whose` they are: players' or staff's. `staff_plays` were left out of a report of players.
    Without sections, too few played.
    """

    story: str
    title: str
    first: str
    last: str
    whose: Literal["players", "staff"]
    staff_plays: int
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        """Give a section by its name. Raises KeyError."""
        return {each.name: each for each in self.sections}[name]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked of: a story from one day to another (ISO 8601, both included).

    `by`: told by days or by months. `of_staff`: of staff's own plays, not of players'.
    """

    story: str
    first: str
    last: str
    by: Period = "month"
    of_staff: bool = False


def report(
    asked: Asked,
    sums: Iterable[Sum],
    days: Iterable[Sum],
    spent: Iterable[Spent] = (),
    read: Story | None = None,
) -> Report:
    """Make a report of sums over the period; `read` is the story as it is now, for its names.

    `spent` is what the story's texts cost in that period.
    """
    sums, of_staff = list(sums), asked.of_staff
    staff_plays = sum(each.times for each in sums if each.staff and each.kind == "started")
    telling = _exactly if of_staff else _roundly
    sections = tuple(
        Section(name, columns, tuple(_rows(lines, columns, telling)))
        for name, columns, lines in _sections(
            [each for each in sums if each.staff == of_staff],
            [each for each in days if each.staff == of_staff],
            [each for each in spent if each.staff == of_staff],
            read,
            asked.by,
        )
    )
    enough = of_staff or sections[0].rows[0].numbers["plays"] not in (0, UNDER)
    return Report(
        asked.story,
        read.title if read else asked.story,
        asked.first,
        asked.last,
        "staff" if of_staff else "players",
        staff_plays,
        sections if enough else (),
    )


def rounded(number: int) -> Told:
    """Give a number as it is told of players: to the nearest five, few as "under 5"."""
    if 0 < number < FEW:
        return UNDER
    return (number + FEW // 2) // FEW * FEW


def rounded_cost(cost: int, texts: int) -> int | None:
    """Give what so many texts (segments, or texts with a picture) cost, as it is told of players.

    It is rounded so far that it tells no more than their rounded number; None where they are few.
    """
    if 0 < texts < FEW:
        return None
    step = LEAST_STEP
    while step * texts < FEW * cost:
        step *= 2
    return (cost + step // 2) // step * step


def _roundly(columns: tuple[str, ...], counts: Counts) -> dict[str, Told]:
    """Tell how many took part, which is the first column, and the rest where they are not few."""
    base, *rest = columns
    few = counts[base] < FEW
    told = {name: rounded(counts[name]) for name in columns}
    if "cost" in columns:
        told["cost"] = rounded_cost(counts["cost"], counts["segments"] + counts[_MEDIA])
    if few and any(counts.values()):
        told |= dict.fromkeys(rest, None)
    return told


def _exactly(columns: tuple[str, ...], counts: Counts) -> dict[str, Told]:
    return {name: counts[name] for name in columns}


_Telling: TypeAlias = Callable[[tuple[str, ...], Counts], dict[str, Told]]
_Lines: TypeAlias = list[tuple[str, str, Counts]]


def _rows(lines: _Lines, columns: tuple[str, ...], telling: _Telling) -> Iterator[Row]:
    for name, title, counts in lines:
        yield Row(name, title, telling(columns, counts))


def _sections(
    sums: list[Sum], days: list[Sum], spent: list[Spent], read: Story | None, by: Period
) -> Iterator[tuple[str, tuple[str, ...], _Lines]]:
    names: dict[str, str] = {id_: each.name for id_, each in read.places.items()} if read else {}
    whole = ("plays", "completed", "hints", "not understood", *_TEXTS)
    yield "total", whole, [("", "", _counted(sums) + _paid(spent))]
    length = len("2027-06") if by == "month" else len("2027-06-05")
    times = _grouped(days, lambda each: each.day[:length])
    for paid in spent:
        times.setdefault(paid.day.isoformat()[:length], Counter()).update(_paid([paid]))
    yield by, ("plays", "completed", "segments", "cost"), _in_order(times, sorted(times))
    languages = _grouped(_of_plays(sums), lambda each: each.language)
    yield "language", ("plays", "completed"), _most_first(languages, "plays")
    channels = _grouped(_of_plays(sums), lambda each: each.channel)
    yield "channel", ("plays", "completed"), _most_first(channels, "plays")
    signs = _grouped(sums, lambda each: each.what if each.kind in _AT_SIGNS else "")
    every = [*(id_ for id_, place in (read.places.items() if read else ()) if place.code)]
    every += sorted(signs.keys() - set(every))
    yield "sign", ("scans", "plays begun", "reported"), _in_order(signs, every, names)
    endings = _grouped([e for e in sums if e.kind == "ended"], lambda each: each.what or "-")
    yield "ending", ("completed",), _most_first(endings, "completed")
    yield "scene", ("came", "stayed", "hints", "not understood"), _scenes(sums)
    tags = _grouped([e for e in sums if e.kind == "tagged"], lambda each: each.what)
    yield "tag", ("times",), _most_first(tags, "times")


_MEDIA = "pictures and sounds"
_TEXTS = ("texts in", "texts out", "segments", _MEDIA, "cost")
_AT_SIGNS = ("scanned", "started", "reported")
# What a happening adds one to.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "started": ("plays", "plays begun"),
    "ended": ("completed",),
    "scanned": ("scans",),
    "missed": ("not understood",),
    "hinted": ("hints",),
    "tagged": ("times",),
    "reported": ("reported",),
}


def _of_plays(sums: list[Sum]) -> list[Sum]:
    return [each for each in sums if each.kind in ("started", "ended")]


def _counted(sums: Iterable[Sum]) -> Counts:
    counts: Counts = Counter()
    for each in sums:
        for column in _COLUMNS.get(each.kind, ()):
            counts[column] += each.times
    return counts


def _paid(spent: Iterable[Spent]) -> Counts:
    counts: Counts = Counter()
    for each in spent:
        counts["texts in"] += each.texts_in
        counts["texts out"] += each.texts_out
        counts["segments"] += each.segments_in + each.segments_out
        counts[_MEDIA] += each.media_in + each.media_out
        counts["cost"] += each.amount
    return counts


def _grouped(sums: Iterable[Sum], key: Callable[[Sum], str]) -> dict[str, Counts]:
    groups: dict[str, list[Sum]] = {}
    for each in sums:
        if name := key(each):
            groups.setdefault(name, []).append(each)
    return {name: _counted(group) for name, group in groups.items()}


def _in_order(
    groups: Mapping[str, Counts], order: Iterable[str], titles: Mapping[str, str] | None = None
) -> _Lines:
    titles = titles or {}
    return [(name, titles.get(name, ""), groups.get(name, Counter())) for name in order]


def _most_first(groups: Mapping[str, Counts], column: str) -> _Lines:
    return _in_order(groups, sorted(groups, key=lambda name: (-groups[name][column], name)))


def _scenes(sums: list[Sum]) -> _Lines:
    """Give who came to each scene and did not go on; where most stayed comes first.

    Who came before the period and went on in it makes that fewer, but never less than none.
    """
    scenes: dict[str, Counts] = {}
    for each in sums:
        if each.kind == "moved":
            left, came = each.what.split(TO)
            scenes.setdefault(left, Counter())["went"] += each.times
            scenes.setdefault(came, Counter())["came"] += each.times
        elif each.kind in ("missed", "hinted"):
            scenes.setdefault(each.what, Counter()).update(_counted([each]))
    scenes.pop("", None)
    for counts in scenes.values():
        counts["stayed"] = max(0, counts["came"] - counts["went"])
    order = sorted(scenes, key=lambda name: (-scenes[name]["stayed"], -scenes[name]["came"], name))
    return _in_order(scenes, order)
