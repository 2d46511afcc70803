"""What is kept of the signs that players meet: logs, visits, when nobody could come to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.editions import source_in_store
from engine.places.zones import local_time
from engine.play.catalog import Catalog
from engine.play.world import Sign
from engine.signs.hours import hour_there
from engine.signs.learning import LEARNED_DAYS
from engine.signs.shutting import Span
from engine.signs.standing import Standing
from engine.signs.usual import DAY, Watched
from engine.signs.watched import HOUR_S, Kept, rung, watched
from engine.store import Store
from engine.store.editions import Publication
from engine.story.build.folder import FILE, build_written
from engine.story.problems import StoryError
from engine.story.zone import zone_of


@dataclass(frozen=True, slots=True)
class Group:
    """The signs under one clock, which have the same weather.

    `now` is the hour on it that began last: signs stand as at its beginning. `rung` are the hours
    of the alarms that hold, `here` the codes of those where somebody came since.
    """

    now: int
    signs: list[Watched] = field(default_factory=list)
    rung: dict[str, int] = field(default_factory=dict)
    here: set[str] = field(default_factory=set)

    def up_to_now(self, standing: Standing) -> Standing:
        """Give how a sign stands with what was seen in the hour that runs."""
        if standing.code not in self.here:
            return standing
        kind = "usual" if standing.kind == "silent" else standing.kind
        return replace(standing, kind=kind, last=self.now, expected=0.0)


def gathered(store: Store, catalog: Catalog, now: datetime) -> list[Group]:
    """Give the signs that are watched: staff know of none that it is away or cannot be come to.

    Raises NotStored.
    """
    now_s = int(now.timestamp())
    to = {
        code.upper(): sign
        for code, sign in catalog.signs.items()
        if code not in catalog.out_of_use and not _is_shut(catalog, sign, now)
    }
    logs, shut = store.signs.logs(), _shut(store, catalog)
    visits = store.signs.visits(to, LEARNED_DAYS * DAY)
    groups: dict[str, Group] = {}
    for code, sign in to.items():
        story = catalog.stories[sign.story]
        zone = zone_of(story, story.places[sign.place])
        group = groups.setdefault(zone, Group(hour_there(now_s // HOUR_S, zone)))
        kept = Kept(
            logs.get(code, ()),
            visits.get(code, ()),
            [*shut[story.id, ""], *shut[story.id, sign.place]],
            story.times.season,
        )
        one = watched(code, story.id, kept, zone, now_s)
        group.signs.append(one)
        if (hour := rung(kept.log, one, zone)) is not None:
            group.rung[code] = hour
        if one.visits and one.visits[-1][0] >= group.now:
            group.here.add(code)
    return [*groups.values()]


def _is_shut(catalog: Catalog, sign: Sign, now: datetime) -> bool:
    """Tell whether nobody can come there today."""
    story = catalog.stories[sign.story]
    place = story.places[sign.place]
    closings = (catalog.closed.get((story.id, each)) for each in ("", place.id))
    if place.status != "open" or any(each and each.holds(now) for each in closings):
        return True
    season = story.times.season
    return season is not None and not season.holds(local_time(now, zone_of(story, place)).date())


def _shut(store: Store, catalog: Catalog) -> Mapping[tuple[str, str], list[Span]]:
    """Give when stories and places were closed: by staff, by their edition, or by having none."""
    shut = defaultdict(list, store.closings.spans())
    every: dict[str, list[Publication]] = defaultdict(list)
    for each in store.editions.published():
        if each.story in catalog.stories:
            every[each.story].append(each)
    for story, publications in every.items():
        for each, end_s in zip(publications, _ends(publications), strict=True):
            for place in _not_open(store, each):
                shut[story, place].append(Span(each.at_s, end_s))
    return shut


def _ends(publications: Sequence[Publication]) -> list[int | None]:
    """Give until when each was what players met."""
    return [*(each.at_s for each in publications[1:]), None]


def _not_open(store: Store, publication: Publication) -> Iterable[str]:
    """Give the places that an edition says are not open; "" where there was no story at all."""
    if publication.edition is None:
        return ("",)
    text = store.editions.file(publication.story, publication.edition, FILE) or b""
    # There may be hundreds of editions, and hardly one says so: only that is read in full.
    if b"status" not in text:
        return ()
    try:
        source = source_in_store(store, publication.story, publication.edition)
        places = build_written(source, publication.story).story.places
    except StoryError:
        return ()
    return [place.id for place in places.values() if place.status != "open"]
