"""What can go wrong with the database, for those who call."""

from engine.faults import Foreseen


class NotStored(Foreseen):
    """The database cannot take it now; the same again, a little later, may succeed."""


class MovedOn(NotStored):
    """The play has gone on in another database, or goes on there in a moment."""


class StoreError(Exception):
    """The database cannot be opened; the text says why and what to type."""
