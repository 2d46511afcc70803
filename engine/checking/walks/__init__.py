"""Walks: plays that must keep working. Read, replayed, and compared."""

from engine.checking.walks.reading import read_walk
from engine.checking.walks.running import run_walk
from engine.checking.walks.walker import Walk, Walked

__all__ = ["Walk", "Walked", "read_walk", "run_walk"]
