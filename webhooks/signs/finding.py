"""Which sign staff mean, and where it is."""

from collections.abc import Iterator
from dataclasses import dataclass

import click

from engine.cli.plain import plain
from engine.closing import Target, names, targets
from engine.editions import catalog_now
from engine.languages.folding import fold, folded
from engine.play.catalog import Catalog, codes_at
from engine.signs.register import Entry, Kind, Leads, Sign
from engine.store import Store
from engine.story.nearest import did_you_mean
from webhooks.kept import zone_here


@dataclass(frozen=True, slots=True)
class Found:
    """A sign as it is now, and the place where its code leads; None where it leads nowhere.

    `led` is where it led when somebody last wrote of it, None where that is no place any more.
    """

    sign: Sign
    leads: Target | None
    led: Target | None = None

    @property
    def code(self) -> str:
        """Give the code on it."""
        return self.sign.code

    @property
    def zone(self) -> str:
        """Give the IANA name of the clock there; of the installation's where there is no there."""
        there = self.leads or self.led
        return there.zone if there else zone_here()

    @property
    def key(self) -> tuple[str, str]:
        """Give the story and the place where its code leads, or led when somebody last wrote so."""
        known = self.sign.known or Leads("", "")
        return self.leads.key if self.leads else (known.story, known.place)

    @property
    def path(self) -> str:
        """Give the same as STORY/PLACE."""
        return "/".join(self.key) if all(self.key) else ""

    @property
    def called(self) -> str:
        """Give the code with its place, in words."""
        name = self.leads.place.name if self.leads and self.leads.place else ""
        return f"{self.code} ({', '.join(filter(None, (self.path, name)))})"

    def entry(self, kind: Kind, at_s: int, **more: object) -> Entry:
        """Give an entry of this sign, with where its code leads now."""
        story, place = self.key
        known = {"story": story, "place": place} if self.leads else {}
        return Entry(self.code, at_s, kind, **{**known, **more})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Known:
    """All signs: those of the stories that players meet, and those of the register."""

    catalog: Catalog
    signs: dict[str, Sign]

    def __iter__(self) -> Iterator[Found]:
        found = [self.found(code) for code in self.codes]
        return iter(sorted(found, key=lambda each: (each.leads is None, *each.key, each.code)))

    @property
    def codes(self) -> list[str]:
        """Give the code of every sign."""
        return sorted({*(code.upper() for code in self.catalog.signs), *self.signs})

    def found(self, code: str) -> Found:
        """Give the sign with this code."""
        to = self.catalog.signs.get(folded(code))
        story = self.catalog.stories[to.story] if to else None
        leads = Target(story, story.places[to.place]) if story and to else None
        sign = self.signs.get(code, Sign(code))
        return Found(sign, leads, self._place(sign.known))

    def _place(self, leads: Leads | None) -> Target | None:
        story = self.catalog.stories.get(leads.story) if leads else None
        place = story.places.get(leads.place) if story and leads else None
        return Target(story, place) if story and place else None

    def of_story(self, name: str) -> str | None:
        """Give the id of the story that is called so, or None."""
        found = targets(self.catalog, name)
        whole = [each.story.id for each in found if each.place is None]
        return whole[0] if len(whole) == len(found) == 1 else None


def known_signs(store: Store) -> Known:
    """Give every sign. Raises NotStored."""
    return Known(catalog_now(store), store.signs.current())


def the_sign(known: Known, what: str) -> Found:
    """Give the sign that staff mean. Raises click.UsageError, with what to type."""
    code = "".join(fold(what)).upper()
    if code in known.codes:
        return known.found(code)
    found = targets(known.catalog, what)
    codes = [code.upper() for each in found for code in codes_at(known.catalog, *each.key)]
    if len(codes) == 1 and len(found) == 1:
        return known.found(codes[0])
    raise click.UsageError(plain(_not_one(known, what, found, codes)))


def the_place(known: Known, what: str) -> Target:
    """Give the place that staff mean. Raises click.UsageError, with what to type."""
    found = targets(known.catalog, what)
    places = [each for each in found if each.place is not None]
    if len(places) == 1:
        return places[0]
    if places:
        every = ", ".join("/".join(each.key) for each in places)
        told = f"'{what}' may be any of {every}. Type one of them."
    elif found:
        every = ", ".join("/".join(Target(each.story, place).key)
                          for each in found for place in each.story.places.values())  # fmt: skip
        told = f"'{what}' is a story. Type one of its places: {every or 'it has none'}."
    else:
        told = f"Players meet no place called '{what}'.{did_you_mean(what, names(known.catalog))}"
    raise click.UsageError(plain(told))


def _not_one(known: Known, what: str, found: list[Target], codes: list[str]) -> str:
    if codes:
        every = ", ".join(known.found(code).called for code in codes)
        return f"'{what}' may be any of {every}. Type the code of one."
    if found:
        return (
            f"'{what}' has no sign: no code leads there. Give its place a 'code' in the story and "
            "publish it, or let another sign lead there: wayside sign move SIGN "
            f"{'/'.join(filter(None, found[0].key))}"
        )
    if not known.codes:
        return "There is no sign yet: no place of the stories that players meet has a 'code'."
    hint = did_you_mean(what, [*known.codes, *names(known.catalog)])
    return f"There is no sign '{what}'.{hint} To see all: wayside sign list"
