"""The name that was probably meant."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

# Of 100: as near as "goto" is to "go".
NEAR_ENOUGH = 66


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Give " Did you mean 'x'?" for the nearest known name, or nothing when none is near.

    Case does not matter: 'Say' is 'say'.
    """
    best = process.extractOne(
        found, list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=NEAR_ENOUGH
    )
    return f" Did you mean '{best[0]}'?" if best else ""
