"""How many texts a month are to be expected, from what a play by chance takes."""

from dataclasses import dataclass

from engine.checking.costs import usual
from engine.play.catalog import catalog_of
from engine.registering.applicant import Applicant

# What a brand of low volume is meant for, in segments out to all carriers; T-Mobile alone carries
# 2,000 a day of a brand that nobody has vetted
# (https://support.twilio.com/hc/en-us/articles/1260804800549, read in November 2026).
LOW_VOLUME_A_DAY = 6_000
T_MOBILE_A_DAY = 2_000
DAYS = 30
# A good day, against the day in the middle: our estimate.
PEAK = 4


@dataclass(frozen=True, slots=True)
class Volume:
    """Texts and segments out in a month, for so many plays; 0 where no play came to an end."""

    plays: int
    texts: int
    segments: int

    @property
    def a_day(self) -> int:
        """The segments of a good day."""
        return -(-self.segments * PEAK // DAYS)

    @property
    def use_case(self) -> str:
        """The campaign that is meant for so much."""
        return "LOW_VOLUME" if self.a_day < LOW_VOLUME_A_DAY else "MIXED"

    @property
    def words(self) -> str:
        """What is to be known of it."""
        if not self.texts:
            return "How many texts a play takes is not known, as none that was tried ended: count."
        return (
            f"{self.plays:,} plays a month are {self.texts:,} texts out ({self.segments:,} "
            f"segments), and about {self.a_day:,} segments on a good day. Another number of plays: "
            "--plays."
        )


def volume_of(applicant: Applicant) -> Volume:
    """Reckon with the usual play of the story."""
    story = applicant.story
    found = usual(story, applicant.language, catalog_of([story]))
    if found is None:
        return Volume(applicant.plays, 0, 0)
    cost = found.cost
    plays = applicant.plays
    return Volume(plays, plays * cost.texts_out, plays * cost.segments_out)
