"""Everything that is kept: players and their plays, messages and their answers, the report."""

from engine.store.errors import NotStored, StoreError
from engine.store.opening import migrate_server, open_store
from engine.store.replacing import is_kept
from engine.store.store import Store

__all__ = ["NotStored", "Store", "StoreError", "is_kept", "migrate_server", "open_store"]
