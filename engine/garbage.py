"""Rings of garbage, which Python looks for again and again among all that is new."""

import gc


def seldom_collect(among: int) -> None:
    """Look for them only among so many new objects, and never among what is there already.

    Stories, libraries and tables of words are one large tree that stays, and little of what is made
    from them hangs together in rings: to look through it was a quarter of the time of a check.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(among, 50, 50)
