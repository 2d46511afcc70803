"""Who is answered by text, as far as that costs: countries, crowds of numbers alike, the budget.

What is decided here is the same in every process and after a restart: it stands in the database.
The budget alone is looked at once a second, so that it may be overrun by what a second costs.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from engine.incoming import Incoming
from engine.languages.choosing import chosen
from engine.languages.sentences import SOURCE, sentence
from engine.languages.tables import languages
from engine.play.catalog import Catalog
from engine.play.effects import Erase, Say
from engine.play.hear import hear_unanswered
from engine.play.play import from_json
from engine.play.wishes import asks_of_wayside
from engine.store.known import SENT_TO
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Outcome
from engine.store.spending import Spent
from engine.terms import Terms
from engine.texting.addresses import phone_in, region_of
from engine.texting.budget import Stage, Sums, stage, stage_of
from engine.texting.parts import Sent
from engine.texting.phones import prefix_of
from engine.texting.prices import dollars

LOOK_AGAIN_S = 1.0
ELSEWHERE = (
    "Somebody texts from a country that is not served ({country}), and is not answered. If people "
    "there shall play, add it to WAYSIDE_COUNTRIES; texts to them may be dear."
)
CROWD = (
    "More new numbers than usual text, all alike but for their last four digits. For an hour, no "
    "new ones of these are answered; who plays already plays on. If they are your guests, set "
    "WAYSIDE_PREFIX_ALARM higher."
)
_STEPS = {
    Stage.NO_NUDGES: "Texts that come by themselves now wait until their player writes.",
    Stage.NO_NEW: (
        "Who wants to begin now gets one text with the web address, where the stories can be "
        "walked. Others play on."
    ),
    Stage.SPENT: "Nobody new begins. Who is in the middle of a story may finish, which costs more.",
}


@dataclass(slots=True)
class Gate:
    """Decides by the terms, in the transaction of each turn; any number of threads may ask at once.

    What staff are to be told is put into `notes`, to be told once the turn is stored.
    """

    terms: Terms
    _stage: Stage = Stage.OPEN
    _looked_at_s: float = 0
    _closed_before: date | None = None
    _sums: Sums = field(default_factory=Sums)

    def instead(
        self,
        turn: OpenTurn,
        incoming: Incoming,
        catalog: Catalog,
        now: datetime,
        notes: list[str],
    ) -> Outcome | None:
        """Give what comes of a message instead of a step; None where it is to be played."""
        if turn.kind not in SENT_TO:
            return None
        if not self._serves(turn, incoming, now, notes):
            return unanswered(turn, incoming, catalog, now)
        if self.stage(turn, now, notes) < Stage.NO_NEW or not _begins(turn, incoming, catalog):
            return None
        return self._turned_away(turn, incoming, now)

    def lets_nudge(self, turn: OpenTurn, now: datetime, notes: list[str]) -> bool:
        """Tell whether something may be sent that nobody has just asked for."""
        if turn.kind not in SENT_TO:
            return True
        served = self.terms.serves(region_of(turn.number()), turn.sender)
        return served and self.stage(turn, now, notes) < Stage.NO_NUDGES

    def spent(self, outcome: Outcome, incoming: Incoming, sent: Sent) -> Spent | None:
        """Give what a message cost, with what is sent as its answer; None where nothing is paid."""
        story = "" if outcome.passed_over else outcome.player.story or ""
        return self.terms.turn(incoming, sent, story, outcome.at)

    def _serves(self, turn: OpenTurn, incoming: Incoming, now: datetime, notes: list[str]) -> bool:
        """Tell whether somebody is served: from a country that is, and not one of a crowd."""
        country = region_of(incoming.address.value)
        if not self.terms.serves(country, incoming.to):
            if turn.note_once(f"told of country {country}", "yes"):
                notes.append(ELSEWHERE.format(country=country))
            return False
        prefix = prefix_of(phone_in(incoming.address.value))
        if self.terms.most_alike is None or not turn.is_new or not prefix or incoming.is_late:
            return True
        return self._one_of_many(turn, prefix, self.terms.most_alike, now, notes)

    def _one_of_many(
        self, turn: OpenTurn, prefix: str, most: int, now: datetime, notes: list[str]
    ) -> bool:
        known, now_s = turn.newcomers, int(now.timestamp())
        fingerprint = turn.fingerprint_of(prefix)
        if known.is_paused(fingerprint, now_s):
            return False
        if known.came(fingerprint, most, now_s):
            return True
        if known.pause(fingerprint, now_s):
            notes.append(CROWD)
        return False

    def stage(self, turn: OpenTurn, now: datetime, notes: list[str]) -> Stage:
        """Tell how far the budget has wound down."""
        if turn.kind not in SENT_TO:
            return Stage.OPEN
        # A clock that was set back is no reason to look no more.
        if abs(now.timestamp() - self._looked_at_s) >= LOOK_AGAIN_S:
            self._look(turn, now, notes)
        return self._stage

    def _look(self, turn: OpenTurn, now: datetime, notes: list[str]) -> None:
        day, budget = self.terms.day(now), self.terms.budget
        if day != self._closed_before:
            turn.spending.close(day)
            self._closed_before = day
        sums = turn.spending.sums(day)
        limits = (
            ("a day", f"{day} {budget.a_day}", sums.today, budget.a_day),
            ("in all", f"{budget.in_all}", sums.in_all, budget.in_all),
        )
        for which, when, spent, limit in limits:
            reached = stage_of(spent, limit)
            # Told of once, whoever sees it first.
            if limit is not None and reached > Stage.OPEN:
                name = f"told of budget {which} {reached.name.lower().replace('_', ' ')}"
                if turn.note_once(name, when):
                    notes.append(step_told(which, reached, spent, limit))
        self._sums, self._stage = sums, stage(budget, sums)
        self._looked_at_s = now.timestamp()

    def _turned_away(self, turn: OpenTurn, incoming: Incoming, now: datetime) -> Outcome:
        """Say where to play instead; to who was told that, or texts late, nothing."""
        if incoming.is_late or self._was_told(turn, now):
            return Outcome(now, turn.player, aside=True)
        language = turn.player.language or chosen(languages(), incoming.reads()) or SOURCE
        said = Say(sentence("budget spent", language, link=self.terms.web))
        today = self.terms.day(now)
        return Outcome(now, turn.player, answer=(said,), turned_away_on=today, aside=True)

    def _was_told(self, turn: OpenTurn, now: datetime) -> bool:
        """Tell whether somebody was told today; or ever, where the whole budget is spent."""
        if turn.player_id is None:
            return False
        told_on = turn.newcomers.turned_away_on(turn.player_id)
        return bool(told_on) if self._is_over() else told_on == self.terms.day(now).isoformat()

    def _is_over(self) -> bool:
        """Tell whether nobody new begins any more because of the whole budget."""
        return stage_of(self._sums.in_all, self.terms.budget.in_all) >= Stage.NO_NEW


def unanswered(turn: OpenTurn, incoming: Incoming, catalog: Catalog, now: datetime) -> Outcome:
    """Hear only that somebody wants silence or to be forgotten, and say nothing."""
    heard = hear_unanswered(catalog, turn.player, incoming.event)
    erases = heard is not None and Erase() in heard.effects
    if heard is None or (erases and turn.player_id is None):
        return Outcome(now, turn.player, passed_over=True, aside=True)
    return Outcome(now, heard.player, erase=erases, aside=True)


def _begins(turn: OpenTurn, incoming: Incoming, catalog: Catalog) -> bool:
    """Tell whether somebody is in the middle of no story, and asks nothing of Wayside itself."""
    player = turn.player
    if player.stopped or asks_of_wayside(catalog, player.language, incoming.event):
        return False
    text = turn.play(player.story) if player.story in catalog.stories and player.story else None
    return text is None or not _goes_on(text)


def _goes_on(text: str) -> bool:
    """Tell whether a kept play is in the middle of its story; one that cannot be read may be."""
    try:
        play = from_json(text)
    except Exception:  # noqa: BLE001 - damaged in whatever way
        return True
    return play.scene is not None and play.ended is None


def step_told(which: str, reached: Stage, spent: int, limit: int) -> str:
    """Give what staff are told of a step."""
    of = "today's text budget" if which == "a day" else "the whole text budget"
    amount = f"{dollars(spent)} of {dollars(limit)}"
    until = " So it is until tomorrow" if which == "a day" else " So it is until there is more"
    more = "" if which == "a day" else " (WAYSIDE_BUDGET_TOTAL)"
    return f"{amount} of {of} are spent. {_STEPS[reached]}{until}{more}. See: wayside budget"
