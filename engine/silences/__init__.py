"""Which signs have fallen silent: told by their visits and logs, and looked for every hour."""

from engine.silences.looking import CANNOT_WATCH, FALLEN_SILENT, Silences

__all__ = ["CANNOT_WATCH", "FALLEN_SILENT", "Silences"]
