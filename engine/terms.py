"""What an installation allows by text, and what its texts cost."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from engine.incoming import Incoming
from engine.places.zones import zone_named
from engine.play.events import SentPhoto, SentVoice
from engine.store.known import SENT_TO
from engine.store.letters import Letter
from engine.store.spending import Spent
from engine.texting.addresses import region_of
from engine.texting.budget import NO_BUDGET, Budget
from engine.texting.parts import Sent
from engine.texting.phones import served_from
from engine.texting.prices import USUAL, Prices, cost
from engine.texting.segments import segments_by


@dataclass(frozen=True, slots=True)
class Terms:
    """What an installation allows.

    `countries` are served, as ISO 3166 regions, and all if there is none; None for those that our
    number serves: `phone` (E.164), or else the one that was texted. `most_alike` new numbers of one
    prefix are answered within ten minutes; None for any. `zone` is where days are counted, `web`
    where one can play instead of texting, empty where one cannot.
    """

    countries: frozenset[str] | None = None
    most_alike: int | None = None
    budget: Budget = NO_BUDGET
    prices: Prices = USUAL
    zone: str = "UTC"
    web: str = ""
    phone: str = ""

    def serves(self, country: str | None, ours: str) -> bool:
        """Tell whether somebody from a country is answered by a number of ours.

        Who comes from no country is: an address without a number.
        """
        served = self.served(ours)
        return country is None or not served or country in served

    def served(self, ours: str = "") -> frozenset[str]:
        """Give the countries that a number of ours serves; none for all."""
        if self.countries is None:
            return _served_from(self.phone or ours)
        return self.countries

    def day(self, now: datetime) -> date:
        """Give the day that it is."""
        return now.astimezone(_zone(self.zone)).date()

    def letter(self, letter: Letter, now_s: float) -> Spent:
        """Give what it costs to send a letter at that moment (seconds since 1970)."""
        country = region_of(letter.to) or ""
        media_out = int(bool(letter.media))
        segments_out = 0 if media_out else letter.segments
        amount = cost(segments_out, country, media=media_out, prices=self.prices)
        return Spent(
            self.day(datetime.fromtimestamp(now_s, UTC)),
            letter.story,
            country,
            segments_out=segments_out,
            media_out=media_out,
            amount=amount,
            staff=letter.is_staffs,
            texts_out=1,
        )

    def turn(self, incoming: Incoming, sent: Sent, story: str, now: datetime) -> Spent | None:
        """Give what a message and the first part of its answer cost; None where nothing is paid.

        The other parts are letters.
        """
        if incoming.address.kind not in SENT_TO:
            return None
        kind, country = incoming.address.kind, region_of(incoming.address.value) or ""
        text, media_in = _came(incoming)
        segments_in = 0 if media_in else max(segments_by(kind, text), 1)
        media_out = int(bool(sent.media))
        first = next(iter(sent.parts), "")
        segments_out = 0 if media_out else segments_by(kind, first)
        amount = cost(segments_out, country, media=media_out, prices=self.prices)
        amount += cost(segments_in, country, "in", media=media_in, prices=self.prices)
        return Spent(
            self.day(now), story, country, segments_in, segments_out, media_in, media_out, amount,
            texts_in=1, texts_out=int(bool(media_out or segments_out)),
        )  # fmt: skip


# Both are asked at every turn.
_zone = lru_cache(maxsize=100)(zone_named)


@lru_cache(maxsize=100)
def _served_from(ours: str) -> frozenset[str]:
    return served_from(ours)


def _came(incoming: Incoming) -> tuple[str, int]:
    """Give the words of a message, and how many texts with media it was: one or none."""
    has_media = isinstance(incoming.event, SentPhoto | SentVoice)
    return incoming.words, int(has_media)
