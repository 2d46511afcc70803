"""What comes of an event: the story is stepped, and told what it knows of its surroundings.

Nothing is kept here, and nothing is caught: `engine/turns.py` does both.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from engine.answering import said, told
from engine.browsing import on_its_page
from engine.carrying import link_for, untold
from engine.clock import Clock
from engine.disclosing import disclosure
from engine.gate import Gate
from engine.incoming import Event, Incoming
from engine.kept_plays import KeptPlays
from engine.lateness import came_at, is_overtaken, no_later, timed
from engine.phones import FindEdition, as_on_phone, with_edition
from engine.play.catalog import Catalog
from engine.play.effects import Carry, Erase, WakeAt
from engine.play.events import Carried, Passed
from engine.play.hear import Heard, hear
from engine.play.world import World
from engine.showing import Showing
from engine.store.consents import Consent
from engine.store.happenings import added_by, day_of, happenings_of, missed_of
from engine.store.known import IN_A_BROWSER, ON_THE_WEB, SENT_TO
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Outcome
from engine.texting.addresses import phone_in
from engine.texting.imprint import Imprint
from engine.texting.phones import zones_of
from engine.unasked import until_s
from engine.visiting import visit_of


class Stepping:
    """Steps plays. What it is given is as `engine.turns.Turns` is given it."""

    def __init__(
        self,
        catalog: Callable[[], Catalog],
        clock: Clock,
        refresh: Callable[[], None],
        showing: Showing,
        gate: Gate | None,
        *,
        edition: FindEdition,
        sends: bool,
        imprint: Imprint,
        discloses: bool,
        carry: str,
    ) -> None:
        self._catalog = catalog
        self._clock = clock
        self._refresh = refresh
        self._edition = edition
        self._showing = showing
        self._gate = gate
        self._sends = sends
        self._imprint = imprint
        self._discloses = discloses
        self._carry = carry

    def step(
        self,
        turn: OpenTurn,
        event: Event | Carried | Passed,
        unreadable: list[Exception],
        notes: list[str],
        incoming: Incoming | None = None,
    ) -> Outcome:
        """Give what comes of an event in a turn; nothing of it is kept yet.

        `incoming` is the message that it came with, None where time passed. What could not be read
        is added to `unreadable`, and what staff are to be told to `notes`.
        """
        catalog, now = self._catalog_for(turn, incoming), self._clock()
        nudges = not self._gate or self._gate.lets_nudge(turn, now, notes)
        world = self._world(turn, incoming, catalog, now, can_nudge=nudges)
        plays = KeptPlays(turn, catalog, world, unreadable)
        if incoming and incoming.played:
            world = as_on_phone(world, incoming.played, plays.of(incoming.story))
        ends_s = until_s(turn, incoming, lambda: plays.of(turn.player.story), now)
        if ends_s is not None and now.timestamp() >= ends_s:
            world = replace(world, can_send=False)
        if incoming and is_overtaken(incoming, catalog, turn.player, plays.kept):
            heard = Heard(turn.player)
        else:
            heard = self._heard(turn, incoming, event, plays, world)
        consent = self._consent(turn, heard, incoming, catalog, world)
        notice = consent.shown if consent else ""
        story = catalog.stories.get(heard.player.story or "")
        waits = incoming is not None and not incoming.is_late
        is_plain = bool(story and story.plain)
        answer, letters, sent = told(
            heard, turn, self._showing, waits=waits, notice=notice, is_plain=is_plain,
            is_shut=world.is_shut,
        )  # fmt: skip
        if letters.texts:
            before = plays.kept(turn.player.story) if turn.player.story else None
            last_at_s = before.last_at_s if before else 0
            zones = zones_of(phone_in(turn.number()))
            letters = timed(letters, incoming, now, last_at_s=last_at_s, story=story, zones=zones)
            letters = no_later(letters, ends_s)
        return Outcome(
            at=now,
            player=heard.player,
            plays=heard.plays,
            answer=answer,
            letters=letters,
            happenings=happenings_of(plays.before, heard),
            happened_on=day_of(catalog.stories.get(heard.player.story or ""), now),
            missed=missed_of(heard),
            added=added_by(heard),
            wake_s=None if incoming and (incoming.played or incoming.carries) else _wake_s(heard),
            untold=untold(heard, world),
            carries=heard.player.story if Carry() in heard.effects else None,
            erase=any(isinstance(effect, Erase) for effect in heard.effects),
            consent=consent,
            repeated=said(heard, turn) if consent else (),
            aside=turn.player.stopped and heard.player.stopped,
            sent=sent,
            visit=visit_of(incoming, catalog, plays.before, heard, world.now),
        )

    def _world(
        self,
        turn: OpenTurn,
        incoming: Incoming | None,
        catalog: Catalog,
        now: datetime,
        *,
        can_nudge: bool,
    ) -> World:
        """Give what the story knows of its surroundings in this turn."""
        return World(
            now=now if incoming is None else came_at(incoming, now),
            seed=secrets.randbits(32),
            carrier_answers=incoming is not None and incoming.carrier_answers,
            can_send=turn.kind in IN_A_BROWSER or (self._sends and can_nudge),
            zones=() if incoming or turn.kind not in SENT_TO else zones_of(phone_in(turn.number())),
            languages=incoming.reads if incoming else tuple,
            keywords=catalog.keywords,
            signs=catalog.signs,
            retired=catalog.retired,
            signless=catalog.signless,
            landmarks=catalog.landmarks,
            closed=catalog.closed,
            imprint=self._imprint,
            channel="web" if turn.kind in ON_THE_WEB else "sms",
            link=link_for(turn, incoming, self._carry),
            shared=turn.shared,
        )

    def _heard(
        self,
        turn: OpenTurn,
        incoming: Incoming | None,
        event: Event | Carried | Passed,
        plays: KeptPlays,
        world: World,
    ) -> Heard:
        player = turn.player
        if incoming is not None and not isinstance(event, Carried):
            player, event = on_its_page(incoming, event, plays.catalog, player, plays.kept)
        return hear(plays.catalog, player, plays.kept, event, world)

    def _consent(
        self,
        turn: OpenTurn,
        heard: Heard,
        incoming: Incoming | None,
        catalog: Catalog,
        world: World,
    ) -> Consent | None:
        """Give what must be told beside an answer that somebody asked for."""
        if not self._discloses or incoming is None or not said(heard, turn):
            return None
        return disclosure(turn, heard, incoming.event, catalog, world)

    def _catalog_for(self, turn: OpenTurn, incoming: Incoming | None) -> Catalog:
        """Give the stories, none older than the player has met on another machine.

        That of which a phone has played an older edition is that one.
        """
        catalog = self._newest_for(turn)
        if incoming is None or incoming.played is None:
            return catalog
        return with_edition(catalog, turn, incoming.story, incoming.played.edition, self._edition)

    def _newest_for(self, turn: OpenTurn) -> Catalog:
        catalog, story = self._catalog(), turn.player.story or ""
        text = turn.play(story) if story in catalog.stories else None
        # The edition stands in the play as it is written; to read all of it takes longer.
        if text is None or f'"edition":"{catalog.stories[story].edition}"' in text:
            return catalog
        self._refresh()
        return self._catalog()


def _wake_s(heard: Heard) -> int | None:
    return next((effect.at_s for effect in heard.effects if isinstance(effect, WakeAt)), None)
