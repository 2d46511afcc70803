"""What the doctor found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is well, and what was seen or is to be done.

    `unsure`: it may be well, and staff are told where to look.
    """

    what: str
    well: bool
    words: str
    unsure: bool = False


def well(what: str, words: str) -> Check:
    """Say that something is well."""
    return Check(what, well=True, words=words)


def unsure(what: str, words: str) -> Check:
    """Say that something may be well, and where to look."""
    return Check(what, well=True, words=words, unsure=True)


def mend(what: str, words: str) -> Check:
    """Say what is to be mended, and how."""
    return Check(what, well=False, words=words)
