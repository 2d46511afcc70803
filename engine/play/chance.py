"""Chance that can be repeated: the same seed gives the same play, in every implementation."""

WORD = 0xFFFFFFFF


def choose(seed: int, n: int) -> tuple[int, int]:
    """Give an index from 0 to n - 1 and the next seed (0 to 2**32 - 1).

    Mulberry32 (Tommy Ettinger, 2017, public domain): a 32-bit state and two multiplications.
    """
    state = (seed + 0x6D2B79F5) & WORD
    mixed = ((state ^ (state >> 15)) * (state | 1)) & WORD
    mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61) & WORD)) & WORD
    mixed = (mixed ^ (mixed >> 14)) & WORD
    return mixed * n >> 32, state
